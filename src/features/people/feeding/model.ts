import { z } from 'zod'
import { type Day, dayFrom, isDay } from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import { restored } from '#platform/exports/index.ts'
import { clean } from '#platform/form/index.ts'
import { type Cell, cellText, LIMITS, type ReadDocument } from '#platform/reading/index.ts'
import { plain } from '#platform/register/index.ts'
import { takingTurns } from '#platform/turns.ts'
import { counted } from '#platform/words.ts'

/** A person as a feed has them. */
export interface FedPerson {
  /** Where in the feed: the row of a table, or the place in a list, from 1. */
  readonly row: number
  readonly externalId: string | null
  readonly name: string
  readonly email: string | null
  readonly grade: string | null
  /** The number of a unit, or its name. */
  readonly unit: string | null
  readonly isActive: boolean
  readonly leftOn: Day | null
}

/** A unit as a feed has it. */
export interface FedUnit {
  readonly row: number
  readonly externalId: string | null
  readonly name: string
  readonly kind: string | null
  readonly parent: string | null
}

export interface Fed {
  readonly people: readonly FedPerson[]
  readonly units: readonly FedUnit[]
}

/** One line of text as people mean it; null for none. */
const tidy = (text: string): string | null => clean(text).replace(/\s+/g, ' ') || null

/** What columns are called in the files of staff systems. The first name is that of the register. */
const HEADERS = {
  externalId: [
    'number in the directory',
    'external id',
    'employee number',
    'staff number',
    'payroll number',
    'employee id',
    'id',
  ],
  name: ['name', 'display name', 'full name'],
  email: ['email address', 'email', 'e mail', 'mail', 'work email'],
  grade: ['grade'],
  unit: ['works in', 'unit', 'department', 'team', 'directorate', 'business unit'],
  active: ['active', 'status', 'enabled'],
  leftOn: ['left on', 'leaving date', 'leave date', 'end date'],
  parent: ['part of', 'parent', 'parent unit', 'parent id'],
  kind: ['kind', 'type'],
} as const
type Header = keyof typeof HEADERS

/** A table of people, or of units where it has a column for the unit that each is part of; null for a table that is neither. */
export async function fedFromTable(document: ReadDocument): Promise<Fed | null> {
  const table = document.blocks.find((block) => block.type === 'table')
  const [head = [], ...body] = table?.rows ?? []
  const names = head.map((cell) => plain(cellText(cell)))
  const columns = Object.keys(HEADERS).map((header) => {
    const called: readonly string[] = HEADERS[header as Header]
    return [header as Header, names.findIndex((name) => called.includes(name))] as const
  })
  const at = new Map(columns.filter(([, column]) => column >= 0))
  if (!at.has('name')) return null
  const areUnits = at.has('parent') && !at.has('email')
  const turn = takingTurns()
  const fed = { units: [] as FedUnit[], people: [] as FedPerson[] }
  for (const [index, cells] of body.entries()) {
    const of = new Map([...at].map(([header, column]) => [header, wordsOf(cells[column])] as const))
    await turn()
    if ([...of.values()].every((words) => words === null)) continue
    if (areUnits) fed.units.push(unitOf(of, index + 2))
    else fed.people.push(personOf(of, index + 2))
  }
  return fed
}

type RowWords = ReadonlyMap<Header, string | null>
const wordsOf = (cell: Cell | undefined) => (cell ? tidy(restored(cellText(cell))) : null)
const said = (of: RowWords, header: Header) => of.get(header) ?? null

const unitOf = (of: RowWords, row: number): FedUnit => ({
  row,
  externalId: said(of, 'externalId'),
  name: said(of, 'name') ?? '',
  kind: said(of, 'kind'),
  parent: said(of, 'parent'),
})

const personOf = (of: RowWords, row: number): FedPerson => ({
  row,
  externalId: said(of, 'externalId'),
  name: said(of, 'name') ?? '',
  email: said(of, 'email'),
  grade: said(of, 'grade'),
  unit: said(of, 'unit'),
  isActive: isActive(said(of, 'active')),
  leftOn: dayOfCell(said(of, 'leftOn')),
})

const isActive = (text: string | null) =>
  text === null || !['no', 'false', '0', 'inactive', 'disabled', 'left', 'leaver', 'terminated'].includes(plain(text))

