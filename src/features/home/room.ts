import type { Room } from '#platform/room/index.ts'
import { routes } from './routes.ts'

/** The home page: what needs somebody today, and where everything is. */
export const home: Room = { name: 'home', routes: ({ needs, doors }) => routes(needs, doors) }
