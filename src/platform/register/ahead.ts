import type { Person } from '../access/index.ts'
import { type Day, inWords } from '../calendar/index.ts'
import type { Queries } from '../db/index.ts'
import type { Choice } from '../form/index.ts'
import { type Item, isLeading, ledTo, type Register } from './model.ts'
import type { Ahead } from './reference-target.ts'

const shortly = ({ name, short, on }: Ahead) => `${name} (${short} on ${inWords(on)})`

/** Choices, each with the first thing that is planned for it. `ahead` is in the order of its days. */
export function chosenAhead<One extends Choice>(choices: readonly One[], ahead: readonly Ahead[]): One[] {
  const first = new Map(ahead.toReversed().map((one) => [one.id, one]))
  return choices.map((choice) => {
    const planned = first.get(choice.value)
    return planned ? { ...choice, also: choice.text, text: shortly(planned) } : choice
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
    if (!isLeading(field) || !field.to.ahead) return []
    const ids = ledTo(field, item)
    if (ids.length === 0) return []
    const until = field.kind === 'reference' && field.until ? item[field.until] : null
    const ahead = (await field.to.ahead(db, ids, today, viewer)).filter(
      ({ on }) => typeof until !== 'string' || until >= on,
    )
    return ahead.length > 0 ? [[field.column, ahead] as const] : []
  })
  return new Map((await Promise.all(found)).flat())
}
