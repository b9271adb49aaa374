import { z } from 'zod'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { clean } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { readPage, readState } from '#platform/listing/index.ts'
import { get, json, type PersonRequest, post, type Route } from '#platform/web/index.ts'
import { giveVerdict, makeClaim } from './actions/deeds.ts'
import { historyOf } from './actions/history-store.ts'
import { actionListing } from './actions/listing.ts'
import { ownersOf } from './actions/owner-store.ts'
import { findAction } from './actions/store.ts'
import { KINDS } from './dates/index.ts'
import { planListing } from './listing.ts'
import { STANDINGS, STATUSES, VERDICTS } from './model.ts'
import { PLANS_SEEN } from './seeing.ts'

const Day = z.iso.date().nullable()
const PlanJson = z.object({
  id: z.uuid(),
  title: z.string(),
  unit: z.string().nullable(),
  planOn: z.iso.date(),
  actions: z.number(),
  finished: z.number(),
  overdue: z.number(),
})
const ActionJson = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  plan: z.string(),
  recommendation: z.string().nullable(),
  ref: z.string().nullable(),
  text: z.string(),
  priority: z.string().nullable(),
  owners: z.string().nullable(),
  unit: z.string().nullable(),
  targetText: z.string().nullable(),
  kind: z.enum(KINDS),
  earliest: Day,
  latest: Day,
  firstDay: Day,
  lastDay: Day,
  deliverableDue: Day,
  status: z.enum(STANDINGS),
  verdict: z.enum(VERDICTS).nullable(),
  slips: z.number(),
  slippedDays: z.number(),
})

const ClaimJson = z.strictObject({
  status: z.enum(STATUSES),
  on: z.iso.date().optional(),
  note: z.string().max(5_000).nullable().optional(),
})
const VerdictJson = z.strictObject({
  claim: z.uuid(),
  verdict: z.enum(VERDICTS),
  on: z.iso.date().optional(),
  note: z.string().min(1).max(5_000),
})

const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() })
const place = {
  after: { description: 'Place in the list, from `next` of the page before', schema: { type: 'string' } },
}

/** The room's JSON: plans, actions with every filter of their page, and one action with its history. */
export const apiRoutes: readonly Route[] = [
  get(
    '/api/v1/plans',
    'plans:read',
    async ({ db, query, today, person }) => {
      const listing = planListing(today)
      const page = await readPage(db, listing, readState(listing, query), { today, person })
      return json({ items: page.rows.map((row) => PlanJson.parse({ ...row, planOn: row.lastOn })), next: page.next })
    },
    { api: { seenBy: PLANS_SEEN, summary: 'List action plans', tag: 'plans', query: place, answer: listOf(PlanJson) } },
  ),
  get(
    '/api/v1/plans/actions',
    'plans:read',
    async ({ db, query, today, person }) => {
      const listing = actionListing(today)
      const page = await readPage(db, listing, readState(listing, query), { today, person })
      return json({ items: page.rows.map((row) => ActionJson.parse(row)), next: page.next })
    },
    {
      api: {
        seenBy: PLANS_SEEN,
        summary: 'List actions across plans',
        tag: 'plans',
        query: {
          ...Object.fromEntries(
            actionListing('2000-01-01').filters.map(({ key, label }) => [
              key,
              { description: label, schema: { type: 'string' } },
            ]),
          ),
          ...place,
        },
        answer: listOf(ActionJson),
      },
    },
  ),
  get(
    '/api/v1/plans/actions/:id',
    'plans:read',
    async ({ db, params }) => {
      const id = params.id ?? ''
      const action = isId(id) ? await findAction(db, id) : null
      if (!action) throw new NotFound('There is no such action')
      const [owners, history] = await Promise.all([ownersOf(db, id), historyOf(db, id)])
      return json({ ...action, owners, history })
    },
    {
      api: {
        seenBy: PLANS_SEEN,
        summary: 'Read an action with its owners and its whole history',
        tag: 'plans',
        answer: { type: 'object' },
      },
    },
  ),
  post(
    '/api/v1/plans/actions/:id/claims',
    'plans:read',
    async (asked) => {
      const { db, act, person, today } = asked
      const id = await knownAction(asked)
      const { status, on, note } = parsed(ClaimJson, asked.json)
      await makeClaim(db, { person, act }, id, {
        status,
        on: notLater(on ?? today, today),
        note: clean(note ?? '') || null,
      })
      return json(await findAction(db, id))
    },
    {
      api: {
        seenBy: PLANS_SEEN,
        summary: 'Claim how an action stands, as its owner',
        tag: 'plans',
        body: z.toJSONSchema(ClaimJson),
        answer: { type: 'object' },
      },
    },
  ),
  post(
    '/api/v1/plans/actions/:id/verdicts',
    'plans:judge',
    async (asked) => {
      const { db, act, person, today } = asked
      const id = await knownAction(asked)
      const { claim, verdict, on, note } = parsed(VerdictJson, asked.json)
      const words = clean(note)
      if (words === '') throw new BadRequest('note: Say why')
      await giveVerdict(db, { person, act }, id, {
        claimId: claim,
        verdict,
        on: notLater(on ?? today, today),
        note: words,
      })
      return json(await findAction(db, id))
    },
    {
      api: {
        seenBy: PLANS_SEEN,
        summary: 'Judge the latest claim on an action',
        tag: 'plans',
        body: z.toJSONSchema(VerdictJson),
        answer: { type: 'object' },
      },
    },
  ),
]

async function knownAction({ db, params }: PersonRequest): Promise<string> {
  const id = params.id ?? ''
  const action = isId(id) ? await findAction(db, id) : null
  if (!action) throw new NotFound('There is no such action')
  return id
}

function parsed<Value>(schema: z.ZodType<Value>, sent: unknown): Value {
  const read = schema.safeParse(sent)
  if (!read.success)
    throw new BadRequest(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
  return read.data
}

function notLater(on: string, today: string): string {
  if (on > today) throw new BadRequest('on: must be today or in the past')
  return on
}
