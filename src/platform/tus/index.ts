export { tusRoutes, UPLOADS_PATH } from './routes.ts'
