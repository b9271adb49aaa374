import type { Reading } from '../dates/index.ts'
import { folded } from '../exchange/folded.ts'
import { readKey } from '../exchange/layout.ts'
import { STATUS_NAMES } from '../model.ts'
import type { ImportedAction } from '../recognising/model/model.ts'
import { statusOfRow } from '../statuses.ts'
import { wordsReadAs } from '../targets.ts'
import type { ActionMatch, Change, StandingAction, TargetReading } from './model.ts'

/** Whether two readings are of the same kind and the same days. */
export const isSameReading = (a: TargetReading, b: TargetReading): boolean =>
  a.kind === b.kind && a.earliest === b.earliest && a.latest === b.latest

/** Words that say the same as what the document said before: only what a person says of them is new. */
const isSame = (a: string | null | undefined, b: string | null | undefined): boolean => folded(a) === folded(b)

/** A reading of a target date that a person gave for this version, where the words themselves change nothing. */
export function answeredTarget(standing: StandingAction, incoming: ImportedAction): Change[] {
  const { target, answered } = incoming
  if (!answered?.includes('target') || !target || folded(target.text) === '' || isSameReading(target, standing))
    return []
  const reading = readingsInWords(standing, target)
  return [
    {
      field: 'target',
      before: standing.target,
      after: target.text,
      reading,
      isContested: isTargetMoved(standing, incoming),
    },
  ]
}

/** Whether the target date was changed in Muniment since the document was last read, in its words or in how they are read. */
function isTargetMoved({ source, ...standing }: StandingAction, { key }: ImportedAction): boolean {
  const written = readKey(key ?? null)
  if (written) return !written.isAsWritten('target', standing.target)
  if (source === null) return false
  return !isSame(source.target, standing.target) || (source.reading != null && !isSameReading(source.reading, standing))
}

function readingsInWords(before: TargetReading, after: TargetReading): NonNullable<Change['reading']> {
  const [was, is] = [wordsReadAs(before), wordsReadAs(after)]
  const isBoth = was.startsWith('By ') && is.startsWith('By ')
  return { before: isBoth ? was.slice('By '.length) : lowered(was), after: is }
}

const lowered = (words: string): string => `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`

/**
 * What the status of a row claims now, where its own words change nothing: as a person said for this version, or as is guessed
 * from other words of the row, which say otherwise than those of the version before. The guess is asked too.
 */
export function claimedAnew(standing: StandingAction, incoming: ImportedAction): Change[] {
  const isSaid = incoming.answered?.includes('status') === true
  const claimed = isSaid || isGuessedAnew(standing, incoming) ? statusOfRow(incoming) : null
  const { status, statusWords, source } = standing
  if (claimed === null || claimed === status) return []
  const [before, after] = [STATUS_NAMES[status], STATUS_NAMES[claimed]]
  const isMoved = isSaid ? source !== null && !isSame(source.status, statusWords) : source?.claimed !== status
  return [
    {
      field: 'status',
      before: status === 'unclaimed' ? null : (statusWords ?? before),
      after: incoming.status ?? after,
      reading: { before: lowered(before), after },
      isContested: status !== 'unclaimed' && isMoved,
    },
  ]
}

/** Whether other words than those of the status are now read to claim something else than what the version before was. */
function isGuessedAnew({ source }: StandingAction, incoming: ImportedAction): boolean {
  if (incoming.keyed === undefined || incoming.claim !== undefined) return false
  return source?.claimed !== statusOfRow(incoming)
}

/** The reading that stays in the plan though this version is read otherwise, because nobody said so of it; null where none does. */
export function readingThatStays({ standing, incoming, changes }: ActionMatch): (Reading & { text: string }) | null {
  const { target } = incoming
  if (!standing || standing.target === null || !target || changes.some(({ field }) => field === 'target')) return null
  const { kind, earliest, latest, target: text } = standing
  return isSameReading(target, standing) ? null : { text, kind, earliest, latest, why: 'It stands in the plan now.' }
}
