import { findPerson } from '#features/people/index.ts'
import { may, mayEverywhere, seenAs } from '#platform/access/index.ts'
import { type CalendarEntry, iCalendar } from '#platform/calendar/index.ts'
import { addressIn } from '#platform/config.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listAsAsked, listRoutes } from '#platform/listing/index.ts'
import { canSend } from '#platform/mail/index.ts'
import {
  type FileReply,
  feed,
  file,
  get,
  ofWholeBody,
  open,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Request,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { planChoices } from '../plan-choices.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { chooseMessages } from './choose-messages.ts'
import { endFeed } from './end-feed.ts'
import { messageListing } from './listing.ts'
import { makeFeed } from './make-feed.ts'
import { DEFAULT_CHOICES, FREQUENCIES } from './model.ts'
import { stopMessages } from './stop-messages.ts'
import { addressOf, choicesOf, feedEntries, feedsOf, findByStopToken, findFeed, messagesTo } from './store.ts'
import { digestOfToken } from './tokens.ts'
import { chasingPage, choicesForm, feedForm, feedMade, logPage, stopPage, stoppedPage } from './views.ts'

/** Messages go to people of any unit: the log of all of them belongs to none. */
export const routes: readonly Route[] = ofWholeBody('plans:change', [
  get(paths.chasing, 'plans:read', async (asked) => show(asked)),
  post(paths.chasing, 'plans:read', save),
  get(paths.chasingLog, 'plans:change', async (asked) => {
    const list = await listAsAsked(asked, messageListing(), {
      path: paths.chasingLog,
      caption: 'Messages',
      empty: 'No message has been written yet.',
      isDescending: true,
    })
    return page(logPage(list))
  }),
  ...listRoutes(paths.chasingLog, 'plans:change', messageListing),
  open('GET', paths.chasingStop, async (asked) => {
    const person = await findByStopToken(asked.db, firstValue(asked.query, 'token'))
    if (!person) throw new NotFound()
    return page(stopPage(person.name, firstValue(asked.query, 'token')))
  }),
  open('POST', paths.chasingStop, stop, { isForeign: true }),
  post(paths.feeds, 'plans:read', addFeed),
  post(paths.feedEnd, 'plans:read', async ({ db, act, body, person }) => {
    const id = firstValue(body, 'id')
    if (isId(id)) await endFeed(db, act, person.id, id)
    return redirect(paths.chasing, 'The calendar address was ended')
  }),
  feed(paths.feed(':token'), PLANS_SEEN, calendar),
])

async function show(asked: PersonRequest, state?: FormState): Promise<Reply> {
  const { db, person, config } = asked
  const [address, choices, messages, feeds, plans] = await Promise.all([
    addressOf(db, person.id),
    choicesOf(db, person.id),
    messagesTo(db, person.id),
    feedsOf(db, person.id),
    planChoices(db),
  ])
  const { frequency, daysBefore } = choices ?? DEFAULT_CHOICES
  const view = chasingPage({
    address,
    isSetUp: canSend(config),
    state: state ?? choicesForm.filled({ frequency, daysBefore: String(daysBefore) }),
    messages,
    feeds,
    plans,
    canSeeLog: mayEverywhere(person, 'plans:change'),
  })
  return page(view, state ? 422 : 200)
}

async function save(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, person } = asked
  const read = choicesForm.read(body)
  if (!read.ok) return show(asked, read)
  const frequency = FREQUENCIES.find((known) => known === read.value.frequency) ?? 'as-due'
  await chooseMessages(db, act, person.id, { frequency, daysBefore: Number(read.value.daysBefore) })
  return redirect(paths.chasing, 'Your choice was saved')
}

/** Stops by one click, also by a mail program that does it for its user (RFC 8058): the token proves the right. */
async function stop({ db, act, query }: Request): Promise<Reply> {
  const person = await findByStopToken(db, firstValue(query, 'token'))
  if (!person) throw new NotFound()
  await stopMessages(db, act, person.id)
  return page(stoppedPage())
}

async function addFeed(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, person, config } = asked
  const read = feedForm(await planChoices(db)).read(body)
  if (!read.ok) throw new NotFound()
  const token = await makeFeed(db, act, person.id, read.value.plan)
  return page(feedMade(`${addressIn(config)}${paths.feed(token)}`))
}

/** A calendar for whoever has its address: what its person may see today, and nothing once they may not. */
async function calendar({ db, params, today, now, config }: Request): Promise<FileReply> {
  const token = (params.token ?? '').replace(/\.ics$/, '')
  const made = await findFeed(db, digestOfToken(token))
  const person = made ? await findPerson(db, made.personId, today) : null
  if (!made || !person || !may(person, 'plans:read')) throw new NotFound()
  const address = addressIn(config)
  const entries = (await feedEntries(seenAs(db, person), made, today)).map(
    ({ id, actionId, ref, text, planTitle, latest, isDeliverable }): CalendarEntry => ({
      id,
      from: latest,
      to: latest,
      title: `Due: ${[ref, text.replaceAll('\n', ' ')].filter(Boolean).join(' ').slice(0, 120)}`,
      about: `${isDeliverable ? 'A deliverable' : 'An action'} of ${planTitle}.`,
      url: `${address}${paths.action(actionId)}`,
      changedAt: now,
    }),
  )
  const body = iCalendar(made.plan ?? 'My actions', entries)
  return file('actions.ics', 'text/calendar; charset=utf-8', Buffer.from(body))
}
