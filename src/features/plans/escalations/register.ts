import { ofTheBody, ROLE } from '#features/people/index.ts'
import { type Register, WHY_ENDED } from '#platform/register/index.ts'
import { paths } from '../paths.ts'
import { RULE_KINDS } from './model.ts'

/** The rules by which actions go up, kept as a register like any other. */
export const escalationRules: Register = {
  unit: ofTheBody('the rules are asked of every action'),
  key: 'escalation-rules',
  singular: 'escalation rule',
  plural: 'escalation rules',
  table: ['plans', 'escalation_rule'],
  path: paths.escalationRules,
  see: 'plans:read',
  change: 'plans:change',
  rows: 'every',
  about: 'When an action is escalated, and to which role. The rules are checked every night.',
  named: ['name'],
  keys: [['name']],
  life: {
    ended: { by: 'kit', on: 'ended_on', why: 'ended_why', day: 'first', isCompared: true },
    merged: { by: 'nobody', because: 'What a rule escalated stays with that rule. End the one that is too many.' },
    deleted: { by: 'kit' },
  },
  fields: [
    { kind: 'text', column: 'name', label: 'Name', required: 'Enter the name of the rule', most: 200, sorted: true },
    {
      kind: 'choice',
      column: 'kind',
      label: 'What has happened',
      required: 'Select what has happened',
      options: RULE_KINDS,
      filtered: true,
    },
    {
      kind: 'number',
      column: 'threshold',
      label: 'How many',
      hint: 'Days overdue, times slipped or times refused',
      required: 'Enter how many',
      least: 1,
      most: 3650,
    },
    {
      kind: 'reference',
      column: 'role_id',
      label: 'Escalated to',
      required: 'Select the role that it is escalated to',
      to: ROLE,
      filtered: true,
    },
    { kind: 'day', column: 'ended_on', label: 'No longer asked from', hint: 'Leave empty while the rule is in force' },
    WHY_ENDED,
  ],
  constraints: { escalation_rule_name: { field: 'name', message: 'There is a rule with this name already' } },
}
