import type { Block } from '#platform/reading/index.ts'
import { inSentence, shortened } from '#platform/words.ts'
import { isPlainName } from './headers/group-lines.ts'
import { namesIts } from './headings/above-headers.ts'
import type { OpenRecommendation } from './headings/open-recommendations.ts'
import type { Sections } from './headings/sections.ts'
import type { Choices, Layout, LeftOver, OtherRow, Question } from './model/model.ts'
import { recommendationPlace, tableInWords } from './model/places.ts'
import { hasPromises } from './tables/beside-headers.ts'
import { upright } from './tables/cards.ts'
import { besidePlan } from './tables-beside.ts'
import type { ReadDate } from './words/dating.ts'
import { openingOf } from './words/wording.ts'

interface Named {
  readonly tableNumber: number
  readonly name: string
  readonly place: string
  /** Whether it can name a group at all. */
  readonly mayName: boolean
}

/** The names of the sheets, or the captions of the tables, of a document that has several tables of actions. */
export class SheetNames {
  readonly leftOver: LeftOver[] = []
  /** Each name once. */
  readonly #names: ReadonlySet<string>
  /** By the number of their tables, where they differ. */
  readonly #named: ReadonlyMap<number, Named>
  readonly #chosen: NonNullable<Choices['rows']>
  /** Names under which nothing else stands over the rows. */
  readonly #open: Named[] = []

  /** What the name of the last sheet opened. */
  #opened: OpenRecommendation | null = null

  constructor(blocks: readonly Block[], readDate: ReadDate, chosen: Choices['rows'] = {}) {
    this.#chosen = chosen
    const names = namesIn(blocks, readDate)
    this.#names = new Set(names.filter((name) => name !== null))
    this.#named = this.#names.size > 1 ? namedBy(names) : new Map()
  }

  /** The name of the only sheet or table of actions, where it can be the title of the plan. */
  get title(): string | null {
    const [only = null, ...others] = this.#names
    if (only === null || others.length > 0) return null
    return !isPlainName(only) || /\bplan\b/i.test(only) ? only : null
  }

  /** What a table told speaks no further than its sheet. */
  startTable(tableNumber: number, sections: Sections): void {
    const { standing } = sections
    const isOfTable = standing !== null && (standing.level === 0 || standing === this.#opened)
    if (this.#named.has(tableNumber) && isOfTable) sections.resume(null)
  }

  /** Opens the group that the name of a table's sheet tells, unless a recommendation stands over its rows; else lists the name. */
  open(tableNumber: number, layout: Layout, sections: Sections): void {
    const named = this.#named.get(tableNumber)
    if (!named) return
    const opening = openingOf(named.name, null)
    const isOver = sections.standing?.isCertain === true
    const where = tableInWords(tableNumber)
    if (named.mayName && !isOver) this.#open.push(named)
    if (!named.mayName || isOver || this.#kindOf(named) === 'other')
      this.leftOver.push({ where, text: named.name, why: 'It is the name of the sheet or of the table.' })
    else if (opening?.isNamed) {
      const { ref, text } = opening
      this.#opened = sections.start({ ref, text, isCertain: true, level: 10, where })
      // What the table names now answers it, as it would a heading.
      this.#opened.said = named.name
    } else {
      sections.openGroup(named.name, where, namesIts(layout))
      this.#opened = sections.standing
    }
  }

  /** One answer settles all sheets, but for those of which somebody said something else. */
  #kindOf({ place }: Named): 'heading' | 'other' {
    const names = [...this.#named.values()].filter(({ mayName }) => mayName)
    const said = this.#chosen[place] ?? this.#chosen[names[0]?.place ?? '']
    if (said === undefined) return names.length > 1 ? 'heading' : 'other'
    return said === 'heading' ? 'heading' : 'other'
  }

  /** The names that somebody can make the names of groups, or not. */
  get otherRows(): OtherRow[] {
    return this.#open.map((named) => ({ place: named.place, kind: this.#kindOf(named), words: named.name }))
  }

  /** Asked once for all sheets, until the first of them is answered. */
  get questions(): Question[] {
    const [first, ...others] = this.#open
    if (!first || this.#chosen[first.place] !== undefined) return []
    const isGroup = this.#kindOf(first) === 'heading'
    const guess = isGroup
      ? 'Yes: the actions of each sheet were put together under its name.'
      : 'No: it was kept with what is left over.'
    const names = inSentence([...new Set(this.#open.map(({ name }) => `“${shortened(name, MOST_NAME)}”`))])
    const numbers = this.#open.map(({ tableNumber }) => tableNumber + 1).join(', ')
    if (others.length === 0) {
      const question = `Does the name of the sheet or table, ${names}, name the recommendation or group of its actions?`
      return [{ where: tableInWords(first.tableNumber), place: first.place, question, guess }]
    }
    const question = `Do the names of the sheets or tables, ${names}, name the recommendations or groups of their actions?`
    return [{ where: `Tables ${numbers}`, place: first.place, question, guess }]
  }
}

/** So many characters of a name are quoted. */
const MOST_NAME = 60

const namedBy = (names: readonly (string | null)[]): ReadonlyMap<number, Named> =>
  new Map(
    names.flatMap((name, tableNumber): [number, Named][] => {
      const place = recommendationPlace(tableInWords(tableNumber))
      return name === null ? [] : [[tableNumber, { tableNumber, name, place, mayName: !isPlainName(name) }]]
    }),
  )

/** The name of each table of actions; null where it has none or holds something else. One without headers may go on with one before it. */
function namesIn(blocks: readonly Block[], readDate: ReadDate): (string | null)[] {
  const widths = new Set<number>()
  const tables = blocks.filter((block) => block.type === 'table')
  return tables.map((table) => {
    const width = table.rows[0]?.length ?? 0
    if (besidePlan(table, readDate) !== null || !(hasPromises(upright(table)) || widths.has(width))) return null
    widths.add(width)
    return table.caption?.trim() || null
  })
}
