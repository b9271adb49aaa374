import { CLEARANCES, may, type PermissionFacts } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { dayOf, inWords } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { YES_NO } from '#platform/form/index.ts'
import type { Given, Obstacles, Problem, Register, RegisterField } from '#platform/register/index.ts'
import { actingPerson } from './acting.ts'
import { administratorStays } from './administering.ts'
import { againstAppointment } from './governance/ahead.ts'
import { checkRules } from './governance/check.ts'
import { stillHeld } from './governance/retiring.ts'
import type { Scope } from './governance/rules.ts'
import { againstIdentity } from './identity.ts'
import { GRADES, REACHES, UNIT_KINDS } from './model.ts'
import { personPanel, rolePanel, unitPanel } from './panels.ts'
import { paths } from './paths.ts'
import { againstRaising } from './reaching.ts'
import { unitLead } from './reorganising/ahead.ts'
import { nothingStays } from './reorganising/closing.ts'
import { PERSON, ROLE, UNIT } from './targets.ts'

/** The rules that an item concerns are asked in the transaction that saves it. */
async function checked(tx: Tx, act: Act, scope: Scope): Promise<void> {
  await checkRules(tx, act, dayOf(act.at), scope)
}

const common = { see: 'people:read', change: 'people:change', rows: 'every' } as const

/** By which a directory or a staff system knows them. */
const EXTERNAL: RegisterField = {
  kind: 'text',
  column: 'external_id',
  label: 'Number in the directory',
  hint: 'By which feeds know them',
  most: 200,
  listed: false,
}

/**
 * What stands against moving units that are there already, or taking them out of the tree: that it raises somebody, or that putting them back would.
 * Feeds move units by their numbers, so that whoever gives a unit another number moves it as well.
 */
const againstMoving: Obstacles = async (tx, given, act) => {
  const ids = given.flatMap(({ id }) => id ?? [])
  const kept = await tx.many<{ id: string; parent: string | null; number: string | null }>(
    sql`select id, parent_id as parent, external_id as number from people.unit where id = any(${ids}::uuid[]) order by id for update`,
  )
  const keptOf = new Map(kept.map((unit) => [unit.id, unit]))
  const found: (Problem | null)[] = given.map(() => null)
  for (const [parentId, places] of movedTo(given, (id) => keptOf.get(id)?.parent ?? null)) {
    const moved = places.flatMap((place) => given[place]?.id ?? [])
    // Asked of all that move there; where something stands against that, of each.
    if ((await againstRaising(tx, act, sql`select unnest(${moved}::uuid[])`, parentId)) === null) continue
    for (const place of places) {
      const message = await againstRaising(tx, act, sql`select ${given[place]?.id}::uuid`, parentId)
      if (message) found[place] = { field: 'parent_id', message, isOfRights: true }
    }
  }
  if (ids.length === 0 || may(await actingPerson(tx, act), 'accounts:administer')) return found
  return given.map(({ id, value: { external_id: number } }, index) => {
    const isSame = id === null || number === undefined || (keptOf.get(id)?.number ?? null) === (number || null)
    return found[index] ?? (isSame ? null : AGAINST_NUMBER)
  })
}

const AGAINST_NUMBER: Problem = {
  field: 'external_id',
  message: 'Only somebody who may make appointments can change the number by which feeds know a unit',
  isOfRights: true,
}

/** The places of units that become part of another one, by that, or of none. */
function movedTo(
  given: readonly Given[],
  parentOf: (id: string) => string | null,
): ReadonlyMap<string | null, number[]> {
  const moved = new Map<string | null, number[]>()
  for (const [place, { id, value }] of given.entries()) {
    const parentId = typeof value.parent_id === 'string' && value.parent_id !== '' ? value.parent_id : null
    if (id === null || value.parent_id === undefined || parentId === parentOf(id)) continue
    moved.set(parentId, [...(moved.get(parentId) ?? []), place])
  }
  return moved
}

