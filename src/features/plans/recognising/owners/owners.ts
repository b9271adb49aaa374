import { WHO } from '../../statuses/vocabulary.ts'
import { UNDECIDED_LETTERS } from '../../undecided.ts'
import { type KnownNames, NO_NAMES, type Span } from './known-names.ts'
import { type Boundary, besideBareHead, isSomebodyByName, isSurelyNamed, opensWithRank } from './owner-heads.ts'
import { isSurnameFirst, parted, withoutHelpers } from './owner-helpers.ts'
import { joinOwnerLines } from './owner-lines.ts'
import { type Piece, settleRuns } from './owner-runs.ts'
import {
  endsInBody,
  isHeadAlone,
  isOfCrown,
  isOpenName,
  isPlural,
  isSecondTitle,
  isTitled,
  kindOf,
  type OwnerKind,
  opensBody,
  opensName,
  withoutArticle,
} from './owner-words.ts'

/** The owners of one cell: as they are read, and the other way to read them where it is not sure. */
export interface OwnersRead {
  readonly owners: readonly string[]
  readonly other: readonly string[] | null
}

/** Words between owners who carry an action together. */
const TOGETHER =
  /,?\s+(?:jointly with|together with|along with|alongside|as well as|plus|in (?:partnership|conjunction|collaboration) with|working with)\s+(?:the\s+)?/gi
const HARD = /\s*[;|\u2022]\s*|\s+\+\s+/g
const SOFT =
  /\s+(?:w\/\s*|with\s+)(?:the\s+)?|\s*,\s*(?:and|&)\s+|\s*,\s+|\s+(?:and\/or|and|or)\s+|\s+&\s+|\s+\/\s+|\/(?=\s*[\p{Lu}(\uE000])/gu
const NOBODY = new RegExp(
  String.raw`^(?:n\/?[ak]|x{2,}|not known|none|-+|${UNDECIDED_LETTERS.join('|')}|\u2013|\u2014)?$`,
  'i',
)

/**
 * Reads the owners of one cell as people write them: `DRO/Head of Information Appraisal (paper)`, `Director of Finance, HR and
 * Digital`. Names that the registers know are never cut, the longest first; brackets are never cut; words are kept. What can be read
 * as one owner or as several is answered in both ways. `areItems` says that the lines are items of a list, each with owners of its own.
 */
export function readOwners(
  paragraphs: readonly string[],
  known: KnownNames = NO_NAMES,
  areItems: boolean = false,
): OwnersRead {
  if (isTooLong(paragraphs)) return { owners: [paragraphs.join('\n')], other: null }
  const given = paragraphs.map(withoutRuns)
  const { lines, other } = areItems ? { lines: given, other: null } : joinOwnerLines(given, known)
  const read = readLines(lines, known)
  return other ? { owners: read.owners, other: readLines(other, known).owners } : read
}

/** A cell of more letters is one owner as it is written: each name is weighed against those before it, so that long lists are slow. */
const MOST_LETTERS = 2000
export const isTooLong = (paragraphs: readonly string[]): boolean =>
  paragraphs.reduce((sum, words) => sum + words.length, 0) > MOST_LETTERS

/** Words with one blank where a run of them stood: separators begin with blanks, and would be looked for from each blank of a run. */
const withoutRuns = (words: string): string => words.replaceAll(/[^\S\n]{2,}/g, ' ')

function readLines(lines: readonly string[], known: KnownNames): OwnersRead {
  const { lines: doers, helpers } = withoutHelpers(lines)
  const read = readPieces(doers, known)
  // Of several behind `supported by` the last may be an owner again.
  const helping = helpers.length === 0 ? [] : readPieces(helpers, known).owners
  if (helping.length < 2 || read.other) return read
  return { owners: read.owners, other: [...read.owners, ...helping] }
}

function readPieces(lines: readonly string[], known: KnownNames): OwnersRead {
  const read = lines.flatMap((words) =>
    parted(words).flatMap(({ words: one, isPerson }) =>
      isPerson && isSurnameFirst(one)
        ? { owners: [one], other: null }
        : segmentsOf(one, known).map((segment) => readSegment(segment, known)),
    ),
  )
  const somebody = (owners: readonly string[]) => owners.map((one) => one.trim()).filter((one) => !NOBODY.test(one))
  const owners = somebody(read.flatMap((one) => one.owners))
  if (read.every(({ other }) => other === null)) return { owners, other: null }
  return { owners, other: somebody(read.flatMap((one) => one.other ?? one.owners)) }
}

/** The owners of one cell, as they are likeliest read. */
export function splitOwners(paragraphs: readonly string[], known: KnownNames = NO_NAMES): string[] {
  return [...readOwners(paragraphs, known).owners]
}

/** Words with the characters of known names and brackets hidden, so that no separator is found within them. */
interface Masked {
  readonly text: string
  readonly mask: string
}

function masked(text: string, known: KnownNames): Masked {
  const hide = (mask: string, { from, to }: Span) => mask.slice(0, from) + '\uE000'.repeat(to - from) + mask.slice(to)
  return { text, mask: [...known.within(text), ...brackets(text)].reduce(hide, text) }
}

function brackets(text: string): Span[] {
  const spans: Span[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') {
      if (depth === 0) from = at
      depth += 1
    } else if (text[at] === ')' && depth > 0) {
      depth -= 1
      if (depth === 0) spans.push({ from: from + 1, to: at })
    }
  }
  return depth > 0 ? [...spans, { from: from + 1, to: text.length }] : spans
}

