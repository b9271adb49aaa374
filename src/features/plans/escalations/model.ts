import type { Choice } from '#platform/form/index.ts'

/** What an escalation rule looks at. */
export const RULE_KINDS: readonly (Choice & { readonly value: RuleKind })[] = [
  { value: 'overdue', text: 'Overdue by so many days' },
  { value: 'slipped', text: 'Slipped so many times' },
  { value: 'refused', text: 'Verdict refused so many times' },
]

export type RuleKind = 'overdue' | 'slipped' | 'refused'

/** How an escalation stands. */
export function stateOf({ sentOn, settledOn }: { readonly sentOn: string | null; readonly settledOn: string | null }) {
  if (settledOn) return 'Settled'
  return sentOn ? 'Sent' : 'To be sent'
}
