import { inUnit, PERSON, UNIT } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { choiceFilter } from '#platform/listing/index.ts'
import type { Register, RegisterField } from '#platform/register/index.ts'
import { bearingObstacles } from './bearing.ts'
import { RESPONSES } from './model.ts'
import { riskLead, riskPanel } from './panels.ts'
import { paths } from './paths.ts'
import { writeRatings } from './ratings.ts'
import { BAND, CATEGORY, common, IMPACT, LIKELIHOOD } from './targets.ts'

/** A likelihood and an impact: as it would be before any control, as it is now, and as people aim for. */
const judgement = (
  prefix: string,
  [likelihood, impact]: readonly [string, string],
  required: boolean,
): RegisterField[] => [
  {
    kind: 'reference',
    column: `${prefix}likelihood_id`,
    label: likelihood,
    to: LIKELIHOOD,
    listed: false,
    ...(required ? { required: `Select the ${likelihood.toLowerCase()}` } : {}),
  },
  {
    kind: 'reference',
    column: `${prefix}impact_id`,
    label: impact,
    to: IMPACT,
    listed: false,
    ...(required ? { required: `Select the ${impact.toLowerCase()}` } : {}),
  },
]

const score = (column: string, label: string, listed: boolean): RegisterField => ({
  kind: 'number',
  column,
  label,
  least: 1,
  most: 81,
  listed,
  ...(listed ? { sorted: true } : {}),
})

export const risks: Register = {
  ...common,
  unit: inUnit('unit_id'),
  key: 'risks',
  singular: 'risk',
  plural: 'risks',
  table: ['risks', 'risk'],
  path: paths.risks,
  about: 'What could go wrong with our information, how grave that is, who answers for it and what is done about it.',
  named: ['title'],
  keys: [['number'], ['title', 'unit_id']],
  ended: 'closed_on',
  life: {
    ended: {
      by: 'room',
      isEnded: (today) => sql`coalesce(item.closed_on <= ${today}, false)`,
      deed: { text: 'Close this risk', href: (id) => `${paths.risks}/${id}/change#closed_on` },
    },
    merged: {
      by: 'kit',
      stays: ['risks.escalation.risk_id', 'risks.rating.risk_id'],
      becomes: (today, into) => ({ closed_on: today, closed_why: `Merged into ${into}` }),
    },
    deleted: { by: 'nobody', because: 'How a risk was judged from day to day stays on record. Close it, and say why.' },
  },
  fields: [
    {
      kind: 'text',
      column: 'title',
      searched: true,
      label: 'Risk',
      hint: 'In few words',
      required: 'Enter the risk in few words',
      most: 200,
      sorted: true,
    },
    {
      kind: 'text',
      column: 'cause',
      searched: true,
      label: 'Cause',
      hint: 'Because of …',
      lines: 2,
      most: 5_000,
      listed: false,
    },
    {
      kind: 'text',
      column: 'event',
      searched: true,
      label: 'Event',
      hint: 'it may happen that …',
      lines: 2,
      most: 5_000,
      listed: false,
    },
    {
      kind: 'text',
      column: 'effect',
      searched: true,
      label: 'Effect',
      hint: 'which would lead to …',
      lines: 2,
      most: 5_000,
      listed: false,
    },
    { kind: 'reference', column: 'category_id', label: 'Category', to: CATEGORY, filtered: true },
    {
      kind: 'reference',
      column: 'unit_id',
      label: 'Held in',
      required: 'Select the unit in which it is held',
      to: UNIT,
      filtered: true,
    },
    { kind: 'reference', column: 'owner_id', label: 'Owner', to: PERSON, filtered: true },
    { kind: 'choice', column: 'response', label: 'What is done', options: RESPONSES, filtered: true, listed: false },
    ...judgement('inherent_', ['Likelihood before any control', 'Impact before any control'], false),
    ...judgement('', ['Likelihood now', 'Impact now'], true),
    ...judgement('target_', ['Target likelihood', 'Target impact'], false),
    { kind: 'day', column: 'target_on', label: 'Target date', listed: false },
    { kind: 'day', column: 'review_on', label: 'To be reviewed by', sorted: true },
    { kind: 'day', column: 'closed_on', label: 'Closed on', listed: false },
    { kind: 'text', column: 'closed_why', label: 'Why it was closed', lines: 2, most: 2_000, listed: false },
  ],
  facts: [
    { kind: 'number', column: 'number', label: 'Number', least: 1, most: 999_999, listed: false },
    score('inherent_score', 'Score before any control', false),
    score('score', 'Score now', true),
    score('target_score', 'Target score', false),
    { kind: 'reference', column: 'band_id', label: 'Band', to: BAND, filtered: true },
    { kind: 'yes-no', column: 'beyond', label: 'Beyond the appetite', filtered: true },
  ],
  constraints: {
    risk_title: { field: 'title', message: 'This unit holds a risk with this title already' },
    risk_step_ended: {
      field: 'likelihood_id',
      message: 'A level was removed from the matrix meanwhile: judge the risk again',
    },
    risk_closed: {
      field: 'closed_why',
      message: 'A risk that is closed has a day and a reason: enter both, or neither',
    },
  },
  filters: [
    choiceFilter('standing', 'Open or closed', {
      open: { text: 'Open', where: sql`item.closed_on is null` },
      overdue: {
        text: 'Open, and overdue for review',
        where: ({ today }) => sql`item.closed_on is null and item.review_on < ${today}`,
      },
      closed: { text: 'Closed', where: sql`item.closed_on is not null` },
    }),
  ],
  obstacles: bearingObstacles,
  lead: riskLead,
  panels: riskPanel,
  saved: writeRatings,
}
