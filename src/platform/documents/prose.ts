/** Words that look alike. */
export interface Run {
  readonly text: string
  readonly isBold: boolean
}

export interface ProseItem {
  readonly runs: readonly Run[]
  readonly inner: ProseList | null
}

export interface ProseList {
  readonly type: 'list'
  readonly isNumbered: boolean
  /** The number of the first item. */
  readonly start: number
  readonly items: readonly ProseItem[]
}

export type Prose = { readonly type: 'paragraph'; readonly runs: readonly Run[] } | ProseList

/** `- item`, `* item`, `• item`, `1. item` or `1) item`, after spaces for an item within an item. */
const ITEM = /^(\s*)(?:([-*•–])|(\d{1,3})[.)])\s+(\S.*)$/

/** Words between two pairs of stars, which touch them: `2 ** 3 ** 4` stays as it is. */
const BOLD = /\*\*(?=\S)((?:(?!\*\*).)*?[^\s*])\*\*/g

/** One line as runs: `**words**` are bold. */
export function runsOf(line: string): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const { index, 0: whole, 1: words = '' } of line.matchAll(BOLD)) {
    if (index > from) runs.push({ text: line.slice(from, index), isBold: false })
    runs.push({ text: words, isBold: true })
    from = index + whole.length
  }
  if (from < line.length || runs.length === 0) runs.push({ text: line.slice(from), isBold: false })
  return runs
}

interface Draft {
  readonly isNumbered: boolean
  readonly start: number
  readonly items: { runs: Run[]; inner: Draft | null }[]
}

/** What people write without a word processor: paragraphs, lists within lists, and bold. Blank lines end paragraphs, not lists. */
export function proseOf(words: string): Prose[] {
  const found: ({ type: 'paragraph'; runs: Run[] } | Draft)[] = []
  let list: Draft | null = null
  let indent = 0
  for (const line of words.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const [, space = '', bullet, number, text = ''] = ITEM.exec(line) ?? []
    const last: Draft['items'][number] | undefined = list?.items.at(-1)
    if (bullet === undefined && number === undefined) {
      if (list && last && /^\s{2,}\S/.test(line)) {
        const into: Draft['items'][number] = last.inner?.items.at(-1) ?? last
        into.runs.push({ text: '\n', isBold: false }, ...runsOf(line.trim()))
        continue
      }
      list = null
      found.push({ type: 'paragraph', runs: runsOf(line.trim()) })
      continue
    }
    const isNumbered = number !== undefined
    const start = isNumbered ? Number(number) : 1
    const item = { runs: runsOf(text.trimEnd()), inner: null }
    if (list && last && space.length >= indent + 2) {
      last.inner ??= { isNumbered, start, items: [] }
      last.inner.items.push(item)
    } else if (list && list.isNumbered === isNumbered && goesOn(list, start)) {
      list.items.push(item)
    } else {
      list = { isNumbered, start, items: [item] }
      indent = space.length
      found.push(list)
    }
  }
  return found.map((one) => ('type' in one ? one : finished(one)))
}

/** A number that does not follow begins a list of its own, but for the same one again: people write `1.` before each. */
const goesOn = ({ isNumbered, start, items }: Draft, number: number) =>
  !isNumbered || number === start + items.length || number === start

const finished = ({ isNumbered, start, items }: Draft): ProseList => ({
  type: 'list',
  isNumbered,
  start,
  items: items.map(({ runs, inner }) => ({ runs, inner: inner && finished(inner) })),
})

/** The words alone, for a place that holds no more than a line. */
export const plainWords = (words: string): string =>
  words
    .split('\n')
    .map((line) =>
      runsOf(line)
        .map(({ text }) => text)
        .join('')
        .replace(/^(\s*)[-*]\s+/, '$1• '),
    )
    .join('\n')

/** What forms say of it. */
export const WRITTEN_HINT =
  'Begin lines with - for a list, or with 1. for a numbered one. Put ** on both sides of words that are to be bold'
