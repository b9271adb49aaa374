import { againstHolders, checkRules, inUnit, ofTheBody, PERSON, UNIT } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { choiceFilter } from '#platform/listing/index.ts'
import { ENDS_ON, HOLDS_UNTIL, type Register, WHY_ENDED } from '#platform/register/index.ts'
import { holderObstacles } from './holding.ts'
import { dependencies, duties, locations, sharing, uses } from './link-registers.ts'
import { LAWFUL_BASES, PERSONAL_DATA, PUBLICATION } from './model.ts'
import { agreementPanel, assetPanel } from './panels.ts'
import { paths } from './paths.ts'
import { boxes, places } from './place-registers.ts'
import { unconfirm } from './reviewing/deeds.ts'
import { pastReview } from './store.ts'
import { common, PLACE } from './targets.ts'

/** Asks the rules again of those who owned an asset that is gone, or were its deputies. */
async function askHolders(tx: Tx, act: Act, holders: readonly unknown[]): Promise<void> {
  const personIds = holders.filter((one) => typeof one === 'string')
  if (personIds.length > 0) await checkRules(tx, act, dayOf(act.at), { personIds })
}

export const assets: Register = {
  ...common,
  unit: inUnit('unit_id'),
  key: 'assets',
  singular: 'asset',
  plural: 'information assets',
  table: ['assets', 'asset'],
  path: paths.assets,
  about: 'What information we hold, why, who answers for it, where it lives and how it is looked after.',
  named: ['name'],
  keys: [['name', 'unit_id']],
  ended: 'ended_on',
  life: {
    ended: ENDS_ON,
    merged: { by: 'kit', stays: ['assets.review_asset.asset_id'] },
    deleted: { by: 'kit', gone: (tx, act, { owner_id, deputy_id }) => askHolders(tx, act, [owner_id, deputy_id]) },
  },
  fields: [
    {
      kind: 'text',
      column: 'name',
      searched: true,
      label: 'Name',
      required: 'Enter the name of the asset',
      most: 300,
      sorted: true,
    },
    { kind: 'text', column: 'what', searched: true, label: 'What it is', lines: 3, most: 5_000, listed: false },
    { kind: 'text', column: 'why', searched: true, label: 'Why it is held', lines: 3, most: 5_000, listed: false },
    {
      kind: 'reference',
      column: 'owner_id',
      label: 'Owner (IAO)',
      to: PERSON,
      filtered: true,
      change: 'assets:appoint',
      isChangedInUnit: true,
    },
    {
      kind: 'reference',
      column: 'deputy_id',
      label: 'Deputy',
      to: PERSON,
      listed: false,
      change: 'assets:appoint',
      isChangedInUnit: true,
    },
    { kind: 'reference', column: 'unit_id', label: 'Unit', to: UNIT, filtered: true },
    {
      kind: 'choice',
      column: 'personal_data',
      label: 'Personal data',
      options: PERSONAL_DATA,
      filtered: true,
      listed: false,
    },
    {
      kind: 'choice',
      column: 'lawful_basis',
      label: 'Lawful basis',
      hint: 'UK GDPR, article 6',
      options: LAWFUL_BASES,
      listed: false,
    },
    { kind: 'marking', column: 'marking', label: 'Protective marking', filtered: true, sorted: true },
    {
      kind: 'text',
      column: 'handling',
      searched: true,
      label: 'Handling',
      hint: 'Rules and caveats, and older markings as they were written',
      lines: 2,
      most: 2_000,
      listed: false,
    },
    {
      kind: 'text',
      column: 'retention',
      searched: true,
      label: 'Retention class',
      hint: 'The class of the schedule, or how long and from when',
      most: 500,
      listed: false,
    },
    {
      kind: 'yes-no',
      column: 'is_vital',
      label: 'Vital record',
      hint: 'Could the body not go on without it?',
      filtered: true,
      listed: false,
    },
    {
      kind: 'number',
      column: 'recovery_hours',
      label: 'Must be back within hours',
      least: 0,
      most: 8_760,
      listed: false,
    },
    { kind: 'text', column: 'formats', searched: true, label: 'Formats', most: 500, listed: false },
    { kind: 'text', column: 'continuity', label: 'What it needs to stay usable', lines: 2, most: 2_000, listed: false },
    {
      kind: 'choice',
      column: 'publication',
      label: 'Publication',
      options: PUBLICATION,
      filtered: true,
      listed: false,
    },
    { kind: 'day', column: 'ended_on', label: 'Not held any more since', listed: false },
    WHY_ENDED,
  ],
  constraints: { asset_name: { field: 'name', message: 'There is an asset with this name in the same unit already' } },
  obstacles: holderObstacles,
  lead: async (db, id, _viewer, today) => {
    const asset = await db.maybe<{ ownerId: string | null; deputyId: string | null }>(
      sql`select owner_id as "ownerId", deputy_id as "deputyId" from assets.asset where id = ${id} and ended_on is null`,
    )
    return againstHolders(db, asset ? [asset.ownerId, asset.deputyId] : [], today)
  },
  panels: assetPanel,
  // Whoever owns an asset holds a role for it: the rules of that role are asked of those who do now and who did.
  saved: async (tx, act, ids) => {
    await unconfirm(tx, act, ids)
    const people = await tx.many<{ id: string }>(sql`
      select p.id from assets.asset a join people.person p on p.id in (a.owner_id, a.deputy_id) where a.id = any(${ids}::uuid[])
      union select f.person_id from people.finding f where f.gone_on is null and f.kind in ('incompatible', 'grade', 'training') and f.unit_id is null and f.person_id is not null`)
    await checkRules(tx, act, dayOf(act.at), { personIds: people.map((one) => one.id) })
  },
}

