export { type GuardedPurpose, tusRoutes, UPLOADS_PATH } from './routes.ts'
