import { dayOf } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import {
  ENDS_ON,
  HOLDS_UNTIL,
  NOTHING_LEADS,
  type ReferenceTarget,
  type Register,
  STAYS_ON_RECORD,
  WHY_ENDED,
} from '#platform/register/index.ts'
import { administratorStays } from '../administering.ts'
import { endUnmapped } from '../groups.ts'
import { byAppointers, inUnitOfIts } from '../in-unit.ts'
import { paths } from '../paths.ts'
import { placingObstacles } from '../placing.ts'
import { common, PERSON, ROLE, UNIT } from '../targets.ts'
import { againstDelegation } from './ahead.ts'
import { bodies, meetings, memberships } from './bodies.ts'
import { checkRules } from './check.ts'

const APPOINTMENT: ReferenceTarget = {
  table: ['people', 'appointment_named'],
  path: paths.appointments,
  singular: 'appointment',
  name: 'name',
  closedOn: 'until_on',
  isLastDay: true,
  closing: 'ended on',
}

/** Asks the rules of whom an item names, when it was saved. */
const checked =
  (table: Sql): NonNullable<Register['saved']> =>
  async (tx, act, ids) => {
    const people = await tx.many<{ id: string }>(
      sql`select distinct person_id as id from ${table} where id = any(${ids}::uuid[])`,
    )
    await checkRules(tx, act, dayOf(act.at), { personIds: people.map((one) => one.id) })
  }

export const delegations: Register = {
  ...common,
  change: 'accounts:administer',
  unit: byAppointers,
  key: 'delegations',
  singular: 'delegation',
  plural: 'delegations',
  table: ['people', 'delegation'],
  path: paths.delegations,
  about: 'Who acts for whom, from when to when. Whoever acts may do what the role may do.',
  named: ['person_id', 'appointment_id'],
  keys: [['person_id', 'appointment_id', 'from_on']],
  life: {
    ended: HOLDS_UNTIL,
    merged: NOTHING_LEADS,
    deleted: STAYS_ON_RECORD,
  },
  fields: [
    {
      kind: 'reference',
      column: 'person_id',
      label: 'Person who acts',
      required: 'Select the person who acts',
      to: PERSON,
      until: 'until_on',
    },
    {
      kind: 'reference',
      column: 'appointment_id',
      label: 'For',
      required: 'Select for whom they act',
      to: APPOINTMENT,
      until: 'until_on',
    },
    { kind: 'day', column: 'from_on', label: 'From', required: 'Enter the first day', sorted: true },
    { kind: 'day', column: 'until_on', label: 'Until', sorted: true },
    { kind: 'text', column: 'reason', label: 'Why', most: 500 },
    WHY_ENDED,
  ],
  constraints: {
    ...administratorStays('until_on'),
    delegation_check: { field: 'until_on', message: 'The last day must be the same as or after the first' },
    delegation_overlap: { field: 'from_on', message: 'This person acts for them at that time already' },
    delegation_own: { field: 'person_id', message: 'Nobody acts for themselves' },
  },
  lead: (db, id, _viewer, today) => againstDelegation(db, id, today),
  saved: checked(sql`people.delegation`),
}

export const incompatibilities: Register = {
  ...common,
  change: 'accounts:administer',
  unit: byAppointers,
  key: 'incompatibilities',
  singular: 'rule',
  plural: 'rules on roles that do not go together',
  table: ['people', 'incompatibility'],
  path: paths.incompatibilities,
  about:
    'Roles that one person may not hold at the same time: at all, for the same unit or for the same information asset.',
  named: ['role_id', 'other_role_id'],
  keys: [['role_id', 'other_role_id', 'scope']],
  ended: 'ended_on',
  life: {
    ended: { ...ENDS_ON, isCompared: true },
    merged: NOTHING_LEADS,
    deleted: {
      by: 'kit',
      gone: (tx, act, { role_id }) => checkRules(tx, act, dayOf(act.at), { roleIds: [String(role_id)] }),
    },
  },
  fields: [
    { kind: 'reference', column: 'role_id', label: 'Role', required: 'Select the role', to: ROLE },
    {
      kind: 'reference',
      column: 'other_role_id',
      label: 'Does not go with',
      required: 'Select the other role',
      to: ROLE,
    },
    {
      kind: 'choice',
      column: 'scope',
      label: 'Where',
      required: 'Select where',
      options: [
        { value: 'person', text: 'Anywhere: one person may not hold both' },
        { value: 'unit', text: 'In one unit: one person may not hold both for the same unit' },
        { value: 'asset', text: 'For one asset: one person may not hold both for the same information asset' },
      ],
    },
    {
      kind: 'text',
      column: 'why',
      label: 'Why',
      required: 'Enter why the two roles do not go together',
      most: 500,
      lines: 2,
      sorted: true,
    },
    { kind: 'day', column: 'ended_on', label: 'Ended on', listed: false },
    WHY_ENDED,
  ],
  constraints: {
    incompatibility_pair: { field: 'other_role_id', message: 'There is a rule on these two roles already' },
  },
  saved: async (tx, act, ids) => {
    const roles = await tx.many<{ id: string }>(
      sql`select distinct role_id as id from people.incompatibility where id = any(${ids}::uuid[])`,
    )
    await checkRules(tx, act, dayOf(act.at), { roleIds: roles.map((one) => one.id) })
  },
}

