/** Fields of a plan that can be shown to everybody. Words of recommendations and actions always are. */
export const PUBLIC_FIELDS = ['owners', 'priority', 'target', 'status', 'verdict', 'commentary'] as const
export type PublicField = (typeof PUBLIC_FIELDS)[number]

export const PUBLIC_FIELD_NAMES: Readonly<Record<PublicField, string>> = {
  owners: 'Owners, by their roles: names of people are never shown',
  priority: 'Priority',
  target: 'Target date',
  status: 'Status, by the latest claim',
  verdict: 'The assessor’s verdict',
  commentary: 'Latest commentary',
}

/** A word for the address: `information-management-action-plan-2026-27`. */
export function slugOf(title: string): string {
  return (
    title
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'plan'
  )
}
