import { areSubjects } from '../../statuses/subjects.ts'
import { type KnownNames, NO_NAMES } from './known-names.ts'
import { isHeadAlone, isTitleAlone, kindOf, opensWithTitle } from './owner-words.ts'

/** The lines of a cell of owners, as they are likeliest put together, and as they stand where that is not sure. */
export interface OwnerLines {
  readonly lines: readonly string[]
  readonly other: readonly string[] | null
}

/** How a line goes on with the one before it: with a space or a comma, for certain or likely; null where it begins another owner. */
type Link = { readonly by: ' ' | ', '; readonly isSure: boolean } | null

const GOES_ON = /^(?:and\b|&|or\b|of\b|for\b|\(|[-\u2013\u2014/]|\p{Ll})/u
const UNFINISHED = /(?:\b(?:of|for|and|the|to|in|with|or)|[&/(\u2013\u2014-])$/i
/** Words of a department's name that describe what stands behind them. */
const DESCRIBES =
  /\b(?:corporate|human|internal|external|public|social|cyber|clinical|strategic|general|democratic|environmental|legal|senior|deputy|chief|executive|adult|children['\u2019]?s)$/i

/** Puts together the lines of a cell that a narrow column broke: `Senior Information⏎Risk Owner`, `Head of⏎KIM`. */
export function joinOwnerLines(paragraphs: readonly string[], known: KnownNames = NO_NAMES): OwnerLines {
  const lines: string[] = []
  const kept: string[] = []
  let isSure = true
  for (const line of paragraphs.map((words) => words.trim()).filter((words) => words !== '')) {
    const before = lines.at(-1)
    const link = before === undefined ? null : linkOf(before, line, known)
    if (before === undefined || link === null) {
      lines.push(line)
      kept.push(line)
      continue
    }
    lines[lines.length - 1] = before + link.by + line
    if (link.isSure) kept[kept.length - 1] += link.by + line
    else kept.push(line)
    // What a comma joins is read both ways by the comma itself.
    isSure &&= link.isSure || link.by === ', '
  }
  return { lines, other: isSure ? null : kept }
}

const SURE: Link = { by: ' ', isSure: true }
const LIKELY: Link = { by: ' ', isSure: false }
const HOLDER: Link = { by: ', ', isSure: false }

function linkOf(before: string, line: string, known: KnownNames): Link {
  if (known.has(`${before} ${line}`)) return SURE
  if (known.has(before) && known.has(line)) return null
  if (/[;,]$/.test(before) || before.includes(', ')) return null
  if (GOES_ON.test(line) || UNFINISHED.test(before)) return SURE
  const [first, second] = [kindOf(before), kindOf(line)]
  if (first === 'name') return ['role', 'post', 'of', 'acronym', 'body'].includes(second) ? HOLDER : null
  if (second === 'name') return ['role', 'post', 'of'].includes(first) ? HOLDER : null
  if (first === 'none') return afterOpen(before, line)
  const isOneWord = !/\s/.test(line)
  return first === 'of' && second === 'none' && isOneWord ? (DESCRIBES.test(before) ? SURE : LIKELY) : null
}

/** What follows a line that has no head: its head, or more of what the head is for. */
function afterOpen(before: string, line: string): Link {
  const second = kindOf(line)
  const together = kindOf(`${before} ${line}`)
  if (isTitleAlone(before) || isHeadAlone(line) || DESCRIBES.test(before)) return SURE
  if (second === 'none') {
    if (together === 'name') return LIKELY
    return areSubjects(before) && areSubjects(line) && !/\s/.test(line) && !/\s/.test(before) ? LIKELY : null
  }
  if (second === 'post' || second === 'body') return opensWithTitle(before) ? SURE : LIKELY
  return null
}
