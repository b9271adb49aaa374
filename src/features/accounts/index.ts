export { routes as accountRoutes } from './routes.ts'
export { makeFirstAccountCode } from './store.ts'
