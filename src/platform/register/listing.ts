import { MARKINGS } from '../access/index.ts'
import type { Day } from '../calendar/index.ts'
import { containing, name, type Sql, sql } from '../db/index.ts'
import { asDecimal, CHOOSE_FROM_MOST } from '../form/index.ts'
import { isId } from '../ids.ts'
import {
  choiceFilter,
  type FilterAnswer,
  type ListColumn,
  type ListFilter,
  type Listing,
  type Sort,
} from '../listing/index.ts'
import { link } from '../page/index.ts'
import { shown, shownInWords } from './field-words.ts'
import { isOpen, nameOf } from './fields.ts'
import { fileLink } from './file-views.ts'
import { hasEnded, kitEnding, standsInField } from './life/end-rules.ts'
import { linksOf } from './link-views.ts'
import {
  answersOf,
  type DecimalField,
  type Item,
  isLeading,
  type Register,
  type RegisterField,
  shownFields,
} from './model.ts'
import { wordsFilter } from './searching.ts'
import { refersTo } from './several.ts'
import { ID, ID_LABEL, VERSION, VERSION_LABEL } from './sheet.ts'
import { column, fromItems, seenRows, selectItem } from './store.ts'

/** The list of a register, as its declaration says. */
export function listingOf(register: Register): Listing<Item> {
  const [first] = register.fields
  const sorted = shownFields(register).find((field) => field.sorted)
  // A list without an order has no pages.
  if (!sorted) throw new Error(`The register of ${register.plural} is sorted by none of its fields`)
  return {
    key: register.key,
    singular: register.singular,
    plural: register.plural,
    select: selectItem(register),
    from: fromItems(register),
    rows: seenRows(register),
    id: sql`item.id`,
    columns: [...shownFields(register).map((field) => listColumn(register, field, field === first)), ...OF_EXPORTS],
    filters: [
      ...wordsFilter(register),
      ...endedFilter(register),
      ...(register.filters ?? []),
      ...shownFields(register).flatMap(filterOf),
    ],
    sortedBy: sorted.column,
  }
}

/** Whether entries have ended, of registers whose entries do. */
function endedFilter(register: Register): ListFilter[] {
  if (register.life.ended.by === 'nobody') return []
  const over = (today: Day): Sql => hasEnded(register, today) ?? sql`false`
  const isPlanned = sql`item.id in (select item_id from register.planned_end)`
  return [
    choiceFilter('ended', 'Ended', {
      no: { text: 'Not ended', where: ({ today }) => sql`not ${over(today)}` },
      yes: { text: 'Ended', where: ({ today }) => over(today) },
      ...(register.life.ended.by === 'kit'
        ? { waits: { text: 'Ends on a day to come', where: waiting(register, isPlanned) } }
        : {}),
    }),
  ]
}

/** Entries whose end is on record for a day to come, or waits for it. */
function waiting(register: Register, isPlanned: Sql): NonNullable<FilterAnswer['where']> {
  const ending = kitEnding(register)
  if (!ending || !standsInField(ending)) return isPlanned
  const own = column(ending.on)
  return ({ today }) => sql`${own} > ${today}`
}

/** What only exports have: by these an import knows the item again, and whether it has been changed since. */
const OF_EXPORTS: readonly ListColumn<Item>[] = [
  { key: ID, label: ID_LABEL, cell: null, text: ({ id }) => id },
  { key: VERSION, label: VERSION_LABEL, numeric: true, cell: null, text: ({ version }) => version },
]

function listColumn(register: Register, field: RegisterField, isFirst: boolean): ListColumn<Item> {
  const text = (item: Item) => shown(field, item)
  const asRead = (item: Item) => shownInWords(field, item)
  const cell = (item: Item) => {
    if (isFirst) return link(`${register.path}/${item.id}`, asRead(item))
    if (field.kind === 'file') return fileLink(register, field, item)
    return field.kind === 'references' ? linksOf(field, item) : asRead(item)
  }
  const sort = field.sorted ? { sort: sortOf(field) } : {}
  return {
    key: field.column,
    label: field.label,
    cell: field.listed === false ? null : cell,
    text: isNumeric(field) ? (item) => item[field.column] as number | null : text,
    ...sort,
    ...(isNumeric(field) ? { numeric: true } : {}),
    ...(field.kind === 'day' || field.kind === 'moment' ? { classes: 'm-narrow' } : {}),
  }
}

