import type { Act } from '../audit/index.ts'
import { type Day, dayOf, inWords } from '../calendar/index.ts'
import { name, type Queries, sql, type Tx } from '../db/index.ts'
import { isClosed } from './fields.ts'
import { rightProblems } from './in-unit.ts'
import { endingProblems } from './life/end-rules.ts'
import { mergedAmong } from './life/merged.ts'
import {
  isLeading,
  type LeadingField,
  ledTo,
  type Obstacles,
  type Problem,
  type Register,
  type Saving,
} from './model.ts'
import type { ReferenceTarget } from './reference-target.ts'

/** What stands against saving items, of the rules that the database does not know: the first of each, in their order. However many there are, each rule is asked once. */
export async function problemsOf(
  tx: Tx,
  act: Act,
  register: Register,
  savings: readonly Saving[],
): Promise<readonly (Problem | null)[]> {
  const rights = await rightProblems(tx, act, register, savings)
  const wrong = await wronglyLed(tx, dayOf(act.at), register, savings)
  const own = savings.length > 0 ? await register.obstacles?.(tx, savings, act) : []
  const merged = await mergedProblems(tx, register, savings)
  const ends = endingProblems(register, savings, dayOf(act.at))
  return savings.map(
    (_, index) => rights[index] ?? merged[index] ?? ends[index] ?? wrong.get(index) ?? own?.[index] ?? null,
  )
}

/** What has become one with another is changed there. */
async function mergedProblems(
  tx: Tx,
  { life, named: [field = ''] }: Register,
  savings: readonly Saving[],
): Promise<readonly (Problem | null)[]> {
  if (life.merged.by !== 'kit') return []
  const merged = await mergedAmong(
    tx,
    savings.flatMap(({ id }) => id ?? []),
  )
  return savings.map(({ id }) =>
    id !== null && merged.has(id) ? { field, message: 'It was merged into another: change that one instead' } : null,
  )
}

/** Rules of which each is asked after the other: of each item the first problem counts. */
export const oneAfterOther =
  (...all: readonly Obstacles[]): Obstacles =>
  async (tx, given, act) => {
    const found: (Problem | null)[] = given.map(() => null)
    for (const obstacles of all)
      for (const [index, problem] of (await obstacles(tx, given, act)).entries()) found[index] ??= problem
    return found
  }

/** What stands against a new item that leads to another by one of its fields, in words; null where nothing does. */
export async function againstLeading(
  db: Queries,
  today: Day,
  register: Register,
  { column }: LeadingField,
  id: string,
): Promise<string | null> {
  const found = await wronglyLed(db, today, register, [{ id: null, value: { [column]: id }, before: null }])
  return found.get(0)?.message ?? null
}

/** What new references lead to and may not: the first problem of each item, by its place. */
async function wronglyLed(
  tx: Queries,
  today: Day,
  register: Register,
  savings: readonly Saving[],
): Promise<ReadonlyMap<number, Problem>> {
  const found = new Map<number, Problem>()
  for (const field of register.fields) {
    if (!isLeading(field)) continue
    const leading = savings.flatMap(({ value, before }, index) => {
      const there = ledTo(field, before)
      const ids = ledTo(field, value).filter((id) => !there.includes(id))
      return ids.map((id) => ({ index, id }))
    })
    if (leading.length === 0) continue
    const ids = [...new Set(leading.map(({ id }) => id))]
    const closed = await closedBy(tx, field.to, today, ids)
    const unfit = await unfitOf(
      tx,
      field.to,
      today,
      leading.map(({ index, id }) => ({ id, saving: savings[index] })),
    )
    const merged = await mergedAmong(tx, ids)
    for (const { index, id } of leading) {
      if (merged.has(id) && !found.has(index)) {
        const message = `This ${field.to.singular} was merged into another: choose that one`
        found.set(index, { field: field.column, message })
      }
      const message = closedMessage(field, savings[index], closed.get(id)) ?? unfit(id, savings[index])
      if (message && !found.has(index)) found.set(index, { field: field.column, message })
    }
  }
  return found
}

/** Nothing new leads to what has been closed by today; what ended before the closing may be put on record still. */
function closedMessage(field: LeadingField, saving: Saving | undefined, closed: Closed | undefined): string | null {
  const until = heldUntil(field, saving)
  if (!closed || until < closed.day || (field.to.isLastDay && until === closed.day)) return null
  return `${closed.text} ${field.to.closing ?? 'was closed on'} ${inWords(closed.day)}: choose another ${field.to.singular}`
}

/** Those that the room does not let references lead to, each with what is said of it: asked of all at once, each with what its item will have. */
async function unfitOf(
  tx: Queries,
  to: ReferenceTarget,
  today: Day,
  led: readonly { readonly id: string; readonly saving: Saving | undefined }[],
): Promise<(id: string, saving: Saving | undefined) => string | undefined> {
  const { fit } = to
  if (!fit) return () => undefined
  const pairs = new Map(led.map(({ id, saving }) => [pairOf(fit, id, saving), { id, of: hangsOn(fit, saving) }]))
  const [ids, ofs] = [[...pairs.values()].map(({ id }) => id), [...pairs.values()].map(({ of }) => of)]
  const rows = await tx.many<{ id: string; of: string | null; text: string }>(sql`
    select led.id, led.of, it.${name(to.name)} as text from unnest(${ids}::uuid[], ${ofs}::uuid[]) as led (id, of) join ${name(...to.table)} as it on it.id = led.id
    where led.id not in (${fit.ids(today, fit.of ? sql`led.of` : null)})`)
  const found = new Map(rows.map(({ id, of, text }) => [`${id} ${of ?? ''}`, `${text} ${fit.otherwise}`]))
  return (id, saving) => found.get(pairOf(fit, id, saving))
}

type Fit = NonNullable<ReferenceTarget['fit']>

/** What an item will have in the column on which it hangs what may be led to; null where it has nothing there, or nothing hangs on it. */
function hangsOn({ of }: Fit, saving: Saving | undefined): string | null {
  if (of === undefined || !saving) return null
  const { value, before } = saving
  return ((of in value ? value[of] : before?.[of]) || null) as string | null
}

const pairOf = (fit: Fit, id: string, saving: Saving | undefined): string => `${id} ${hangsOn(fit, saving) ?? ''}`

/** The last day on which something refers to what may be closed; what has none refers to it for ever. */
function heldUntil(field: LeadingField, saving: Saving | undefined): string {
  const until = field.kind === 'reference' ? field.until : undefined
  const day = until ? saving?.value[until] : null
  return typeof day === 'string' && day !== '' ? day : '9999-12-31'
}

interface Closed {
  readonly text: string
  readonly day: Day
}

async function closedBy(
  tx: Queries,
  to: ReferenceTarget,
  today: Day,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Closed>> {
  const { table, name: named, closedOn } = to
  if (!closedOn) return new Map()
  const rows = await tx.many<{ id: string; text: string; day: Day }>(sql`
    select id, ${name(named)} as text, ${name(closedOn)} as day from ${name(...table)} where id = any(${ids}::uuid[]) and ${isClosed(to, today)}`)
  return new Map(rows.map(({ id, ...closed }) => [id, closed]))
}
