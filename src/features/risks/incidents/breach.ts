import { mayDo } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { INCIDENT } from './kind.ts'
import { breachFor, nameOf } from './telling.ts'
import { breachPage } from './views.ts'

/** What whoever hears of a breach has to know of it, and nothing else of the incident. It is not there for anybody else. */
export const breachRoutes: readonly Route[] = [
  get(paths.breach(':id'), 'signed-in', async ({ db, person, params, today }) => {
    const id = params.id ?? ''
    const breach = isId(id) && person ? await breachFor(db, person.id, id, today) : null
    if (!breach) throw new NotFound()
    return page(breachPage(breach, nameOf(breach), mayDo(person, INCIDENT, 'read', breach)))
  }),
]
