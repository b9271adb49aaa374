import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { type FormState, firstValue, type Values } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { mergeForm, moveForm, namesIn, splitForm, transferInForm, transferOutForm } from './forms.ts'
import { type Kind, madeTarget, type Placement, type Reorganisation, type UnitRef, WITH_FUNCTIONS } from './model.ts'

/** Units by their ids, as they stand. */
async function refs(db: Queries, ids: readonly string[]): Promise<UnitRef[]> {
  const rows = await db.many<UnitRef>(sql`
    select u.id, u.name, p.name as parent from people.unit u left join people.unit p on p.id = u.parent_id where u.id = any(${ids.filter(isId)}::uuid[])`)
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

export type Read = { readonly what: Reorganisation } | (FormState & { readonly errors: FormState['errors'] })

/** What a form asks for, as what is to happen, with the places that were chosen for things. */
export async function readForm(db: Queries, kind: Kind, values: Values, today: Day): Promise<Read> {
  const read = await readKind(db, kind, values, today)
  return 'what' in read ? { what: { ...read.what, placements: placementsIn(values, read.what) } } : read
}

/** The name of the control that says where a thing goes. */
export const placeName = ({ key, id }: { readonly key: string; readonly id: string }) => `place-${key}-${id}`

/** Places that were chosen: units by their ids, new ones by their number, or with the functions. Anything else is as if nothing was chosen. */
function placementsIn(values: Values, { makes, kind }: Reorganisation): Placement[] {
  const isTarget = (target: string) =>
    isId(target) ||
    makes.some((_, index) => target === madeTarget(index)) ||
    (kind === 'transfer-out' && target === WITH_FUNCTIONS)
  return Object.keys(values).flatMap((name) => {
    const [, key = '', id = ''] = /^place-([a-z]+)-([0-9a-f-]{36})$/.exec(name) ?? []
    const target = firstValue(values, name)
    return isId(id) && isTarget(target) ? [{ key, id, target }] : []
  })
}

async function readKind(db: Queries, kind: Kind, values: Values, today: Day): Promise<Read> {
  const all = await db.many<{ value: string; text: string; parentId: string | null }>(
    sql`select id as value, name as text, parent_id as "parentId" from people.unit where coalesce(closed_on > ${today}, true)`,
  )
  const none = { otherBody: null, makes: [], heir: null, parent: null, closes: false, placements: [] }
  if (kind === 'move') {
    const read = moveForm(all).read(values)
    if (!read.ok) return read
    const [unit, parent] = await refs(db, [read.value.unit ?? '', read.value.parent ?? ''])
    return {
      what: {
        ...none,
        kind,
        on: read.value.on ?? '',
        why: read.value.why,
        before: unit ? [unit] : [],
        parent: parent ?? null,
      },
    }
  }
  if (kind === 'merge') {
    const read = mergeForm(all).read(values)
    if (!read.ok) return read
    const { units, into, name, kind: unitKind, parent, on, why } = read.value
    const [heir] = into ? await refs(db, [into]) : []
    const before = await refs(
      db,
      units.filter((id) => id !== into),
    )
    const makes = into ? [] : [{ name: name ?? '', kind: unitKind ?? '', parentId: parent }]
    return { what: { ...none, kind, on: on ?? '', why, before, makes, heir: heir ?? 'made', closes: true } }
  }
  if (kind === 'split') {
    const read = splitForm(all).read(values)
    if (!read.ok) return read
    const { unit, names, kind: unitKind, heir, on, why } = read.value
    const [own] = await refs(db, [unit ?? ''])
    const { parent } = await db.one<{ parent: string | null }>(
      sql`select parent_id as parent from people.unit where id = ${unit}`,
    )
    const isKept = heir === 'itself'
    const makes = namesIn(names).map((name) => ({ name, kind: unitKind ?? '', parentId: parent }))
    return {
      what: {
        ...none,
        kind,
        on: on ?? '',
        why,
        before: own ? [own] : [],
        makes,
        heir: isKept ? (own ?? null) : 'made',
        closes: !isKept,
      },
    }
  }
  if (kind === 'transfer-out') {
    const read = transferOutForm(all).read(values)
    if (!read.ok) return read
    const { unit, rest } = read.value
    const before = await refs(db, [unit ?? ''])
    const [heir] = rest ? await refs(db, [rest]) : []
    return {
      what: {
        ...none,
        kind,
        on: read.value.on ?? '',
        why: read.value.why,
        otherBody: read.value.body,
        before,
        heir: heir ?? null,
        closes: true,
      },
    }
  }
  const read = transferInForm(all).read(values)
  if (!read.ok) return read
  const { name, kind: unitKind, parent, body, on, why } = read.value
  return {
    what: {
      ...none,
      kind,
      on: on ?? '',
      why,
      otherBody: body,
      before: [],
      makes: [{ name, kind: unitKind ?? '', parentId: parent }],
      heir: 'made',
    },
  }
}
