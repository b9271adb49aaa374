import { type Queries, sql } from '#platform/db/index.ts'
import { chosenByName, type FormState, firstValue, type Values } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import type { UnitChoice } from '../tree.ts'
import { mergeForm, moveForm, namesIn, splitForm, transferInForm, transferOutForm } from './forms.ts'
import {
  type Kind,
  madeTarget,
  type Placement,
  placesFor,
  type Reorganisation,
  type UnitRef,
  WITH_FUNCTIONS,
} from './model.ts'

/** Units by their ids, as they stand. */
async function refs(db: Queries, ids: readonly string[]): Promise<UnitRef[]> {
  const rows = await db.many<UnitRef>(sql`
    select u.id, u.name, p.name as parent from people.unit u left join people.unit p on p.id = u.parent_id where u.id = any(${ids.filter(isId)}::uuid[])`)
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

export type Read = { readonly what: Reorganisation } | (FormState & { readonly errors: FormState['errors'] })

/** What a form asks for, as what is to happen, with the places that were chosen for things. */
export async function readForm(db: Queries, kind: Kind, values: Values, units: readonly UnitChoice[]): Promise<Read> {
  const read = await READERS[kind](db, units, values)
  return 'what' in read ? { what: { ...read.what, placements: placementsIn(values, read.what, units) } } : read
}

const isPlace = (name: string) => name.startsWith('place-')

/** What was chosen on the check page, so that it still stands when the form was gone back to and is sent again. */
export const placesIn = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isPlace(name)))

/** Places that were chosen: units by their ids, or by their names where there are too many to choose from, new ones by their number, or with the functions. Anything else is as if nothing was chosen. */
function placementsIn(values: Values, what: Reorganisation, units: readonly UnitChoice[]): Placement[] {
  const { makes, kind } = what
  const isTarget = (target: string) =>
    isId(target) ||
    makes.some((_, index) => target === madeTarget(index)) ||
    (kind === 'transfer-out' && target === WITH_FUNCTIONS)
  return Object.keys(values).flatMap((name) => {
    const [, key = '', id = ''] = /^place-([a-z]+)-([0-9a-f-]{36})$/.exec(name) ?? []
    const given = firstValue(values, name)
    const named = given === '' || isTarget(given) ? { value: given } : chosenByName(placesFor(what, units), given)
    return isId(id) && 'value' in named && isTarget(named.value) ? [{ key, id, target: named.value }] : []
  })
}

/** Reads the form of one kind, among the units that there are. */
type Reader = (db: Queries, units: readonly UnitChoice[], values: Values) => Promise<Read>

const NONE = { otherBody: null, makes: [], heir: null, parent: null, closes: false, placements: [] } as const

const readMove: Reader = async (db, units, values) => {
  const read = moveForm(units).read(values)
  if (!read.ok) return read
  const { unit, parent, on, why } = read.value
  const [own, above] = await refs(db, [unit ?? '', parent ?? ''])
  return { what: { ...NONE, kind: 'move', on: on ?? '', why, before: own ? [own] : [], parent: above ?? null } }
}

const readMerge: Reader = async (db, all, values) => {
  const read = mergeForm(all).read(values)
  if (!read.ok) return read
  const { units, into, name, kind, parent, on, why } = read.value
  const [heir] = into ? await refs(db, [into]) : []
  const before = await refs(
    db,
    units.filter((id) => id !== into),
  )
  const makes = into ? [] : [{ name: name ?? '', kind: kind ?? '', parentId: parent }]
  return { what: { ...NONE, kind: 'merge', on: on ?? '', why, before, makes, heir: heir ?? 'made', closes: true } }
}

const readSplit: Reader = async (db, units, values) => {
  const read = splitForm(units).read(values)
  if (!read.ok) return read
  const { unit, names, kind, heir, on, why } = read.value
  const [own] = await refs(db, [unit ?? ''])
  const { parent } = await db.one<{ parent: string | null }>(
    sql`select parent_id as parent from people.unit where id = ${unit}`,
  )
  const isKept = heir === 'itself'
  return {
    what: {
      ...NONE,
      kind: 'split',
      on: on ?? '',
      why,
      before: own ? [own] : [],
      makes: namesIn(names).map((name) => ({ name, kind: kind ?? '', parentId: parent })),
      heir: isKept ? (own ?? null) : 'made',
      closes: !isKept,
    },
  }
}

const readTransferOut: Reader = async (db, units, values) => {
  const read = transferOutForm(units).read(values)
  if (!read.ok) return read
  const { unit, rest, body, on, why } = read.value
  const before = await refs(db, [unit ?? ''])
  const [heir] = rest ? await refs(db, [rest]) : []
  const what = { ...NONE, kind: 'transfer-out', on: on ?? '', why, otherBody: body } as const
  return { what: { ...what, before, heir: heir ?? null, closes: true } }
}

const readTransferIn: Reader = async (_db, units, values) => {
  const read = transferInForm(units).read(values)
  if (!read.ok) return read
  const { name, kind, parent, body, on, why } = read.value
  const what = { ...NONE, kind: 'transfer-in', on: on ?? '', why, otherBody: body } as const
  return { what: { ...what, before: [], makes: [{ name, kind: kind ?? '', parentId: parent }], heir: 'made' } }
}

const READERS: Readonly<Record<Kind, Reader>> = {
  move: readMove,
  merge: readMerge,
  split: readSplit,
  'transfer-out': readTransferOut,
  'transfer-in': readTransferIn,
}
