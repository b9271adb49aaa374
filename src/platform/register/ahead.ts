import type { Person } from '../access/index.ts'
import { type Day, inWords } from '../calendar/index.ts'
import type { Queries } from '../db/index.ts'
import type { Choice } from '../form/index.ts'
import { type Html, html, link } from '../page/index.ts'
import { type Item, isLeading, type Register } from './model.ts'

/** Something that a reference may lead to, and that will not be there as it is from a day on. */
export interface Ahead {
  readonly id: string
  readonly name: string
  readonly on: Day
  /** What happens, after its name and before the day: `closes`. */
  readonly short: string
  /** The same with who else takes part: `merges with Estates into Property`. */
  readonly words: string
  /** Where more is said of it. */
  readonly href: string
}

const shortly = ({ name, short, on }: Ahead) => `${name} (${short} on ${inWords(on)})`

/** Choices, each with the first thing that is planned for it. `ahead` is in the order of its days. */
export function chosenAhead(choices: readonly Choice[], ahead: readonly Ahead[]): Choice[] {
  const first = new Map(ahead.toReversed().map((one) => [one.id, one]))
  return choices.map((choice) => {
    const planned = first.get(choice.value)
    return planned ? { ...choice, text: shortly(planned) } : choice
  })
}

/** So many are named in a hint. */
const NAMED = 5

/** What is planned for things whose names are typed, the first by its day; null where nothing is. */
export function hintAhead(ahead: readonly Ahead[]): string | null {
  const said = ahead.map(shortly)
  const more = said.length > NAMED ? ', and others' : ''
  return said.length === 0 ? null : `Planned: ${said.slice(0, NAMED).join(', ')}${more}`
}

/** What is planned for what an item refers to, by the column, where it still refers to it on that day. */
export async function aheadOf(
  db: Queries,
  register: Register,
  item: Item,
  today: Day,
  viewer: Person,
): Promise<ReadonlyMap<string, readonly Ahead[]>> {
  const found = register.fields.map(async (field) => {
    const ids = [item[field.column] ?? []].flat().map(String)
    if (!isLeading(field) || !field.to.ahead || ids.length === 0) return []
    const until = field.kind === 'reference' && field.until ? item[field.until] : null
    const ahead = (await field.to.ahead(db, ids, today, viewer)).filter(
      ({ on }) => typeof until !== 'string' || until >= on,
    )
    return ahead.length > 0 ? [[field.column, ahead] as const] : []
  })
  return new Map((await Promise.all(found)).flat())
}

/** The same below the name of what is referred to. */
export const aheadNotes = (ahead: readonly Ahead[]): Html[] =>
  ahead.map(
    ({ name, words, on, href }) =>
      html`<br><span class="m-meta">${name} ${words} on ${inWords(on)}. ${link(href, 'See what is planned', `for ${name}`)}</span>`,
  )