export const units: Register = {
  ...common,
  key: 'units',
  singular: 'unit',
  plural: 'units',
  table: ['people', 'unit'],
  path: paths.units,
  about: 'The department, its agencies and arm’s-length bodies, and the parts that they are made of.',
  named: ['name'],
  keys: [['external_id'], ['name', 'parent_id']],
  ended: 'closed_on',
  fields: [
    {
      kind: 'text',
      column: 'name',
      label: 'Name',
      required: 'Enter the name of the unit',
      most: 200,
      sorted: true,
      searched: true,
    },
    {
      kind: 'choice',
      column: 'kind',
      label: 'Kind',
      required: 'Select what kind of unit it is',
      options: UNIT_KINDS,
      filtered: true,
      sorted: true,
    },
    {
      kind: 'reference',
      column: 'parent_id',
      label: 'Part of',
      hint: 'Leave empty for the department itself',
      to: UNIT,
      filtered: true,
    },
    { kind: 'day', column: 'closed_on', label: 'Closed on', listed: false },
    EXTERNAL,
  ],
  constraints: {
    unit_external: { field: 'external_id', message: 'Another unit has this number' },
    unit_name: { field: 'name', message: 'There is a unit with this name in the same place already' },
    unit_circle: { field: 'parent_id', message: 'A unit cannot be part of itself, or of a unit below it' },
  },
  obstacles: async (tx, given, act) => {
    const staying = await nothingStays(tx, given, act)
    const moving = await againstMoving(tx, given, act)
    return given.map((_, index) => staying[index] ?? moving[index] ?? null)
  },
  lead: (db, id, _viewer, today) => unitLead(db, id, today),
  panels: unitPanel,
  saved: (tx, act, ids) => checked(tx, act, { unitIds: ids }),
}

export const people: Register = {
  ...common,
  key: 'people',
  singular: 'person',
  plural: 'people',
  table: ['people', 'person'],
  path: paths.persons,
  about: 'People who own actions, make claims or judge them. What they may do comes from their appointments.',
  named: ['name'],
  keys: [['external_id'], ['email'], ['name']],
  ended: 'left_on',
  fields: [
    {
      kind: 'text',
      column: 'name',
      label: 'Name',
      required: 'Enter the person’s name',
      most: 200,
      sorted: true,
      searched: true,
    },
    { kind: 'text', column: 'email', label: 'Email address', isEmail: true, most: 254 },
    { kind: 'choice', column: 'grade', label: 'Grade', options: GRADES, filtered: true, sorted: true },
    { kind: 'reference', column: 'unit_id', label: 'Works in', to: UNIT, filtered: true, listed: false },
    {
      kind: 'text',
      column: 'expertise',
      label: 'What they know',
      hint: 'What others may ask them about: it is shown in the directory of experts',
      lines: 2,
      most: 1_000,
      listed: false,
    },
    {
      kind: 'choice',
      column: 'clearance',
      see: 'accounts:administer',
      change: 'accounts:administer',
      label: 'Security clearance',
      hint: 'It decides which markings they may see. Without one it is the baseline, BPSS',
      options: CLEARANCES,
      listed: false,
    },
    {
      kind: 'day',
      column: 'left_on',
      label: 'Left on',
      hint: 'From the day after, they can no longer sign in',
      listed: false,
    },
    EXTERNAL,
  ],
  constraints: {
    person_email: { field: 'email', message: 'Somebody else has this email address' },
    ...administratorStays('left_on'),
    person_external: { field: 'external_id', message: 'Somebody else has this number' },
  },
  obstacles: againstIdentity,
  panels: personPanel,
  saved: (tx, act, ids) => checked(tx, act, { personIds: ids }),
}

