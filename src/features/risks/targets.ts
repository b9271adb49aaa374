import type { ReferenceTarget } from '#platform/register/index.ts'
import { paths } from './paths.ts'

const scale = (table: 'likelihood' | 'impact', path: string): ReferenceTarget => ({
  table: ['risks', `${table}_open`],
  path,
  singular: table,
  name: 'named',
  also: ['name', 'digit'],
})

export const LIKELIHOOD = scale('likelihood', paths.likelihoods)
export const IMPACT = scale('impact', paths.impacts)
export const BAND: ReferenceTarget = { table: ['risks', 'band'], path: paths.bands, singular: 'band', name: 'name' }
export const CATEGORY: ReferenceTarget = {
  table: ['risks', 'category'],
  path: paths.categories,
  singular: 'category',
  name: 'name',
  closedOn: 'ended_on',
  closing: 'ended on',
}
/** A risk is known by its number, its title, or both. */
export const RISK: ReferenceTarget = {
  table: ['risks', 'risk_named'],
  path: paths.risks,
  singular: 'risk',
  name: 'name',
  also: ['title', 'digit'],
  closedOn: 'closed_on',
}

export const common = { see: 'risks:read', change: 'risks:change', rows: 'every' } as const
