import { shortened } from '#platform/words.ts'
import type { RowContext } from '../headings/row-context.ts'
import { type ColumnField, MOST_QUOTED, type Value } from '../model/model.ts'
import { askOnceOfTable } from '../model/questions.ts'
import { type KnownNames, NO_NAMES } from '../owners/known-names.ts'
import { partsInAction, signOf } from '../owners/owner-cells.ts'
import { mayBeSurnameFirst } from '../owners/owner-helpers.ts'
import { joinOwnerLines } from '../owners/owner-lines.ts'
import { withoutMarks } from '../owners/owner-marks.ts'
import { readOwners } from '../owners/owners.ts'
import { ownerWithDate } from '../owners/owners-with-dates.ts'
import { mayBeName, type Says, saysWhen, whoOrWhen } from '../owners/who-or-when.ts'
import { saysNothing } from '../words/wording.ts'

/** A line of a cell of owners and dates: who is named, how sure that is, and when. */
interface Line {
  readonly owner: string
  readonly says: Says
  readonly date: string
}

/** The owners and dates of a cell. */
interface Parts {
  readonly owners: readonly string[]
  readonly dates: readonly string[]
  /** Words of which nobody knows whether they name somebody; where there are any, it is asked. */
  readonly doubtful: readonly string[]
  /** Whether the words could not be parted, so that neither owners nor dates are taken from them. */
  readonly isWhole: boolean
}

/** A line that ends so goes on in the next. */
const LEFT_OPEN = /\b(?:by|before|after|from|until|within|when|once|following|of|the|each|every|end)$/i

/** Lines of a cell; those that a time or a name goes on in are one: `Within` above `six months`, `Head of` above `KIM`. */
function linesOf(written: readonly string[], known: KnownNames): string[] {
  const lines: string[] = []
  for (const line of written) {
    const before = lines.at(-1)
    if (before !== undefined && (isRestOfTime(before, line, known) || isRestOfName(before, line, known)))
      lines[lines.length - 1] = `${before} ${line}`
    else lines.push(line)
  }
  return lines
}

function isRestOfTime(before: string, line: string, known: KnownNames): boolean {
  const isOpen = LEFT_OPEN.test(before) || (/^\p{Ll}/u.test(line.trim()) && !saysWhen(line, known))
  return isOpen && saysWhen(`${before} ${line}`, known)
}

/** Only words that name nobody by themselves go on in the next line. */
function isRestOfName(before: string, line: string, known: KnownNames): boolean {
  if (whoOrWhen(before, known) !== 'neither' || saysWhen(line, known)) return false
  const { lines, other } = joinOwnerLines([before, line], known)
  return lines.length === 1 && other === null && whoOrWhen(`${before} ${line}`, known) === 'who'
}

function lineOf(words: string, known: KnownNames): Line {
  const parted = ownerWithDate(words, known)
  const owner = parted?.owner ?? words
  return { owner, date: parted?.date ?? '', says: owner === '' ? 'when' : ownersIn(owner, known) }
}

const PIECES = /\s*[,;|/:()[\]]\s*|\s+[-\u2013\u2014]\s+/
/** What may stand beside somebody in brackets: `(paper)`, `(acting)`. */
const BESIDE = /\s*\((\p{Ll}{2,})\)/gu

/** What the words that a date was parted from say: `who` only where each of their owners, and each part of it, has the form of one. */
function ownersIn(words: string, known: KnownNames): Says {
  if (partsInAction(words) !== null) return 'who'
  if (signOf(words) !== null) return 'neither'
  const { lines, areEntries } = withoutMarks([words])
  if (areEntries) return 'who'
  const said = readOwners(lines, known).owners.map((owner) => saidBy(owner, known))
  return joined(said)
}

function saidBy(owner: string, known: KnownNames): Says {
  if (known.has(owner) || mayBeSurnameFirst(owner)) return 'who'
  const named = owner.replace(BESIDE, (beside, word: string) => (saysWhen(word, known) ? beside : ''))
  return joined(
    named
      .split(PIECES)
      .filter((piece) => piece !== '')
      .map((piece) => whoOrWhen(piece, known)),
  )
}

const joined = (said: readonly Says[]): Says =>
  said.includes('neither') || said.includes('when') || said.length === 0
    ? 'neither'
    : said.includes('both')
      ? 'both'
      : 'who'

