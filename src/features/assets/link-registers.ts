import { checkRules, HOLDER, inUnitOfIts, ROLE_HELD, UNIT } from '#features/people/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import {
  ENDS_ON,
  HOLDS_UNTIL,
  type Life,
  NOTHING_LEADS,
  type Register,
  type RegisterField,
  STAYS_ON_RECORD,
  WHY_ENDED,
} from '#platform/register/index.ts'
import { DIRECTIONS, USES } from './model.ts'
import { paths } from './paths.ts'
import { AGREEMENT, ASSET, common, PLACE } from './targets.ts'

/** Whoever may change an asset may change what is linked with it. */
const OF_ITS_ASSET = inUnitOfIts('asset_id', ASSET.table)

const WHICH_ASSET: RegisterField = {
  kind: 'reference',
  column: 'asset_id',
  label: 'Asset',
  required: 'Select the asset',
  to: ASSET,
}

/** A tie that is over stays on record with the day on which it ended. */
const ENDED: RegisterField = { kind: 'day', column: 'ended_on', label: 'Ended on', listed: false }

const LINK: Life = {
  ended: ENDS_ON,
  merged: NOTHING_LEADS,
  deleted: { by: 'kit' },
}

export const locations: Register = {
  ...common,
  unit: OF_ITS_ASSET,
  key: 'locations',
  singular: 'place of an asset',
  plural: 'places of assets',
  table: ['assets', 'location'],
  path: paths.locations,
  about: 'Which asset lives in which place.',
  named: ['asset_id', 'place_id'],
  keys: [['asset_id', 'place_id', 'use']],
  ended: 'ended_on',
  life: LINK,
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
    WHY_ENDED,
  ],
  constraints: { location_pair: { field: 'place_id', message: 'The asset is kept there in this way already' } },
}

export const duties: Register = {
  ...common,
  unit: OF_ITS_ASSET,
  key: 'duties',
  singular: 'duty',
  plural: 'duties on assets',
  table: ['assets', 'duty'],
  path: paths.duties,
  about: 'Who holds which role for one asset, besides its owner and their deputy.',
  named: ['asset_id', 'person_id', 'role_id'],
  keys: [['asset_id', 'person_id', 'role_id', 'from_on']],
  life: {
    ended: HOLDS_UNTIL,
    merged: NOTHING_LEADS,
    deleted: STAYS_ON_RECORD,
  },
  fields: [
    WHICH_ASSET,
    HOLDER,
    ROLE_HELD,
    { kind: 'day', column: 'from_on', label: 'From', required: 'Enter the first day', sorted: true },
    { kind: 'day', column: 'until_on', label: 'Until', sorted: true },
    WHY_ENDED,
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

export const uses: Register = {
  ...common,
  unit: OF_ITS_ASSET,
  key: 'uses',
  singular: 'use',
  plural: 'uses of assets by other units',
  table: ['assets', 'use'],
  path: paths.uses,
  about: 'Which units use an asset besides the one that it belongs to, and for what.',
  named: ['asset_id', 'unit_id'],
  keys: [['asset_id', 'unit_id']],
  ended: 'ended_on',
  life: LINK,
  fields: [
    WHICH_ASSET,
    { kind: 'reference', column: 'unit_id', label: 'Unit', required: 'Select the unit', to: UNIT, filtered: true },
    { kind: 'text', column: 'purpose', label: 'For what', required: 'Enter for what', most: 500, sorted: true },
    ENDED,
    WHY_ENDED,
  ],
  constraints: { use_pair: { field: 'unit_id', message: 'This unit is on record as a user already' } },
}

export const sharing: Register = {
  ...common,
  unit: OF_ITS_ASSET,
  key: 'sharing',
  singular: 'exchange',
  plural: 'exchanges',
  table: ['assets', 'sharing'],
  path: paths.sharing,
  about: 'Which asset is shared under which agreement, and which way it goes.',
  named: ['asset_id', 'agreement_id'],
  keys: [['asset_id', 'agreement_id', 'direction']],
  ended: 'ended_on',
  life: LINK,
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
    WHY_ENDED,
  ],
  constraints: {
    sharing_pair: { field: 'agreement_id', message: 'The asset is shared so under this agreement already' },
  },
}

export const dependencies: Register = {
  ...common,
  unit: OF_ITS_ASSET,
  key: 'dependencies',
  singular: 'dependency',
  plural: 'dependencies',
  table: ['assets', 'dependency'],
  path: paths.dependencies,
  about: 'What an asset cannot be used without.',
  named: ['asset_id', 'on_asset_id'],
  keys: [['asset_id', 'on_asset_id']],
  ended: 'ended_on',
  life: LINK,
  fields: [
    WHICH_ASSET,
    { kind: 'reference', column: 'on_asset_id', label: 'Depends on', required: 'Select what it depends on', to: ASSET },
    { kind: 'text', column: 'why', label: 'For what', required: 'Enter for what', most: 500, sorted: true },
    ENDED,
    WHY_ENDED,
  ],
  constraints: {
    dependency_pair: { field: 'on_asset_id', message: 'This dependency is on record already' },
    dependency_circle: {
      field: 'on_asset_id',
      message: 'An asset cannot depend on itself, or on one that depends on it. End the other dependency first',
    },
  },
}
