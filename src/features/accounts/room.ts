import type { Room } from '#platform/room/index.ts'
import { accountJobs } from './jobs.ts'
import { needs } from './needs.ts'
import { routes } from './routes.ts'
import { OWN_ACCOUNT } from './seeing.ts'

/** Who may sign in, and how. */
export const accounts: Room = {
  name: 'accounts',
  uses: ['people'],
  asks: ['access', 'muniment'],
  routes: ({ permissions }) => routes(permissions),
  jobs: accountJobs,
  needs: { seenBy: OWN_ACCOUNT, ask: needs },
}
