export { accountCommands } from './commands.ts'
export { routes as accountRoutes } from './routes.ts'
export { makeFirstAccountCode } from './store.ts'
