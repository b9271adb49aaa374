import { checkEverywhere, mayEverywhere, outside } from '#platform/access/index.ts'
import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listRoutes, listView, readPage, readState, viewsOf } from '#platform/listing/index.ts'
import { registerRoutes } from '#platform/register/index.ts'
import {
  download,
  file,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { mayChangeAction } from '../rights.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { raiseEscalations, sendEscalation, settleEscalation } from './deeds.ts'
import { letterOf } from './letter.ts'
import { escalationListing } from './listing.ts'
import { escalationRules } from './register.ts'
import { type Escalation, findEscalation } from './store.ts'
import { escalationPage, escalationsPage, settleForm } from './views.ts'

export const routes: readonly Route[] = [
  ...registerRoutes(escalationRules),
  get(paths.escalations, 'plans:read', async ({ db, query, today, person }) => {
    const listing = escalationListing(today)
    const context = { today, person }
    const [rows, views] = await Promise.all([
      readPage(db, listing, readState(listing, query), context),
      viewsOf(db, listing.key, person.id),
    ])
    const list = await listView(db, listing, rows, context, {
      path: paths.escalations,
      caption: 'Escalations',
      views,
      empty: 'No action needs to be escalated.',
    })
    return page(escalationsPage(list, mayEverywhere(person, 'plans:change')))
  }),
  ...listRoutes(paths.escalations, 'plans:read', escalationListing),
  post(paths.escalationLook, 'plans:change', async ({ db, act, today, person }) => {
    checkEverywhere(person, 'plans:change')
    const raised = await raiseEscalations(db, act, today)
    return redirect(
      paths.escalations,
      raised === 0 ? 'The rules found nothing new' : `The rules raised ${counted(raised, 'escalation', 'escalations')}`,
    )
  }),
  get(paths.escalation(':id'), 'plans:read', async (asked) => show(asked, await found(asked))),
  post(paths.escalation(':id'), 'plans:change', async (asked) => {
    const { db, act, body, today, person } = asked
    const escalation = await foundToChange(asked)
    const read = settleForm.read(body)
    if (!read.ok) return show(asked, escalation, read)
    await settleEscalation(db, act, escalation.id, { today, personId: person.id, note: read.value.note })
    return redirect(paths.escalation(escalation.id), 'The escalation was settled')
  }),
  post(`${paths.escalation(':id')}/sent`, 'plans:change', async (asked) => {
    const { id } = await foundToChange(asked)
    await sendEscalation(asked.db, asked.act, id, asked.today, asked.person.id)
    return redirect(paths.escalation(id), 'The letter is marked as sent')
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    download(`${paths.escalationLetter(':id')}.${ending}`, 'plans:read', PLANS_SEEN, async (asked) => {
      const letter = letterOf(await found(asked), asked.today, asked.person.name)
      return file(`letter-${asked.today}.${ending}`, type, await writeDocument(ending, letter))
    }),
  ),
]

async function found({ db, params, today }: PersonRequest): Promise<Escalation> {
  const id = params.id ?? ''
  const escalation = isId(id) ? await findEscalation(db, id, today) : null
  if (!escalation) throw new NotFound()
  return escalation
}

/** The same, for somebody who may change its action. @throws NotFound, Forbidden */
async function foundToChange(asked: PersonRequest): Promise<Escalation> {
  const escalation = await found(asked)
  if (!mayChangeAction(asked.person, escalation)) throw outside(escalation.unitId ?? escalation.planUnitId)
  return escalation
}

function show({ person, today }: PersonRequest, escalation: Escalation, state?: FormState): Reply {
  const letter = letterOf(escalation, today, person.name)
  const shown = state ?? { values: {}, errors: [] }
  return page(escalationPage(escalation, letter, mayChangeAction(person, escalation), shown), state ? 422 : 200)
}
