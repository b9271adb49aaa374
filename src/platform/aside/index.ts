export { serveAside } from './inside.ts'
export type { Doings } from './model.ts'
export { Aside } from './threads.ts'
