import { addDays, type Day } from '#platform/calendar/index.ts'
import { choices } from '#platform/form/index.ts'

export const PLACE_KINDS = choices({
  system: 'System',
  share: 'Shared drive',
  mailbox: 'Mailbox',
  'paper-store': 'Paper store',
  website: 'Website',
  dataset: 'Dataset',
  other: 'Other',
})

/** The life of a place in which information is kept. */
export const STATES = choices({
  planned: 'Planned',
  procuring: 'Being bought',
  live: 'Live',
  'read-only': 'Read-only',
  migrating: 'Being migrated',
  decommissioned: 'Decommissioned',
})

/** Changes that want the continuity checklist answered first, and the states that they lead to. */
export const CHANGES = {
  procure: { text: 'Buy', to: 'procuring' },
  'go-live': { text: 'Go live', to: 'live' },
  migrate: { text: 'Migrate', to: 'migrating' },
  'switch-off': { text: 'Switch off', to: 'decommissioned' },
} as const

export type Change = keyof typeof CHANGES

export const isChange = (text: string): text is Change => Object.hasOwn(CHANGES, text)

/** What must be answered before a place comes to a state from another one; null where nothing must. */
export function changeTo(state: string, from: string | null): Change | null {
  if (state === from) return null
  if (state === 'procuring') return 'procure'
  if (state === 'live' && from !== 'read-only' && from !== 'migrating') return 'go-live'
  if (state === 'migrating') return 'migrate'
  return state === 'decommissioned' ? 'switch-off' : null
}

export const PERSONAL_DATA = choices({
  none: 'No personal data',
  personal: 'Personal data',
  special: 'Special categories or criminal offences',
})

/** Lawful bases of article 6 of the UK GDPR. */
export const LAWFUL_BASES = choices({
  consent: 'Consent',
  contract: 'Contract',
  'legal-obligation': 'Legal obligation',
  'vital-interests': 'Vital interests',
  'public-task': 'Public task',
  'legitimate-interests': 'Legitimate interests',
})

export const PUBLICATION = choices({
  published: 'Published',
  may: 'May be published',
  part: 'May be published in part',
  no: 'May not be published',
})

/** As what an asset is kept in a place. */
export const USES = choices({
  master: 'The master',
  copy: 'A copy',
  archive: 'What is old',
  feed: 'What flows through',
})

/** Which way an asset is shared. */
export const DIRECTIONS = choices({ out: 'From us to them', in: 'From them to us', both: 'Both ways' })

/** An entry as far as its completeness goes. */
export interface AssetFacts {
  readonly what: string | null
  readonly why: string | null
  readonly ownerId: string | null
  readonly unitId: string | null
  readonly personalData: string | null
  readonly lawfulBasis: string | null
  readonly marking: string | null
  readonly retention: string | null
  readonly isVital: string | null
  readonly recoveryHours: number | null
  readonly formats: string | null
  readonly publication: string | null
  readonly places: number
  readonly confirmedOn: string | null
}

interface Wanted {
  readonly name: string
  readonly is: (entry: AssetFacts) => boolean
  /** Whether it is asked of this entry at all. */
  readonly asks?: (entry: AssetFacts) => boolean
}

/** What an entry should say. Lawful basis and recovery are asked only where they matter. */
const WANTED: readonly Wanted[] = [
  { name: 'what it is', is: ({ what }) => what !== null },
  { name: 'why it is held', is: ({ why }) => why !== null },
  { name: 'an owner', is: ({ ownerId }) => ownerId !== null },
  { name: 'the unit that it belongs to', is: ({ unitId }) => unitId !== null },
  { name: 'where it lives', is: ({ places }) => places > 0 },
  { name: 'whether it holds personal data', is: ({ personalData }) => personalData !== null },
  {
    name: 'the lawful basis',
    is: ({ lawfulBasis }) => lawfulBasis !== null,
    asks: ({ personalData }) => personalData === 'personal' || personalData === 'special',
  },
  { name: 'its marking', is: ({ marking }) => marking !== null },
  { name: 'how long it is kept', is: ({ retention }) => retention !== null },
  { name: 'whether it is a vital record', is: ({ isVital }) => isVital !== null },
  {
    name: 'how soon it must be back',
    is: ({ recoveryHours }) => recoveryHours !== null,
    asks: ({ isVital }) => isVital === 'yes',
  },
  { name: 'its formats', is: ({ formats }) => formats !== null },
  { name: 'whether it may be published', is: ({ publication }) => publication !== null },
  { name: 'that its owner has confirmed it', is: ({ confirmedOn }) => confirmedOn !== null },
]

/** How complete an entry is, 0 to 100, and what is missing, in words. */
export function completeness(entry: AssetFacts): { readonly percent: number; readonly missing: readonly string[] } {
  const asked = WANTED.filter(({ asks }) => asks?.(entry) ?? true)
  const missing = asked.filter(({ is }) => !is(entry)).map(({ name }) => name)
  return { percent: Math.round(((asked.length - missing.length) / asked.length) * 100), missing }
}

/** What an owner said before this day is stale: they look at their entries twice a year. */
export const staleBefore = (today: Day): Day => addDays(today, -183)

export const ATTESTATION =
  'I have looked at every information asset that I own. Each entry says what is held, why, where and for how long, and I answer for it.'
