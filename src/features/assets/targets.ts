import { sql } from '#platform/db/index.ts'
import type { ReferenceTarget } from '#platform/register/index.ts'
import { paths } from './paths.ts'

export const ASSET: ReferenceTarget = {
  table: ['assets', 'asset'],
  path: paths.assets,
  singular: 'asset',
  name: 'name',
  closedOn: 'ended_on',
  closing: 'ended on',
}
export const PLACE: ReferenceTarget = {
  table: ['assets', 'place'],
  path: paths.places,
  singular: 'place',
  name: 'name',
  fit: {
    ids: () => sql`select id from assets.place where state <> 'decommissioned'`,
    otherwise: 'is decommissioned: choose another place',
  },
}
export const AGREEMENT: ReferenceTarget = {
  table: ['assets', 'agreement_named'],
  path: paths.agreements,
  singular: 'agreement',
  name: 'name',
  closedOn: 'until_on',
  isLastDay: true,
  closing: 'ended on',
}
export const SHARE: ReferenceTarget = {
  table: ['shares', 'share'],
  path: '/shares',
  singular: 'shared drive',
  name: 'name',
}

/** Whoever sees or changes one register of the room may do so with each. */
export const common = { see: 'assets:read', change: 'assets:change', rows: 'every' } as const