const isNumeric = ({ kind }: RegisterField): boolean => kind === 'number' || kind === 'decimal'

/** Markings from the lowest up: what has none comes first. */
const LEVELS = MARKINGS.map(({ value }) => value)

function sortOf(field: RegisterField): Sort {
  const own = column(field.column)
  if (field.kind === 'number') return { type: 'integer', up: field.required ? own : sql`coalesce(${own}, -1)` }
  if (field.kind === 'marking')
    return { type: 'integer', up: sql`coalesce(array_position(${LEVELS}::text[], ${own}), 0)` }
  if (field.kind === 'decimal')
    return { type: 'decimal', up: field.required ? own : sql`coalesce(${own}, '-Infinity'::numeric)` }
  if (field.kind === 'moment')
    return { type: 'instant', up: field.required ? own : sql`coalesce(${own}, '-infinity'::timestamptz)` }
  if (field.required) return { type: field.kind === 'day' ? 'date' : 'text', up: own }
  return field.kind === 'day'
    ? { type: 'date', up: sql`coalesce(${own}, 'infinity'::date)` }
    : { type: 'text', up: sql`coalesce(${own}, '')` }
}

/** Two filters: the least and the most that it may be. What is no such number filters nothing. */
function between(field: RegisterField & DecimalField, own: Sql): ListFilter[] {
  const { column: key, label } = field
  const bounds = { ...field, least: -1e15, most: 1e15, places: 6 }
  const where = (compare: (bound: Sql) => Sql) => (value: string) => {
    const read = asDecimal(value, bounds)
    return 'value' in read ? compare(sql`${read.value}::numeric`) : null
  }
  return [
    {
      key: `${key}-from`,
      label: `${label}: at least`,
      kind: 'number',
      unit: field.unit,
      where: where((bound) => sql`${own} >= ${bound}`),
    },
    {
      key: `${key}-to`,
      label: `${label}: at most`,
      kind: 'number',
      unit: field.unit,
      where: where((bound) => sql`${own} <= ${bound}`),
    },
  ]
}

const FROM = 'from-'

/** One marking, or that and those above it. */
function byLevel(own: Sql): Pick<ListFilter, 'kind' | 'options' | 'where'> {
  const higher = MARKINGS.slice(1, -1).map(({ value, text }) => ({
    value: `${FROM}${value}`,
    text: `${text} or higher`,
  }))
  return {
    kind: 'choice',
    options: async () => [...MARKINGS, ...higher],
    where: (value) => {
      const least = LEVELS.findIndex((one) => `${FROM}${one}` === value)
      return least < 0 ? sql`${own} = ${value}` : sql`${own} = any(${LEVELS.slice(least)}::text[])`
    },
  }
}

function filterOf(field: RegisterField): ListFilter[] {
  const own = column(field.column)
  const common = { key: field.column, label: field.label }
  if (field.kind === 'marking' && field.filtered) return [{ ...common, ...byLevel(own) }]
  if ((field.kind === 'choice' || field.kind === 'yes-no') && field.filtered) {
    const answers = answersOf(field) ?? []
    return [{ ...common, kind: 'choice', options: async () => answers, where: (value) => sql`${own} = ${value}` }]
  }
  if (field.kind === 'file' && field.filtered)
    return [
      choiceFilter(field.column, field.label, {
        yes: { text: 'With a file', where: sql`${own} is not null` },
        no: { text: 'Without a file', where: sql`${own} is null` },
      }),
    ]
  if (field.kind === 'decimal' && field.filtered) return between(field, own)
  if (isLeading(field) && field.filtered) {
    const { to } = field
    const target = { table: name(...to.table), name: name(to.name) }
    return [
      {
        ...common,
        kind: 'choice',
        options: async (db, { today }) =>
          db.many(
            sql`select id as value, ${target.name} as text from ${target.table} where ${isOpen(to, today)} order by 2, id limit ${CHOOSE_FROM_MOST + 1}`,
          ),
        typed: {
          from: CHOOSE_FROM_MOST + 1,
          nameOf: async (db, value) => (isId(value) ? nameOf(db, to, value) : value),
        },
        where: (value) => {
          const is = (id: Sql) =>
            isId(value)
              ? sql`${id} = ${value}`
              : sql`${id} in (select id from ${target.table} where ${target.name} ilike ${containing(value)})`
          return field.kind === 'references' ? refersTo(field, is) : is(own)
        },
      },
    ]
  }
  return []
}