/** A day as staff systems write it: ISO 8601, or day, month and year. */
function dayOfCell(text: string | null): Day | null {
  if (text === null) return null
  const iso = text.slice(0, 10)
  if (isDay(iso)) return iso
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? []
  return day ? dayFrom(Number(year), Number(month), Number(day)) : null
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const Text = z.string().trim().max(1_000)
const Resource = z.looseObject({
  schemas: z.array(z.string()).optional(),
  meta: z.looseObject({ resourceType: z.string().optional() }).optional(),
  id: Text.optional(),
  externalId: Text.optional(),
  displayName: Text.optional(),
  userName: Text.optional(),
  name: z
    .looseObject({ formatted: Text.optional(), givenName: Text.optional(), familyName: Text.optional() })
    .optional(),
  emails: z.array(z.looseObject({ value: Text, primary: z.boolean().optional() })).optional(),
  active: z.boolean().optional(),
  title: Text.optional(),
  grade: Text.optional(),
  leftOn: Text.optional(),
  type: Text.optional(),
  parent: Text.optional(),
  [ENTERPRISE]: z
    .looseObject({ employeeNumber: Text.optional(), department: Text.optional(), division: Text.optional() })
    .optional(),
})
const ListResponse = z.looseObject({ Resources: z.array(z.unknown()) })
/** As many people and units as one feed holds: as many as a table of a file has rows. */
export const MOST_FED = LIMITS.rows

/**
 * A list of resources as SCIM has them (RFC 7643 and 7644): users with the enterprise extension, and units as resources of the type
 * `OrganizationalUnit` with `externalId`, `displayName`, `type` and `parent`. Null for what is no such list.
 * @throws Refusal 413 where there are more than one feed holds (RFC 7644, section 3.7.4)
 */
export async function fedFromScim(value: unknown): Promise<Fed | null> {
  const read = ListResponse.safeParse(value)
  if (!read.success) return null
  const { Resources: sent } = read.data
  if (sent.length > MOST_FED) {
    throw new Refusal(
      `A feed holds ${counted(MOST_FED, 'person or unit', 'people and units')} at most`,
      413,
      'Send them in parts that do not name everybody.',
    )
  }
  const turn = takingTurns()
  const fed = { units: [] as FedUnit[], people: [] as FedPerson[] }
  for (const [index, one] of sent.entries()) {
    const resource = Resource.safeParse(one)
    if (!resource.success) return null
    if (isUnit(resource.data)) fed.units.push(unitFrom(resource.data, index + 1))
    else fed.people.push(personFrom(resource.data, index + 1))
    await turn()
  }
  return fed
}

type Resource = z.infer<typeof Resource>
const isUnit = ({ meta, schemas }: Resource) =>
  meta?.resourceType === 'OrganizationalUnit' || (schemas?.some((one) => one.endsWith(':OrganizationalUnit')) ?? false)
const orNull = (text: string | undefined) => (text ? tidy(text) : null)

const unitFrom = ({ externalId, id, displayName, type, parent }: Resource, row: number): FedUnit => ({
  row,
  externalId: orNull(externalId ?? id),
  name: orNull(displayName) ?? '',
  kind: orNull(type),
  parent: orNull(parent),
})

function personFrom(resource: Resource, row: number): FedPerson {
  const { name, emails = [], grade, active = true, leftOn, displayName, userName, externalId, id } = resource
  const more = resource[ENTERPRISE]
  const email =
    (emails.find(({ primary }) => primary) ?? emails[0])?.value ?? (userName?.includes('@') ? userName : undefined)
  const whole = [name?.givenName, name?.familyName].filter(Boolean).join(' ')
  return {
    row,
    externalId: orNull(more?.employeeNumber ?? externalId ?? id),
    name: orNull(displayName ?? name?.formatted ?? whole) ?? '',
    email: orNull(email),
    grade: orNull(grade),
    unit: orNull(more?.department ?? more?.division),
    isActive: active,
    leftOn: dayOfCell(orNull(leftOn)),
  }
}

/** What a feed does with a person, as pages say it. */
export const KINDS = { add: 'New', change: 'Changed', leave: 'Leaves', back: 'Comes back' } as const