/** The pieces between separators, each with the separator that stood before it. */
function cut({ text, mask }: Masked, pattern: RegExp): (Masked & { readonly before: string })[] {
  const marks = [...mask.matchAll(pattern)]
  return [null, ...marks].map((mark, index) => {
    const from = mark ? mark.index + mark[0].length : 0
    const to = marks[index]?.index ?? text.length
    return { text: text.slice(from, to), mask: mask.slice(from, to), before: mark?.[0] ?? '' }
  })
}

function segmentsOf(words: string, known: KnownNames): Masked[] {
  const whole = words.trim()
  if (NOBODY.test(whole)) return []
  return [TOGETHER, HARD]
    .reduce<Masked[]>((pieces, pattern) => pieces.flatMap((piece) => cut(piece, pattern)), [masked(whole, known)])
    .filter(({ text }) => text.trim() !== '')
}

function readSegment(segment: Masked, known: KnownNames): OwnersRead {
  const pieces = cut(segment, SOFT)
  if (known.has(segment.text)) return { owners: [segment.text], other: null }
  if (pieces.length === 1) return { owners: [withoutArticle(segment.text)], other: null }
  const boundaries: Boundary[] = []
  for (let index = 1; index < pieces.length; index += 1) {
    const stands = index === 1 || boundaries.at(-1) === 'cut' || boundaries.at(-1) === 'likely cut'
    boundaries.push(boundaryAt(index, pieces, stands ? known : NO_NAMES))
  }
  settleRuns(pieces, boundaries)
  const put = (isCut: (boundary: Boundary) => boolean) => together(pieces, boundaries.map(isCut))
  const owners = put((boundary) => boundary === 'cut' || boundary === 'likely cut')
  const isSure = boundaries.every((boundary) => boundary === 'cut' || boundary === 'join')
  if (isSure) return { owners, other: null }
  const isCutUp = boundaries.includes('likely cut')
  return { owners, other: put((boundary) => boundary === 'cut' || (!isCutUp && boundary === 'likely join')) }
}

/** Puts pieces together again, with what stood between them, except where they are cut. */
function together(pieces: readonly Piece[], cuts: readonly boolean[]): string[] {
  const owners: string[] = []
  pieces.forEach(({ text, before }, index) => {
    if (index === 0 || cuts[index - 1]) owners.push(withoutArticle(text))
    else owners[owners.length - 1] += before + text
  })
  return owners
}