export const coursesDone: Register = {
  ...common,
  unit: inUnitOfIts('person_id', PERSON.table),
  key: 'courses-done',
  singular: 'completed course',
  plural: 'completed courses',
  table: ['people', 'course_done'],
  path: paths.coursesDone,
  about: 'What people have been trained in, and until when it counts. Roles say which courses they ask for.',
  named: ['course', 'person_id'],
  keys: [['person_id', 'course', 'done_on']],
  life: {
    ended: { by: 'nobody', because: 'A course was completed on its day. It says itself until when it counts.' },
    merged: NOTHING_LEADS,
    deleted: {
      by: 'kit',
      gone: (tx, act, { person_id }) => checkRules(tx, act, dayOf(act.at), { personIds: [String(person_id)] }),
    },
  },
  fields: [
    {
      kind: 'text',
      column: 'course',
      label: 'Course',
      hint: 'As the role calls it',
      required: 'Enter the course',
      most: 200,
      searched: true,
      sorted: true,
    },
    { kind: 'reference', column: 'person_id', label: 'Person', required: 'Select the person', to: PERSON },
    { kind: 'day', column: 'done_on', label: 'Done on', required: 'Enter the day', sorted: true },
    {
      kind: 'day',
      column: 'expires_on',
      label: 'Counts until',
      hint: 'Leave empty if it does not run out',
      sorted: true,
    },
  ],
  constraints: { course_done_check: { field: 'expires_on', message: 'It cannot run out before it was done' } },
  saved: checked(sql`people.course_done`),
}

export const groupRoles: Register = {
  ...common,
  change: 'accounts:administer',
  unit: byAppointers,
  key: 'groups',
  singular: 'group',
  plural: 'groups of the directory',
  table: ['people', 'group_role'],
  path: paths.groupRoles,
  about:
    'What members of a group of your organisation’s directory are appointed to. Appointments begin and end when they sign in.',
  named: ['group_name', 'role_id'],
  keys: [['group_name', 'role_id', 'unit_id']],
  ended: 'ended_on',
  life: {
    ended: { ...ENDS_ON, isCompared: true },
    merged: NOTHING_LEADS,
    deleted: STAYS_ON_RECORD,
  },
  fields: [
    {
      kind: 'text',
      column: 'group_name',
      label: 'Group',
      hint: 'As the directory names it, to the letter',
      required: 'Enter the group',
      most: 300,
      searched: true,
      sorted: true,
    },
    { kind: 'reference', column: 'role_id', label: 'Role', required: 'Select the role', to: ROLE, filtered: true },
    { kind: 'reference', column: 'unit_id', label: 'Unit', to: UNIT, filtered: true },
    { kind: 'day', column: 'ended_on', label: 'Ended on', listed: false },
    WHY_ENDED,
  ],
  constraints: {
    ...administratorStays('ended_on'),
    group_role_pair: { field: 'group_name', message: 'This group is appointed to this role already' },
  },
  obstacles: placingObstacles(['people', 'group_role'], 'ended_on'),
  saved: (tx, act) => endUnmapped(tx, act),
}

export const governanceRegisters: readonly Register[] = [
  delegations,
  incompatibilities,
  coursesDone,
  bodies,
  memberships,
  meetings,
  groupRoles,
]