export function roles(permissions: readonly PermissionFacts[]): Register {
  return {
    ...common,
    change: 'accounts:administer',
    key: 'roles',
    singular: 'role',
    plural: 'roles',
    table: ['people', 'role'],
    path: paths.roles,
    about: 'What people are appointed to, and what each role may do here.',
    named: ['name'],
    keys: [['name'], ['short_name']],
    fields: [
      {
        kind: 'text',
        column: 'name',
        label: 'Title',
        required: 'Enter the title of the role',
        most: 200,
        sorted: true,
        searched: true,
      },
      {
        kind: 'text',
        column: 'short_name',
        label: 'Short name',
        hint: 'As plans write it, such as DRO',
        most: 60,
        sorted: true,
      },
      { kind: 'choice', column: 'minimum_grade', label: 'Minimum grade', options: GRADES },
      {
        kind: 'choice',
        column: 'delegate_grade',
        label: 'Minimum grade of whoever acts for a holder',
        hint: 'Leave empty for the minimum grade of the role',
        options: GRADES,
        listed: false,
      },
      {
        kind: 'choice',
        column: 'filled_in',
        label: 'Must be filled',
        options: [
          { value: 'department', text: 'By somebody in the department' },
          { value: 'units', text: 'In each unit of the kinds below' },
        ],
        listed: false,
      },
      { kind: 'choices', column: 'unit_kinds', label: 'Kinds of unit', options: UNIT_KINDS, listed: false },
      {
        kind: 'text',
        column: 'training',
        label: 'Courses that it asks for',
        hint: 'One on each line',
        lines: 3,
        most: 2_000,
        listed: false,
      },
      {
        kind: 'choice',
        column: 'asset_part',
        label: 'On an information asset',
        hint: 'Whoever owns an asset, or is its deputy, holds this role for it',
        options: [
          { value: 'owner', text: 'It is the owner' },
          { value: 'deputy', text: 'It is the deputy' },
        ],
        listed: false,
      },
      {
        kind: 'choice',
        column: 'hears_overdue',
        label: 'Hears what is overdue',
        hint: 'What is overdue in a unit, or below it, comes to those who hold the role there',
        options: YES_NO,
        listed: false,
      },
      {
        kind: 'choice',
        column: 'hears_breaches',
        label: 'Hears of breaches',
        hint: 'Those who hold the role, or act in it, are told of each breach of personal data at once',
        options: YES_NO,
        listed: false,
      },
      { kind: 'day', column: 'ended_on', label: 'Retired since', listed: false },
      { kind: 'text', column: 'terms', label: 'Terms of reference', lines: 6, most: 20_000, listed: false },
      { kind: 'text', column: 'description', label: 'What the role is for', lines: 3, most: 2_000, listed: false },
      {
        kind: 'choice',
        column: 'reach',
        label: 'Where its rights hold',
        hint: 'Without an answer it is the unit of the appointment, and what belongs to it',
        options: REACHES,
        listed: false,
      },
      {
        kind: 'choices',
        column: 'permissions',
        label: 'May',
        options: permissions.map(({ key, means }) => ({ value: key, text: means })),
        listed: false,
      },
    ],
    constraints: {
      role_name: { field: 'name', message: 'There is a role with this title already' },
      ...administratorStays('permissions'),
      role_asset_part: { field: 'asset_part', message: 'Another role has this part on information assets' },
    },
    obstacles: stillHeld,
    panels: rolePanel,
    saved: (tx, act, ids) => checked(tx, act, { roleIds: ids }),
  }
}

export const appointments: Register = {
  ...common,
  change: 'accounts:administer',
  key: 'appointments',
  singular: 'appointment',
  plural: 'appointments',
  table: ['people', 'appointment'],
  path: paths.appointments,
  about: 'Who holds which role in which unit, from when to when.',
  named: ['person_id', 'role_id'],
  keys: [['person_id', 'role_id', 'unit_id', 'from_on']],
  fields: [
    { kind: 'reference', column: 'person_id', label: 'Person', required: 'Select the person', to: PERSON },
    { kind: 'reference', column: 'role_id', label: 'Role', required: 'Select the role', to: ROLE, filtered: true },
    { kind: 'reference', column: 'unit_id', label: 'Unit', to: UNIT, until: 'until_on', filtered: true },
    {
      kind: 'day',
      column: 'from_on',
      label: 'From',
      required: 'Enter the day on which the appointment begins',
      sorted: true,
    },
    { kind: 'day', column: 'until_on', label: 'Until', hint: 'Leave empty if no end is known', sorted: true },
  ],
  constraints: {
    appointment_overlap: {
      field: 'from_on',
      message:
        'This person already holds this role in this unit at that time. Change the dates, or let the other appointment end the day before',
    },
    ...administratorStays('until_on'),
    appointment_check: { field: 'until_on', message: 'The last day must be the same as or after the first' },
  },
  obstacles: async (tx, given) => {
    const ids = [...new Set(given.flatMap(({ value }) => value.role_id ?? []))]
    const held = await tx.many<{ id: string; name: string; endedOn: string | null }>(
      sql`select id, name, ended_on as "endedOn" from people.role where id = any(${ids}::uuid[]) order by id for share`,
    )
    const roleOf = new Map(held.map((role) => [role.id, role]))
    return given.map(({ value: { role_id: roleId, from_on: from, until_on: until } }) => {
      if (typeof from === 'string' && typeof until === 'string' && until < from)
        return { field: 'until_on', message: 'The last day must be the same as or after the first' }
      const role = typeof roleId === 'string' ? roleOf.get(roleId) : undefined
      if (!role?.endedOn || from === undefined) return null
      const isPast = typeof until === 'string' && until <= role.endedOn
      return !isPast
        ? { field: 'role_id', message: `${role.name} was retired on ${inWords(role.endedOn)}: choose another role` }
        : null
    })
  },
  lead: (db, id, _viewer, today) => againstAppointment(db, id, today),
  saved: async (tx, act, ids) => {
    const { persons, roles: held } = await tx.one<{ persons: string[]; roles: string[] }>(sql`
      select array_agg(distinct person_id) as persons, array_agg(distinct role_id) as roles from people.appointment where id = any(${ids}::uuid[])`)
    await checked(tx, act, { personIds: persons, roleIds: held })
  },
}
