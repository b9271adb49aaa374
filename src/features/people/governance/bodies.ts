import {
  ENDS_ON,
  HOLDS_UNTIL,
  NOTHING_LEADS,
  nameField,
  type ReferenceTarget,
  type Register,
  WHY_ENDED,
} from '#platform/register/index.ts'
import { inUnit, inUnitOfIts } from '../in-unit.ts'
import { paths } from '../paths.ts'
import { common, HOLDER, UNIT } from '../targets.ts'
import { bodyPanel } from './panels.ts'

const BODY: ReferenceTarget = {
  table: ['people', 'body'],
  path: paths.bodies,
  singular: 'body',
  name: 'name',
  closedOn: 'ended_on',
  closing: 'ended on',
}

export const bodies: Register = {
  ...common,
  unit: inUnit('unit_id'),
  key: 'bodies',
  singular: 'body',
  plural: 'bodies',
  table: ['people', 'body'],
  path: paths.bodies,
  about: 'Boards, steering groups and communities of practice: what they are for, who is in them, when they meet.',
  named: ['name'],
  keys: [['name']],
  ended: 'ended_on',
  life: {
    ended: ENDS_ON,
    merged: { by: 'kit', stays: [] },
    deleted: { by: 'kit' },
  },
  fields: [
    nameField('Enter the name of the body'),
    {
      kind: 'choice',
      column: 'kind',
      label: 'Kind',
      required: 'Select what kind of body it is',
      filtered: true,
      sorted: true,
      options: [
        { value: 'board', text: 'Board' },
        { value: 'steering-group', text: 'Steering group' },
        { value: 'working-group', text: 'Working group' },
        { value: 'community', text: 'Community of practice' },
      ],
    },
    { kind: 'reference', column: 'unit_id', label: 'Belongs to', to: UNIT, filtered: true },
    { kind: 'text', column: 'terms', label: 'Terms of reference', lines: 6, most: 20_000, listed: false },
    { kind: 'text', column: 'meets', label: 'How often it meets', most: 200 },
    { kind: 'day', column: 'ended_on', label: 'Ended on', listed: false },
    WHY_ENDED,
  ],
  constraints: { body_name: { field: 'name', message: 'There is a body with this name already' } },
  panels: bodyPanel,
}

export const memberships: Register = {
  ...common,
  unit: inUnitOfIts('body_id', BODY.table),
  key: 'memberships',
  singular: 'membership',
  plural: 'memberships',
  table: ['people', 'membership'],
  path: paths.memberships,
  about: 'Who sits on which body, in which capacity.',
  named: ['person_id', 'body_id'],
  keys: [['person_id', 'body_id', 'capacity', 'from_on']],
  life: {
    ended: HOLDS_UNTIL,
    merged: NOTHING_LEADS,
    deleted: { by: 'kit' },
  },
  fields: [
    HOLDER,
    {
      kind: 'reference',
      column: 'body_id',
      label: 'Body',
      required: 'Select the body',
      to: BODY,
      until: 'until_on',
      filtered: true,
    },
    {
      kind: 'choice',
      column: 'capacity',
      label: 'As',
      required: 'Select in which capacity',
      filtered: true,
      options: [
        { value: 'chair', text: 'Chair' },
        { value: 'deputy', text: 'Deputy chair' },
        { value: 'secretary', text: 'Secretary' },
        { value: 'member', text: 'Member' },
        { value: 'observer', text: 'Observer' },
      ],
    },
    { kind: 'day', column: 'from_on', label: 'From', required: 'Enter the first day', sorted: true },
    { kind: 'day', column: 'until_on', label: 'Until', sorted: true },
    WHY_ENDED,
  ],
  constraints: {
    membership_check: { field: 'until_on', message: 'The last day must be the same as or after the first' },
    membership_overlap: {
      field: 'from_on',
      message: 'This person sits on this body in this capacity at that time already',
    },
  },
}

export const meetings: Register = {
  ...common,
  unit: inUnitOfIts('body_id', BODY.table),
  key: 'meetings',
  singular: 'meeting',
  plural: 'meetings',
  table: ['people', 'meeting'],
  path: paths.meetings,
  about: 'When bodies meet, and where their papers are.',
  named: ['body_id', 'held_on'],
  keys: [['body_id', 'held_on']],
  life: {
    ended: { by: 'nobody', because: 'A meeting was held on its day.' },
    merged: NOTHING_LEADS,
    deleted: { by: 'kit' },
  },
  fields: [
    { kind: 'reference', column: 'body_id', label: 'Body', required: 'Select the body', to: BODY, filtered: true },
    { kind: 'day', column: 'held_on', label: 'Day', required: 'Enter the day', sorted: true },
    { kind: 'text', column: 'subject', label: 'What it was about', most: 500 },
    {
      kind: 'text',
      column: 'papers',
      label: 'Where its papers are',
      hint: 'A link, or the reference of a file',
      most: 500,
      listed: false,
    },
  ],
  constraints: { meeting_day: { field: 'held_on', message: 'This body has a meeting on that day already' } },
}
