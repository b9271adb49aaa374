export { accountJobs } from './jobs.ts'
export { needs as accountNeeds } from './needs.ts'
export { routes as accountRoutes } from './routes.ts'
export { makeFirstAccountCode } from './store.ts'
