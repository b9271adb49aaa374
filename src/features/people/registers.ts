import { CLEARANCES } from '#platform/access/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { choiceFilter } from '#platform/listing/index.ts'
import {
  HOLDS_UNTIL,
  nameField,
  oneAfterOther,
  type Register,
  type RegisterField,
  STAYS_ON_RECORD,
  WHY_ENDED,
} from '#platform/register/index.ts'
import { administratorStays } from './administering.ts'
import { appointingObstacles } from './appointing.ts'
import { againstAppointment } from './governance/ahead.ts'
import { checkRules } from './governance/check.ts'
import { identityObstacles } from './identity.ts'
import { byAppointers, inUnit, unitsThemselves } from './in-unit.ts'
import { GRADES, TOO_DEEP, UNIT_KINDS } from './model.ts'
import { leadOfAppointment } from './panel-views.ts'
import { personPanel, unitPanel } from './panels.ts'
import { paths } from './paths.ts'
import { holdsUnplaced, isUnplaced, placingObstacles } from './placing.ts'
import { unitLead } from './reorganising/ahead.ts'
import { closingObstacles } from './reorganising/closing.ts'
import { movingObstacles } from './reorganising/moving.ts'
import { common, HOLDER, ROLE_HELD, UNIT } from './targets.ts'

/** By which a directory or a staff system knows them. */
const EXTERNAL: RegisterField = {
  kind: 'text',
  column: 'external_id',
  label: 'Number in the directory',
  hint: 'By which feeds know them',
  most: 200,
  listed: false,
}

export const units: Register = {
  ...common,
  unit: unitsThemselves('parent_id'),
  key: 'units',
  singular: 'unit',
  plural: 'units',
  table: ['people', 'unit'],
  path: paths.units,
  about: 'The department, its agencies and arm’s-length bodies, and the parts that they are made of.',
  named: ['name'],
  keys: [['external_id'], ['name', 'parent_id']],
  ended: 'closed_on',
  life: {
    ended: {
      by: 'room',
      isEnded: (today) => sql`coalesce(item.closed_on <= ${today}, false)`,
      deed: { text: 'Close this unit, or part or merge it', href: () => paths.reorganise },
    },
    merged: { by: 'room', deed: { text: 'Merge units', href: () => paths.reorganise } },
    deleted: { by: 'nobody', because: 'What a unit was asked and what it answered stays on record. Close it.' },
  },
  fields: [
    nameField('Enter the name of the unit'),
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
    unit_depth: { field: 'parent_id', message: TOO_DEEP },
  },
  obstacles: oneAfterOther(closingObstacles, movingObstacles),
  lead: (db, id, _viewer, today) => unitLead(db, id, today),
  panels: unitPanel,
  saved: async (tx, act, ids) => {
    await checkRules(tx, act, dayOf(act.at), { unitIds: ids })
  },
}

export const people: Register = {
  ...common,
  unit: inUnit('unit_id'),
  key: 'people',
  singular: 'person',
  plural: 'people',
  table: ['people', 'person'],
  path: paths.persons,
  about: 'People who own actions, make claims or judge them. What they may do comes from their appointments.',
  named: ['name'],
  keys: [['external_id'], ['email'], ['name']],
  ended: 'left_on',
  life: {
    ended: {
      by: 'room',
      isEnded: (today) => sql`coalesce(item.left_on < ${today}, false)`,
      deed: { text: 'Enter the day on which they left', href: (id) => `${paths.persons}/${id}/change#left_on` },
    },
    merged: {
      by: 'nobody',
      because:
        'Who did what stays with the person as whom they did it. Enter the day on which the one that is too many left.',
    },
    deleted: {
      by: 'nobody',
      because: 'What people did stays on record under their names. Enter the day on which they left.',
    },
  },
  fields: [
    nameField('Enter the person’s name'),
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
  obstacles: identityObstacles,
  panels: personPanel,
  saved: async (tx, act, ids) => {
    await checkRules(tx, act, dayOf(act.at), { personIds: ids })
  },
}

export const appointments: Register = {
  ...common,
  change: 'accounts:administer',
  unit: byAppointers,
  key: 'appointments',
  singular: 'appointment',
  plural: 'appointments',
  table: ['people', 'appointment'],
  path: paths.appointments,
  about: 'Who holds which role in which unit, from when to when.',
  named: ['person_id', 'role_id'],
  keys: [['person_id', 'role_id', 'unit_id', 'from_on']],
  life: {
    ended: HOLDS_UNTIL,
    merged: {
      by: 'nobody',
      because: 'Delegations stay with the appointment for which they were made. End the one that is too many.',
    },
    deleted: STAYS_ON_RECORD,
  },
  fields: [
    HOLDER,
    ROLE_HELD,
    { kind: 'reference', column: 'unit_id', label: 'Unit', to: UNIT, until: 'until_on', filtered: true },
    {
      kind: 'day',
      column: 'from_on',
      label: 'From',
      required: 'Enter the day on which the appointment begins',
      sorted: true,
    },
    { kind: 'day', column: 'until_on', label: 'Until', hint: 'Leave empty if no end is known', sorted: true },
    WHY_ENDED,
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
  filters: [
    choiceFilter('place', 'Where the rights hold', {
      unplaced: {
        text: 'Everywhere, because the appointment names no unit',
        where: ({ today }) => isUnplaced(sql`item`, today),
      },
    }),
  ],
  obstacles: oneAfterOther(appointingObstacles, placingObstacles(['people', 'appointment'], 'until_on')),
  lead: async (db, id, _viewer, today) =>
    leadOfAppointment(await holdsUnplaced(db, id, today), await againstAppointment(db, id, today)),
  saved: async (tx, act, ids) => {
    const { persons, roles: held } = await tx.one<{ persons: string[]; roles: string[] }>(sql`
      select array_agg(distinct person_id) as persons, array_agg(distinct role_id) as roles from people.appointment where id = any(${ids}::uuid[])`)
    await checkRules(tx, act, dayOf(act.at), { personIds: persons, roleIds: held })
  },
}
