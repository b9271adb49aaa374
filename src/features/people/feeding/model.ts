import { z } from 'zod'
import { type Day, dayFrom, isDay } from '#platform/calendar/index.ts'
import { restored } from '#platform/exports/index.ts'
import { clean } from '#platform/form/index.ts'
import { cellText, type ReadDocument } from '#platform/reading/index.ts'

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

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

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
export function fedFromTable(document: ReadDocument): Fed | null {
  const table = document.blocks.find((block) => block.type === 'table')
  const [head = [], ...body] = table?.rows ?? []
  const names = head.map((cell) => plain(cellText(cell)))
  const at = (header: Header) => names.findIndex((name) => (HEADERS[header] as readonly string[]).includes(name))
  if (at('name') < 0) return null
  const rows = body.map((cells, index) => ({
    row: index + 2,
    of: (header: Header): string | null => {
      const column = at(header)
      const cell = column < 0 ? undefined : cells[column]
      return cell ? tidy(restored(cellText(cell))) : null
    },
  }))
  const said = rows.filter(({ of }) => (Object.keys(HEADERS) as Header[]).some((header) => of(header) !== null))
  if (at('parent') >= 0 && at('email') < 0)
    return {
      people: [],
      units: said.map(({ row, of }) => ({
        row,
        externalId: of('externalId'),
        name: of('name') ?? '',
        kind: of('kind'),
        parent: of('parent'),
      })),
    }
  return {
    units: [],
    people: said.map(({ row, of }) => ({
      row,
      externalId: of('externalId'),
      name: of('name') ?? '',
      email: of('email'),
      grade: of('grade'),
      unit: of('unit'),
      isActive: isActive(of('active')),
      leftOn: dayOfCell(of('leftOn')),
    })),
  }
}

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
const ListResponse = z.looseObject({ Resources: z.array(Resource).max(200_000) })

/**
 * A list of resources as SCIM has them (RFC 7643 and 7644): users with the enterprise extension, and units as resources of the type
 * `OrganizationalUnit` with `externalId`, `displayName`, `type` and `parent`. Null for what is no such list.
 */
export function fedFromScim(value: unknown): Fed | null {
  const read = ListResponse.safeParse(value)
  if (!read.success) return null
  const all = read.data.Resources.map((resource, index) => ({ resource, row: index + 1 }))
  const isUnit = ({ meta, schemas }: z.infer<typeof Resource>) =>
    meta?.resourceType === 'OrganizationalUnit' ||
    (schemas?.some((one) => one.endsWith(':OrganizationalUnit')) ?? false)
  const orNull = (text: string | undefined) => (text ? tidy(text) : null)
  return {
    units: all
      .filter(({ resource }) => isUnit(resource))
      .map(({ row, resource: { externalId, id, displayName, type, parent } }) => ({
        row,
        externalId: orNull(externalId ?? id),
        name: orNull(displayName) ?? '',
        kind: orNull(type),
        parent: orNull(parent),
      })),
    people: all
      .filter(({ resource }) => !isUnit(resource))
      .map(({ row, resource }): FedPerson => {
        const { name, emails = [], grade, active = true, leftOn, displayName, userName, externalId, id } = resource
        const more = resource[ENTERPRISE]
        const email =
          (emails.find(({ primary }) => primary) ?? emails[0])?.value ??
          (userName?.includes('@') ? userName : undefined)
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
      }),
  }
}
