import type { Route } from '../../web/index.ts'
import { lifeApi } from './api.ts'
import { leadingOn } from './leading-on.ts'
import { lifePages, type Registers } from './routes.ts'

/** The routes of all rooms, with what registers say of the life of their items: pages, the API, and where addresses of merged ones lead. */
export function lifeRoutes(registers: Registers, routes: readonly Route[]): readonly Route[] {
  const own = registers().flatMap((register) => [...lifePages(register, registers), ...lifeApi(register, registers)])
  return leadingOn(registers(), [...routes, ...own])
}