function boundaryAt(index: number, pieces: readonly Piece[], known: KnownNames): Boundary {
  const left = pieces[index - 1]?.text ?? ''
  const { text: right = '', before = '' } = pieces[index] ?? {}
  if (/^w(?:ith|\/)/.test(before.trim()))
    return isSomebody(headBefore(index, pieces) ?? left, known) && isSomebody(right, known) ? 'likely cut' : 'join'
  if (before.trim() === ',' && (isPostInUnit(left, right) || isSurnameFirst(`${left}, ${right}`))) return 'join'
  if (before.trim() === ',' && PLACE.test(right.trim())) return 'likely join'
  if (before.includes('/') && isWelsh(left) !== isWelsh(right)) return 'likely join'
  if (opensName(right) && (kindOf(right) !== 'post' || isOfCrown(right)))
    return isPartOfBody(index, pieces) ? 'likely join' : 'cut'
  if (isOpenName(left) && ['none', 'body'].includes(kindOf(right))) return 'join'
  if (/\band\b|&/.test(before) && SHORT_NAME.test(left.trim()) && kindOf(right) === 'body') return 'likely join'
  const opening = headBefore(index, pieces)
  const between = /^\s+\/\s+$/.test(before) ? SPACED : before.trim()
  const grammar = boundaryOf(opening ?? left, kindOf(opening ?? left), right, kindOf(right), between)
  if (!known.has(left) || !known.has(right)) return grammar
  return grammar === 'join' || grammar === 'likely join' ? 'likely cut' : 'cut'
}

/** A stroke with blanks around it parts more than one without. */
const SPACED = ' / '

/** Whether more than one word ends in a short one in capitals: the `HR` of `Director HR`, also behind the `AD` of `AD HR`. */
const endsInShortName = (words: string): boolean => /\S\s+\p{Lu}{2,4}$/u.test(words.trim())

const isSomebody = (words: string, known: KnownNames): boolean => known.has(words) || kindOf(words) !== 'none'

/** Whether a piece without a head of its own goes on with the name of a department: the `Public Safety` of `Department of Health and Public Safety`. */
function isPartOfBody(index: number, pieces: readonly Piece[]): boolean {
  const opening = headBefore(index, pieces)
  return opening !== null && opensBody(opening) && kindOf(pieces[index]?.text ?? '') === 'none'
}

/** Names of bodies that more may belong to: the `Crown Office` of `Crown Office and Procurator Fiscal Service`. */
const SHORT_NAME =
  /^(?:the\s+)?(?:crown|royal|national|public|general|civil|criminal|central|independent|scottish|welsh)\s+(?:office|board|service|agency|commission|council|authority)$/i

/** Where somebody's post is: `Registrar General, Northern Ireland`. */
const PLACE =
  /^(?:northern ireland|scotland|wales|england|great britain|uk|united kingdom|(?:north|south|east|west|midlands)(?:[ -](?:east|west))?|midlands|london)$/i

/** Words of posts in Welsh, which stand beside the English ones for the same owner. */
const WELSH =
  /\b(?:prif|weithredwr|cyfarwyddwr|pennaeth|rheolwr|swyddog|t\u00eem|adran|cyngor|llywodraeth|gwasanaethau?|cyllid|gwybodaeth|cofnodion|uwch|dirprwy|ysgrifennydd|bwrdd|yr|y)\b/i
const isWelsh = (words: string): boolean => WELSH.test(words)

/** The piece that opened what goes on here: in `Director of Finance, HR and Digital` the post, also for `Digital`. */
function headBefore(index: number, pieces: readonly Piece[]): string | null {
  for (let at = index - 1; at >= 0; at -= 1) {
    const text = pieces[at]?.text ?? ''
    const kind = kindOf(text)
    if (kind === 'of') return text
    if (kind !== 'none' && kind !== 'acronym') return at === index - 1 ? text : null
  }
  return null
}

/** `Information Asset Owner, Policy Group` is one owner: a post, and the part of the house or the body that it is in. */
function isPostInUnit(left: string, right: string): boolean {
  const kind = kindOf(left)
  if (kind === 'role') return opensBody(right)
  return (kind === 'of' || kind === 'post') && endsInBody(right) && !/\bhead\b/i.test(right)
}

