import type { PermissionFacts } from '#platform/access/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { nameField, oneAfterOther, type Register, STAYS_ON_RECORD } from '#platform/register/index.ts'
import type { RoomPermission } from '#platform/room/index.ts'
import { administratorStays } from './administering.ts'
import { checkRules } from './governance/check.ts'
import { retiringObstacles } from './governance/retiring.ts'
import { byAppointers } from './in-unit.ts'
import { GRADES, REACHES, UNIT_KINDS } from './model.ts'
import { rolePanel } from './panels.ts'
import { paths } from './paths.ts'
import { keepingObstacles } from './placing.ts'
import { REACH_HINT, reachObstacles, whereItHolds, wholeMeaning } from './reach.ts'
import { common } from './targets.ts'

/** What people are appointed to. `permissions` are those of every room, in the order in which a role names them. */
export function roles(permissions: readonly RoomPermission[]): Register {
  return {
    ...common,
    change: 'accounts:administer',
    unit: byAppointers,
    key: 'roles',
    singular: 'role',
    plural: 'roles',
    table: ['people', 'role'],
    path: paths.roles,
    about: 'What people are appointed to, and what each role may do here.',
    named: ['name'],
    keys: [['name'], ['short_name']],
    life: {
      ended: {
        by: 'room',
        isEnded: (today) => sql`coalesce(item.ended_on < ${today}, false)`,
        deed: { text: 'Retire this role', href: (id) => paths.retire(id) },
      },
      merged: {
        by: 'room',
        deed: { text: 'Retire this role, and let another take over', href: (id) => paths.retire(id) },
      },
      deleted: STAYS_ON_RECORD,
    },
    fields: [...OWN_FIELDS, ...rightsFields(permissions)],
    constraints: {
      role_name: { field: 'name', message: 'There is a role with this title already' },
      ...administratorStays('permissions'),
      role_asset_part: { field: 'asset_part', message: 'Another role has this part on information assets' },
    },
    obstacles: oneAfterOther(retiringObstacles, reachObstacles(permissions), keepingObstacles),
    panels: rolePanel(permissions),
    saved: async (tx, act, ids) => {
      await checkRules(tx, act, dayOf(act.at), { roleIds: ids })
    },
  }
}

/** What a role is, whom it asks for, and what its holders hear of. */
const OWN_FIELDS: Register['fields'] = [
  nameField('Enter the title of the role', { label: 'Title' }),
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
    kind: 'yes-no',
    column: 'hears_overdue',
    label: 'Hears what is overdue',
    hint: 'What is overdue in a unit, or below it, comes to those who hold the role there',
    listed: false,
  },
  {
    kind: 'yes-no',
    column: 'hears_breaches',
    label: 'Hears of breaches',
    hint: 'Those who hold the role, or act in it, are told of each breach of personal data at once',
    listed: false,
  },
  { kind: 'day', column: 'ended_on', label: 'Retired since', listed: false },
  { kind: 'text', column: 'terms', label: 'Terms of reference', lines: 6, most: 20_000, listed: false },
  { kind: 'text', column: 'description', label: 'What the role is for', lines: 3, most: 2_000, listed: false },
]

/** What a role lets its holders do, and where. */
const rightsFields = (permissions: readonly PermissionFacts[]): Register['fields'] => [
  {
    kind: 'choice',
    column: 'reach',
    label: 'Where its rights hold',
    hint: REACH_HINT,
    options: REACHES,
    listed: false,
  },
  {
    kind: 'choices',
    column: 'permissions',
    isOpen: true,
    isToldByRoom: true,
    label: 'May',
    options: permissions.map((one) => ({ value: one.key, text: wholeMeaning(one), hint: whereItHolds(one) })),
    listed: false,
  },
]
