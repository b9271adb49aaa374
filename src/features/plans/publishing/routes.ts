import { everybody } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { inOneBatch, SHEET_FORMATS, sheet } from '#platform/exports/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  feed,
  file,
  get,
  open,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Request,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { planToRun } from '../lookup.ts'
import { paths } from '../paths.ts'
import { PUBLIC_FIELDS } from './model.ts'
import { publishPlan } from './publish-plan.ts'
import { findPublished, type Publication, publicActions, publicationOf } from './store.ts'
import { unpublishPlan } from './unpublish-plan.ts'
import { publicPage, publicTable, publishForm, publishPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.publish(':id'), 'plans:change', async (asked) =>
    show(asked, publishForm.filled({ fields: ['target', 'status'] })),
  ),
  post(paths.publish(':id'), 'plans:change', publish),
  post(`${paths.publish(':id')}/end`, 'plans:change', async (asked) => {
    const { db, act, person } = asked
    const plan = await planToRun(asked)
    await unpublishPlan(db, act, person.id, plan.id)
    return redirect(paths.publish(plan.id), 'The plan is no longer published')
  }),
  open('GET', paths.published(':slug'), async (asked) => {
    const publication = await published(asked)
    return page(publicPage(publication, await publicActions(asked.db, publication.planId)))
  }),
  ...SHEET_FORMATS.map(({ ending, type }) =>
    feed(`${paths.published(':slug')}.${ending}`, everybody('it was published for anybody to read'), async (asked) => {
      const publication = await published(asked)
      const { headers, rows } = publicTable(publication, await publicActions(asked.db, publication.planId))
      const body = await sheet(ending, { title: publication.title, headers, batches: inOneBatch(rows) })
      return file(`${publication.slug}.${ending}`, type, body)
    }),
  ),
]

async function published({ db, params }: Request): Promise<Publication> {
  const found = await findPublished(db, params.slug ?? '')
  if (!found) throw new NotFound()
  return found
}

async function show(asked: PersonRequest, state: FormState): Promise<Reply> {
  const plan = await planToRun(asked)
  return page(publishPage(plan, await publicationOf(asked.db, plan.id), state), state.errors.length > 0 ? 422 : 200)
}

async function publish(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, person } = asked
  const plan = await planToRun(asked)
  const read = publishForm.read(body)
  if (!read.ok) return show(asked, read)
  const { fields, introduction } = read.value
  const chosen = PUBLIC_FIELDS.filter((field) => fields.includes(field))
  await publishPlan(db, act, person.id, { planId: plan.id, title: plan.title, fields: chosen, introduction })
  return redirect(paths.publish(plan.id), 'The plan was published')
}