/** Whether two pieces are two owners, by what they are and what stands between them. */
function boundaryOf(left: string, leftKind: OwnerKind, right: string, rightKind: OwnerKind, between: string): Boundary {
  const isComma = between === ','
  // `Jane Smith, DRO`: somebody and the post that they hold.
  if (leftKind === 'name' && isComma && ['role', 'post', 'of'].includes(rightKind)) return 'likely join'
  if (isSecondTitle(right) && (leftKind === 'post' || leftKind === 'of')) return 'join'
  const beside = besideBareHead(left, right, between)
  if (beside) return beside
  if (rightKind === 'role') return 'cut'
  if (rightKind === 'of') return leftKind === 'none' && between !== ',' ? 'likely cut' : 'cut'
  if (leftKind === 'of' && rightKind === 'name' && opensBody(left) && !isTitled(right)) return 'likely join'
  if (leftKind === 'of') return afterDomain(left, rightKind, isComma)
  // `Assistant Director HR & OD`: short names in a row that go on with each other.
  if (rightKind === 'acronym' && (leftKind === 'name' || leftKind === 'post') && endsInShortName(left))
    return 'likely join'
  if (leftKind === 'acronym' && rightKind === 'body' && isComma && !WHO.offices.has(left.trim())) return 'likely cut'
  if (leftKind === 'none' || leftKind === 'acronym') return afterSubject(left, leftKind, right, rightKind, between)
  if (leftKind === 'role') return rightKind === 'none' ? 'likely cut' : 'cut'
  if (rightKind === 'none') return 'likely join'
  if (leftKind === 'name' && (rightKind === 'body' || rightKind === 'post') && !isSurelySomebody(left, right))
    return rightKind === 'body' || isSomebodyByName(left) ? 'likely cut' : 'likely join'
  // `Chief Constable, PSNI`: a post, and where it is.
  if ((leftKind === 'post' || leftKind === 'name') && rightKind === 'acronym' && isComma) return 'likely join'
  if (leftKind === 'post' && rightKind === 'post')
    return isComma || isPlural(left) || isPlural(right) ? 'cut' : 'likely cut'
  return 'cut'
}

/** `Jane Smith and the Records Team` are two; `Criminal Cases and Appeals Commission` may be one. */
const isSurelySomebody = (left: string, right: string): boolean => isSurelyNamed(left) || /^the\s/i.test(right.trim())

/** What follows `Head of Policy`: more of what the head is for, unless it has a head of its own. */
function afterDomain(left: string, rightKind: OwnerKind, isComma: boolean): Boundary {
  if (rightKind === 'none' || rightKind === 'acronym') return 'join'
  if (rightKind === 'name') return 'likely cut'
  // `Head of IT and Records Manager` are two posts; the officers of a department may be of all that it is for.
  if (rightKind === 'post') return isComma || !opensBody(left) ? 'cut' : 'likely cut'
  return 'likely join'
}

/** What follows words without a head: they share the next one, or are parts of the house by themselves. */
function afterSubject(
  left: string,
  leftKind: OwnerKind,
  right: string,
  rightKind: OwnerKind,
  between: string,
): Boundary {
  if (leftKind === 'acronym' && rightKind === 'acronym') return between === '&' ? 'likely join' : 'cut'
  if (rightKind === 'body' || rightKind === 'post') {
    // `HR / KIM Team` are two; one `HR/IT Team` may be of both.
    if (leftKind === 'acronym' && rightKind === 'body' && between === SPACED) return 'cut'
    if (leftKind === 'acronym') return between === ',' ? 'cut' : 'likely cut'
    // `Mayor and Chief Executive`: a post with a rank shares its head with nothing before it.
    if (rightKind === 'post' && opensWithRank(right)) return 'likely cut'
    if (isHeadAlone(right)) return 'likely join'
    return isPlural(right) || between === '/' || between === SPACED ? 'likely join' : 'join'
  }
  if (rightKind === 'name') return 'likely cut'
  // `Policy & Strategy` is one part of the house; beside a short name each may be one: `HR & Estates`.
  const isOne = (leftKind === 'none' && rightKind === 'none') || (OF_IT.test(left.trim()) && IN_IT.test(right.trim()))
  return between === '&' && isOne ? 'join' : 'likely join'
}

/** What goes with the short name of information technology in the name of one part of the house: `IT & Digital`. */
const OF_IT = /^(?:IT|ICT|IS)$/
const IN_IT = /^(?:digital|data|systems|technology|cyber|infrastructure)$/i
