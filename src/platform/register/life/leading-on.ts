import { isId } from '../../ids.ts'
import { type PersonRequest, type Reply, type Route, redirect } from '../../web/index.ts'
import type { Register } from '../model.ts'
import { leadsTo } from './merged.ts'

/** Routes, of which those of single items lead on where the item was merged into another: pages, files and the API, whichever room they are of. */
export function leadingOn(registers: readonly Register[], routes: readonly Route[]): readonly Route[] {
  const roots = registers.filter(({ life }) => life.merged.by === 'kit').flatMap(({ path }) => [path, `/api/v1${path}`])
  return routes.map((route) => {
    const root = roots.find((one) => route.path.startsWith(`${one}/:`))
    if (route.method !== 'GET' || root === undefined || route.path === `${root}/:id/merge`) return route
    const [, param = ''] = /^\/:(\w+)(?:\/|$)/.exec(route.path.slice(root.length)) ?? []
    const handle = async (asked: PersonRequest): ReturnType<Route['handle']> => {
      const id = asked.params[param] ?? ''
      const to = isId(id) ? await leadsTo(asked.db, id) : null
      return to === null ? route.handle(asked) : lead(asked, root, { id, to })
    }
    return param === '' ? route : { ...route, handle }
  })
}

function lead({ path }: PersonRequest, root: string, { id, to }: { readonly id: string; readonly to: string }): Reply {
  const there = `${root}/${to}${path.slice(`${root}/${id}`.length)}`
  if (root.startsWith('/api/'))
    return { kind: 'bare', status: 308, headers: { location: there }, text: 'It was merged into another' }
  return redirect(there)
}
