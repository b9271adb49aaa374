import { type Answer, type Kind, wordsOrNull } from '../model.ts'
import { numberText } from '../numbers.ts'
import { childOf, childrenOf, type Element, textIn } from './elements.ts'
import type { MoodleText } from './moodle-text.ts'
import { READ_OF } from './parts.ts'

/** What a question of Moodle XML is, and its answers. */
export interface Answered {
  readonly kind: Kind
  readonly answers: readonly Answer[]
  readonly doubts?: readonly string[]
}

const NO_ANSWERS: Readonly<Record<string, Answered>> = {
  essay: { kind: 'essay', answers: [] },
  description: { kind: 'description', answers: [] },
}

/** The answers of a question; in words where its kind is not one that is read, or they cannot be understood. `kind` is Moodle's. */
export function answersOf(question: Element, kind: string, texts: MoodleText): Answered | string {
  if (!Object.hasOwn(READ_OF, kind))
    return kind === ''
      ? 'it has no kind: it is not read'
      : `questions of the kind “${kind.slice(0, 60)}” cannot be read`
  const without = Object.hasOwn(NO_ANSWERS, kind) ? NO_ANSWERS[kind] : undefined
  if (without) return without
  if (kind === 'matching' || kind === 'match') return pairs(question, texts)
  if (kind === 'numerical') return numbers(question, texts)
  const elements = childrenOf(question, 'answer')
  if (elements.some((one) => weightOf(one) === null)) return 'a weight is not a number: it is not read'
  if (kind === 'truefalse') return truth(elements, texts)
  const isTyped = kind === 'shortanswer'
  const answers = elements.map((one) =>
    answer(one, isTyped ? texts.typed(one) : texts.read(one), { weight: weightOf(one) ?? 0, texts }),
  )
  return { kind: isTyped ? 'short' : isSingle(question) ? 'choice' : 'choices', answers }
}

/** Moodle takes anything but `false`, `0` and nothing for yes, and yes where it says nothing at all. */
function isSingle(question: Element): boolean {
  const single = childOf(question, 'single')
  return !single || !['false', '0', ''].includes(textIn(single))
}

/** The weight as the attribute says it; the element of its name is that of old exports, in parts of 1. Null where it is no number. */
function weightOf(element: Element): number | null {
  const old = textIn(childOf(element, 'fraction'))
  const said = (old || element.attributes.fraction || '0').trim().replace(',', '.')
  const weight = said === '' ? Number.NaN : Number(said) * (old ? 100 : 1)
  return Number.isFinite(weight) ? weight : null
}

const answer = (
  element: Element,
  text: string,
  { weight, texts }: { readonly weight: number; readonly texts: MoodleText },
): Answer => ({ text, weight, feedback: wordsOrNull(texts.read(childOf(element, 'feedback'))) })

/** By what the answers say. Old exports say it in the language of their author: there the first is true (so Moodle takes it), which is told. */
function truth(elements: readonly Element[], texts: MoodleText): Answered | string {
  const said = elements.map((one) => texts.typed(one).toLowerCase())
  const isKnown = said.includes('true') && said.includes('false')
  const [yes, no] = isKnown ? [elements[said.indexOf('true')], elements[said.indexOf('false')]] : elements
  if (!yes || !no || elements.length > 2) return 'a question of true or false has two answers: it is not read'
  const [first, second] = [weightOf(yes) ?? 0, weightOf(no) ?? 0]
  return {
    kind: 'truefalse',
    answers: [answer(yes, 'true', { weight: first, texts }), answer(no, 'false', { weight: second, texts })],
    ...(isKnown ? {} : { doubts: ['its answers are not “true” and “false”: the first was taken for true'] }),
  }
}

function numbers(question: Element, texts: MoodleText): Answered | string {
  const answers: Answer[] = []
  for (const one of childrenOf(question, 'answer')) {
    const [said, off] = [texts.typed(one), textIn(childOf(one, 'tolerance'))]
    const number = said === '*' || said === '' ? '*' : numberText(off === '' ? said : `${said}:${off}`)
    const weight = weightOf(one)
    if (number === null || said.includes('..')) return `“${said.slice(0, 60)}” is no number: it is not read`
    if (weight === null) return 'a weight is not a number: it is not read'
    answers.push(answer(one, number, { weight, texts }))
  }
  return { kind: 'numerical', answers }
}

/** What matches is plain text; where nothing is asked beside it, it matches nothing. */
function pairs(question: Element, texts: MoodleText): Answered {
  const answers = childrenOf(question, 'subquestion').map((one): Answer => {
    const text = texts.read(one)
    return { text, match: texts.typed(childOf(one, 'answer')), weight: text === '' ? 0 : 100, feedback: null }
  })
  return { kind: 'matching', answers }
}
