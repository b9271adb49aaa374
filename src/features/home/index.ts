export { type GuardedDoor, type NeedsOf, routes as homeRoutes } from './routes.ts'
