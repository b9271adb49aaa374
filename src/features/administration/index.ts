export { routes as administrationRoutes } from './routes.ts'
export type { NameOf, RunSource, Works } from './status.ts'
