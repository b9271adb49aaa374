import { checkRules, PERSON, ROLE, UNIT } from '#features/people/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Register, RegisterField } from '#platform/register/index.ts'
import { DIRECTIONS, USES } from './model.ts'
import { paths } from './paths.ts'
import { AGREEMENT, ASSET, common, PLACE } from './targets.ts'

const WHICH_ASSET: RegisterField = {
  kind: 'reference',
  column: 'asset_id',
  label: 'Asset',
  required: 'Select the asset',
  to: ASSET,
}

/** A tie that is over stays on record with the day on which it ended. */
const ENDED: RegisterField = { kind: 'day', column: 'ended_on', label: 'Ended on', listed: false }

export const kept: Register = {
  ...common,
  key: 'kept',
  singular: 'place of an asset',
  plural: 'places of assets',
  table: ['assets', 'kept'],
  path: paths.kept,
  about: 'Which asset lives in which place.',
  named: ['asset_id', 'place_id'],
  keys: [['asset_id', 'place_id', 'use']],
  ended: 'ended_on',
  fields: [
    WHICH_ASSET,
    { kind: 'reference', column: 'place_id', label: 'Place', required: 'Select the place', to: PLACE, filtered: true },
    {
      kind: 'choice',
      column: 'use',
      label: 'As',
      required: 'Select what is kept there',
      options: USES,
      filtered: true,
      sorted: true,
    },
    { kind: 'text', column: 'note', label: 'Where in it', most: 500 },
    ENDED,
  ],
  constraints: { kept_pair: { field: 'place_id', message: 'The asset is kept there in this way already' } },
}

export const duties: Register = {
  ...common,
  key: 'duties',
  singular: 'duty',
  plural: 'duties on assets',
  table: ['assets', 'duty'],
  path: paths.duties,
  about: 'Who holds which role for one asset, besides its owner and their deputy.',
  named: ['asset_id', 'person_id', 'role_id'],
  keys: [['asset_id', 'person_id', 'role_id', 'from_on']],
  fields: [
    WHICH_ASSET,
    { kind: 'reference', column: 'person_id', label: 'Person', required: 'Select the person', to: PERSON },
    { kind: 'reference', column: 'role_id', label: 'Role', required: 'Select the role', to: ROLE, filtered: true },
    { kind: 'day', column: 'from_on', label: 'From', required: 'Enter the first day', sorted: true },
    { kind: 'day', column: 'until_on', label: 'Until', sorted: true },
  ],
  constraints: {
    duty_check: { field: 'until_on', message: 'The last day must be the same as or after the first' },
    duty_overlap: { field: 'from_on', message: 'This person holds this role for this asset at that time already' },
  },
  saved: async (tx, act, ids) => {
    const people = await tx.many<{ id: string }>(
      sql`select distinct person_id as id from assets.duty where id = any(${ids}::uuid[])`,
    )
    await checkRules(tx, act, dayOf(act.at), { personIds: people.map((one) => one.id) })
  },
}

export const used: Register = {
  ...common,
  key: 'used',
  singular: 'use',
  plural: 'uses of assets by other units',
  table: ['assets', 'used'],
  path: paths.used,
  about: 'Which units use an asset besides the one that it belongs to, and for what.',
  named: ['asset_id', 'unit_id'],
  keys: [['asset_id', 'unit_id']],
  ended: 'ended_on',
  fields: [
    WHICH_ASSET,
    { kind: 'reference', column: 'unit_id', label: 'Unit', required: 'Select the unit', to: UNIT, filtered: true },
    { kind: 'text', column: 'purpose', label: 'For what', required: 'Enter for what', most: 500, sorted: true },
    ENDED,
  ],
  constraints: { used_pair: { field: 'unit_id', message: 'This unit is on record as a user already' } },
}

export const shared: Register = {
  ...common,
  key: 'shared',
  singular: 'exchange',
  plural: 'exchanges',
  table: ['assets', 'shared'],
  path: paths.shared,
  about: 'Which asset is shared under which agreement, and which way it goes.',
  named: ['asset_id', 'agreement_id'],
  keys: [['asset_id', 'agreement_id', 'direction']],
  ended: 'ended_on',
  fields: [
    WHICH_ASSET,
    { kind: 'reference', column: 'agreement_id', label: 'Agreement', required: 'Select the agreement', to: AGREEMENT },
    {
      kind: 'choice',
      column: 'direction',
      label: 'Which way',
      required: 'Select which way it goes',
      options: DIRECTIONS,
      filtered: true,
      sorted: true,
    },
    { kind: 'text', column: 'how', label: 'How', hint: 'Such as a nightly feed, or by mail', most: 300 },
    ENDED,
  ],
  constraints: {
    shared_pair: { field: 'agreement_id', message: 'The asset is shared so under this agreement already' },
  },
}

export const dependencies: Register = {
  ...common,
  key: 'dependencies',
  singular: 'dependency',
  plural: 'dependencies',
  table: ['assets', 'dependency'],
  path: paths.dependencies,
  about: 'What an asset cannot be used without.',
  named: ['asset_id', 'on_asset_id'],
  keys: [['asset_id', 'on_asset_id']],
  ended: 'ended_on',
  fields: [
    WHICH_ASSET,
    { kind: 'reference', column: 'on_asset_id', label: 'Depends on', required: 'Select what it depends on', to: ASSET },
    { kind: 'text', column: 'why', label: 'For what', required: 'Enter for what', most: 500, sorted: true },
    ENDED,
  ],
  constraints: {
    dependency_pair: { field: 'on_asset_id', message: 'This dependency is on record already' },
    dependency_circle: {
      field: 'on_asset_id',
      message: 'An asset cannot depend on itself, or on one that depends on it. End the other dependency first',
    },
  },
}
