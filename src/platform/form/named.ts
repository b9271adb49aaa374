import { counted } from '../words.ts'
import type { Choice, Read } from './field.ts'

/** More than this cannot be chosen from a list: the name is typed instead. */
export const CHOOSE_FROM_MOST = 200

/** Whether there are too many to choose from a list. */
export const isTyped = (options: readonly Choice[]): boolean => options.length > CHOOSE_FROM_MOST

const keyOf = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

/** The only choice of this value or name, in capitals or not; otherwise what to say to whoever typed it. */
export function chosenByName(options: readonly Choice[], given: string): Read<string> {
  if (options.some(({ value }) => value === given)) return { value: given }
  const key = keyOf(given)
  const found = options.filter(({ text, also }) => keyOf(text) === key || (also !== undefined && keyOf(also) === key))
  const [only, another] = found
  if (only && !another) return { value: only.value }
  const like = (another ? found : options.filter(({ text }) => keyOf(text).includes(key))).slice(0, 5)
  const meant = like.length > 0 ? `. Did you mean ${like.map(({ text }) => `“${text}”`).join(' or ')}?` : ''
  const shown = given.slice(0, 100)
  return another
    ? { error: `${counted(found.length, 'answer is', 'answers are')} called “${shown}”${meant}` }
    : { error: `Nothing to choose from is called “${shown}”${meant}` }
}

/** What stands in the box of a choice that is typed: the name of a value, or what was typed. */
export const nameOfChoice = (options: readonly Choice[], value: string): string =>
  options.find((one) => one.value === value)?.text ?? value

/** What is said below the question, after its own hint. */
export const typedHint = (options: readonly Choice[], hint: string | undefined, how: string): string =>
  `${hint ? `${hint}. ` : ''}There are ${counted(options.length, 'answer', 'answers')}, too many for a list: ${how}`