/** A cell of more lines is kept as it is written: each is weighed beside the others. */
const MOST_LINES = 20
const wholeCell = (doubtful: readonly string[]): Parts => ({ owners: [], dates: [], doubtful, isWhole: true })

/** The owners and the dates of a cell. What is no date, where another line is one and no other names anybody, is the owner. */
function partsOf(paragraphs: readonly string[], known: KnownNames): Parts {
  const all = paragraphs.flatMap((paragraph) => paragraph.split('\n')).filter((line) => line.trim() !== '')
  if (all.length > MOST_LINES) return wholeCell(all.slice(0, 1))
  const written = linesOf(all, known)
  const words = written.length > 1 ? written.filter((line) => !saysNothing(line.trim())) : written
  const lines = words.map((line) => lineOf(line, known))
  const named = lines.filter(({ owner }) => owner !== '')
  const dates = lines.flatMap(({ date }) => (date === '' ? [] : [date]))
  const owners = named.map(({ owner }) => owner)
  // Beside somebody without a date, `Audit Committee, 14 June 2018` may be another owner, or when it meets.
  if (named.some(({ date }) => date === '') && named.some(({ date }) => date !== '')) return wholeCell(words)
  const unsure = named.filter(({ owner, says }) => says !== 'who' && !(named.length === 1 && signOf(owner) !== null))
  const unknown = unsure.filter(({ says }) => says === 'neither').map(({ owner }) => owner)
  const isSettled = named.length === 1 && dates.length > 0 && unknown.every(mayBeName)
  if (unsure.length > 0 && !isSettled) return wholeCell(unsure.map(({ owner }) => owner))
  return { owners, dates, doubtful: unknown, isWhole: false }
}

/** Puts the owners and the target dates of one cell where those of two columns stand. What cannot be parted is commentary, and is asked about. */
export function placeOwnersWithDates(values: Map<ColumnField, Value[]>, known: KnownNames = NO_NAMES): void {
  const both = values.get('owner-and-target') ?? []
  values.delete('owner-and-target')
  for (const value of both) {
    const { owners, dates, doubtful, isWhole } = partsOf(value.paragraphs, known)
    const isTaken = (owners.length > 0 && values.has('owner')) || (dates.length > 0 && values.has('target'))
    if (isWhole || isTaken) {
      const unparted: Value = { ...value, unparted: isWhole ? doubtful : value.paragraphs }
      values.set('commentary', [...(values.get('commentary') ?? []), unparted])
    }
    if (owners.length > 0 && !values.has('owner')) {
      const mayBeOwner = doubtful.length > 0 ? { mayBeOwner: doubtful } : {}
      values.set('owner', [{ ...value, paragraphs: owners, ...mayBeOwner }])
    }
    if (dates.length > 0 && !values.has('target')) values.set('target', [{ ...value, paragraphs: dates, list: false }])
  }
}

/** What is asked of a column in which words stand that nobody knows; the question opens with the column. */
const UNPARTED = {
  opening: 'has words that may say who does an action or when it is due, such as',
  question: 'Who does these actions, and when are they due?',
  guess: 'It is not known, so neither is recorded. The cells are kept as they are written, with the commentary.',
  fields: { field: 'owner', orField: 'target' },
} as const
const GUESSED = {
  opening: 'has words beside dates that may be names, such as',
  question: 'Do they say who does these actions?',
  guess: 'Yes: they are recorded as the owners.',
  fields: { field: 'owner' },
} as const

/** Asks, once for a table, of cells with owners and dates in which words stand that nobody knows. */
export function askAboutOwnersWithDates(
  { where, place }: { readonly where: string; readonly place: string },
  values: ReadonlyMap<ColumnField, readonly Value[]>,
  context: RowContext,
): void {
  const ask = ({ header }: Value, words: readonly string[] | undefined, about: typeof UNPARTED | typeof GUESSED) => {
    if (words === undefined) return
    const opening = `The column ${header === null ? 'without a header' : `“${header}”`} ${about.opening}`
    const such = shortened(words.join(' / ').replaceAll('\n', ' '), MOST_QUOTED)
    const question = `${opening} “${such}”. ${about.question}`
    const asked = { where, place, question, guess: about.guess, ...about.fields }
    askOnceOfTable(context, { ...asked, topic: 'owners-with-dates', sameAs: opening })
  }
  for (const value of values.get('commentary') ?? []) ask(value, value.unparted, UNPARTED)
  for (const value of values.get('owner') ?? []) ask(value, value.mayBeOwner, GUESSED)
}
