import { may, type Person } from '#platform/access/index.ts'
import { LARGEST_FILE } from '#platform/uploads/index.ts'
import type { Voices } from '../model.ts'
import { mayChangeAction } from '../rights.ts'

/** What evidence files are sent for, and the permission without which nobody may send one. */
export const EVIDENCE_FILES = { name: 'plan-evidence', most: LARGEST_FILE, admits: 'plans:read' } as const

/** Who may see a piece of evidence: whoever may see the plan, or only the parties of the action. */
export const AUDIENCES = ['readers', 'parties'] as const
export type Audience = (typeof AUDIENCES)[number]

export const AUDIENCE_NAMES: Readonly<Record<Audience, string>> = {
  readers: 'Everybody who may see the plan',
  parties: 'Only the owners, the assessors and those who run the plan',
}

export interface Evidence {
  readonly id: string
  readonly claimId: string
  readonly actionId: string
  readonly kind: 'file' | 'link' | 'note'
  readonly digest: Buffer | null
  readonly size: number | null
  readonly name: string | null
  readonly url: string | null
  readonly note: string | null
  readonly audience: Audience
  readonly at: Date
  readonly byId: string
  readonly by: string
  readonly withdrawnAt: Date | null
  readonly withdrawnWhy: string | null
  /** Whether whoever looks may withdraw it. */
  readonly canWithdraw: boolean
}

type Parties = Pick<Voices, 'ownerPersonIds' | 'ownerRoleIds' | 'claimedBy' | 'unitId' | 'planUnitId'>

/** Whether a person may add evidence to a claim: its author, an owner, or those who run the plan. */
export function mayAdd(voices: Parties, person: Person): boolean {
  return (
    mayChangeAction(person, voices) ||
    voices.claimedBy.includes(person.id) ||
    (may(person, 'plans:claim') &&
      (voices.ownerPersonIds.includes(person.id) || voices.ownerRoleIds.some((id) => person.roleIds.includes(id))))
  )
}
