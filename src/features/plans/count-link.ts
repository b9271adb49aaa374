import { type Content, link } from '#platform/page/index.ts'
import { paths } from './paths.ts'

/** How many actions of a plan are something, leading to just these: `query` as the list of actions filters, `what` for those who hear the link alone. */
export const countLink = (planId: string, count: number, query: string, what: string): Content =>
  count > 0 ? link(`${paths.actions}?plan=${planId}${query}`, String(count), what) : '0'