export const agreements: Register = {
  ...common,
  unit: ofTheBody('partners agree with the body'),
  key: 'agreements',
  singular: 'agreement',
  plural: 'sharing agreements',
  table: ['assets', 'agreement'],
  path: paths.agreements,
  about: 'With whom information is shared, for what, until when, and when that is reviewed.',
  named: ['partner', 'purpose'],
  keys: [['reference'], ['partner', 'purpose']],
  life: {
    ended: HOLDS_UNTIL,
    merged: { by: 'kit', stays: [] },
    deleted: { by: 'kit' },
  },
  fields: [
    {
      kind: 'text',
      column: 'partner',
      label: 'Partner',
      required: 'Enter the partner',
      most: 300,
      sorted: true,
      searched: true,
    },
    { kind: 'text', column: 'purpose', label: 'Purpose', required: 'Enter the purpose', most: 500, lines: 2 },
    {
      kind: 'choice',
      column: 'kind',
      label: 'Kind',
      required: 'Select what kind of agreement it is',
      filtered: true,
      options: [
        { value: 'agreement', text: 'Data sharing agreement' },
        { value: 'contract', text: 'Contract with a processor' },
        { value: 'memorandum', text: 'Memorandum of understanding' },
        { value: 'law', text: 'Duty by law' },
      ],
    },
    { kind: 'reference', column: 'owner_id', label: 'Owner', to: PERSON },
    {
      kind: 'references',
      column: 'place_ids',
      label: 'Exchanged through',
      hint: 'Systems, mailboxes and sites through which the information goes',
      to: PLACE,
      links: { table: ['assets', 'agreement_place'], own: 'agreement_id', other: 'place_id' },
      filtered: true,
      listed: false,
    },
    { kind: 'day', column: 'from_on', label: 'From', listed: false },
    { kind: 'day', column: 'until_on', label: 'Until', sorted: true },
    WHY_ENDED,
    { kind: 'day', column: 'review_on', label: 'To be reviewed by', sorted: true },
    { kind: 'text', column: 'reference', label: 'Where it is on record', most: 300, listed: false },
    {
      kind: 'file',
      column: 'document',
      label: 'The agreement as signed',
      most: 100_000_000,
      filtered: true,
      searched: true,
      listed: false,
    },
  ],
  filters: [
    choiceFilter('review', 'Review', { overdue: { text: 'Overdue', where: ({ today }) => pastReview(today) } }),
  ],
  constraints: {
    agreement_check: { field: 'until_on', message: 'The last day must be the same as or after the first' },
  },
  panels: agreementPanel,
}

export const assetRegisters: readonly Register[] = [
  assets,
  places,
  boxes,
  locations,
  uses,
  duties,
  agreements,
  sharing,
  dependencies,
]
