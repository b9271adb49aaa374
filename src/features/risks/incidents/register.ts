import { assetTarget, placeTarget } from '#features/assets/index.ts'
import { inUnit, UNIT } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { choiceFilter } from '#platform/listing/index.ts'
import type { Register } from '#platform/register/index.ts'
import { CLOCKS, HARMS, INCIDENT_KINDS, PERSONAL, SEVERITIES } from '../model.ts'
import { paths } from '../paths.ts'
import { RISK } from '../targets.ts'
import { HANDLER, isHandled } from './handling.ts'
import { INCIDENT } from './kind.ts'
import { incidentObstacles } from './obstacle.ts'
import { incidentLead, incidentPanel } from './panel.ts'
import { tellOfBreaches } from './telling.ts'

export const incidents: Register = {
  see: 'incidents:read',
  change: 'incidents:change',
  rows: INCIDENT,
  unit: inUnit('unit_id'),
  key: 'incidents',
  singular: 'incident',
  plural: 'incidents',
  table: ['risks', 'incident'],
  path: paths.incidents,
  about:
    'What went wrong with information, how it was contained, who had to be told, and what was learned. Breaches of personal data are to be notified within 72 hours.',
  named: ['title'],
  keys: [['number'], ['title', 'aware_at']],
  life: {
    ended: {
      by: 'room',
      isEnded: (today) => sql`coalesce(item.closed_on <= ${today}, false)`,
      deed: { text: 'Close this incident', href: (id) => `${paths.incidents}/${id}/change#closed_on` },
    },
    merged: {
      by: 'nobody',
      because:
        'Each report has its own log and its own 72 hours. Close the one that is too many, and say so in its log.',
    },
    deleted: {
      by: 'nobody',
      because: 'Breaches of personal data are documented, whatever came of them (UK GDPR, article 33(5)).',
    },
  },
  fields: [
    {
      kind: 'text',
      column: 'title',
      searched: true,
      label: 'Incident',
      hint: 'In few words, without names of people',
      required: 'Enter the incident in few words',
      most: 200,
    },
    { kind: 'text', column: 'what', searched: true, label: 'What happened', lines: 4, most: 10_000, listed: false },
    {
      kind: 'moment',
      column: 'aware_at',
      label: 'We became aware',
      hint: 'The 72 hours begin then. For example, 31 3 2027 and 2:05pm',
      required: 'Enter when we became aware',
      sorted: true,
    },
    { kind: 'moment', column: 'happened_at', label: 'It happened', listed: false },
    { kind: 'choice', column: 'kind', label: 'Kind', options: INCIDENT_KINDS, filtered: true },
    { kind: 'choice', column: 'severity', label: 'Severity', options: SEVERITIES, filtered: true },
    { kind: 'reference', column: 'unit_id', label: 'Unit', to: UNIT, filtered: true },
    { kind: 'reference', column: 'handler_id', label: 'Handled by', to: HANDLER, filtered: true },
    { kind: 'reference', column: 'asset_id', label: 'Asset', to: assetTarget, listed: false },
    { kind: 'reference', column: 'place_id', label: 'Place', to: placeTarget, listed: false },
    { kind: 'reference', column: 'risk_id', label: 'Risk that came true', to: RISK, listed: false },
    { kind: 'choice', column: 'personal', label: 'Personal data', options: PERSONAL, filtered: true, listed: false },
    {
      kind: 'number',
      column: 'people_affected',
      label: 'People affected',
      least: 0,
      most: 100_000_000,
      listed: false,
    },
    { kind: 'choice', column: 'harm', label: 'Harm to people', options: HARMS, listed: false },
    {
      kind: 'text',
      column: 'containment',
      searched: true,
      label: 'How it was contained',
      lines: 3,
      most: 5_000,
      listed: false,
    },
    { kind: 'moment', column: 'contained_at', label: 'Contained', listed: false },
    { kind: 'moment', column: 'notified_at', label: 'Information Commissioner notified', listed: false },
    { kind: 'text', column: 'notified_ref', label: 'Reference of the notification', most: 100, listed: false },
    {
      kind: 'text',
      column: 'not_notified_why',
      label: 'Why nobody had to be notified',
      lines: 2,
      most: 2_000,
      listed: false,
    },
    {
      kind: 'text',
      column: 'clock_why',
      label: 'Why the time we became aware, or the answer on personal data, was changed',
      hint: 'Needed if you change either, because the 72-hour limit depends on them',
      lines: 2,
      most: 2_000,
      listed: false,
    },
    { kind: 'text', column: 'late_why', label: 'Why it was later than 72 hours', lines: 2, most: 2_000, listed: false },
    { kind: 'moment', column: 'told_people_at', label: 'People told', listed: false },
    {
      kind: 'text',
      column: 'lessons',
      searched: true,
      label: 'What was learned',
      lines: 3,
      most: 5_000,
      listed: false,
    },
    { kind: 'day', column: 'closed_on', label: 'Closed on', listed: false },
  ],
  facts: [
    { kind: 'number', column: 'number', label: 'Number', least: 1, most: 999_999, listed: false },
    { kind: 'choice', column: 'clock', label: 'Notification', options: CLOCKS, filtered: true },
    { kind: 'moment', column: 'notify_by', label: 'To be notified by', listed: false },
  ],
  filters: [
    choiceFilter('standing', 'Open or closed', {
      open: { text: 'Open', where: sql`item.closed_on is null` },
      unhandled: {
        text: 'Open, and nobody handles it',
        where: ({ today }) => sql`item.closed_on is null and not ${isHandled(sql`item`, today)}`,
      },
      closed: { text: 'Closed', where: sql`item.closed_on is not null` },
    }),
  ],
  constraints: {},
  obstacles: incidentObstacles,
  saved: async (tx, act, ids) => {
    await tellOfBreaches(tx, act, ids)
  },
  lead: incidentLead,
  panels: incidentPanel,
}
