import { type Answer, type Kind, words, wordsOrNull } from '../model.ts'
import { numberText } from '../numbers.ts'
import type { GiftText } from './gift-text.ts'

/** What the braces of a question say. */
export interface Answered {
  readonly kind: Kind
  readonly answers: readonly Answer[]
  readonly doubts?: readonly string[]
}

const TRUTHS: Readonly<Record<string, boolean>> = { T: true, TRUE: true, F: false, FALSE: false }
const WEIGHT = /^%\s*([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*%/

/** The answers between braces, without general feedback; `null` where a question has no braces. Answers in words where they cannot be understood. */
export function answersIn(body: string | null, texts: GiftText): Answered | string {
  if (body === null) return { kind: 'description', answers: [] }
  if (body === '') return { kind: 'essay', answers: [] }
  if (body.startsWith('#')) return numbers(body.slice(1), texts)
  if (body.includes('~')) return choices(body, texts)
  if (body.includes('=') && body.includes('->')) return pairs(body, texts)
  return truth(body, texts) ?? typedWords(body, texts)
}

function truth(body: string, texts: GiftText): Answered | null {
  const [said = '', wrong = '', ...right] = body.split('#')
  const isTrue = Object.hasOwn(TRUTHS, said.trim()) ? TRUTHS[said.trim()] : undefined
  if (isTrue === undefined) return null
  const feedback = { wrong: wordsOrNull(texts.read(wrong)), right: wordsOrNull(texts.read(right.join('#'))) }
  const answer = (text: string, isRight: boolean): Answer => ({
    text,
    weight: isRight ? 100 : 0,
    feedback: isRight ? feedback.right : feedback.wrong,
  })
  return { kind: 'truefalse', answers: [answer('true', isTrue), answer('false', !isTrue)] }
}

/** One right answer where a `=` stands; else several, by their weights. */
function choices(body: string, texts: GiftText): Answered {
  const answers = pieces(body.replaceAll('=', '~='), '~').map((piece): Answer => {
    const isRight = piece.startsWith('=')
    const { weight, rest } = weighted((isRight ? piece.slice(1) : piece).trim(), isRight ? 100 : 0)
    return { ...commented(rest, (text) => texts.read(text), texts), weight }
  })
  return { kind: body.includes('=') ? 'choice' : 'choices', answers }
}

function typedWords(body: string, texts: GiftText): Answered {
  const answers = pieces(body, '=').map((piece): Answer => {
    const { weight, rest } = weighted(piece, 100)
    return { ...commented(rest, (text) => texts.typed(text), texts), weight }
  })
  const truth = answers.length === 1 && /^(?:t|true|f|false)$/i.test(body) ? answers[0]?.text : undefined
  return {
    kind: 'short',
    answers,
    ...(truth
      ? { doubts: [`“${truth}” is taken for a word to be typed: write TRUE or FALSE for what is true or false`] }
      : {}),
  }
}

/** What stands behind a `~` is for every other number. */
function numbers(body: string, texts: GiftText): Answered | string {
  const answers: Answer[] = []
  for (const piece of pieces(body.replaceAll('~', '=~'), '=')) {
    const isWrong = piece.startsWith('~')
    const { weight, rest } = weighted((isWrong ? piece.slice(1) : piece).trim(), isWrong ? 0 : 100)
    const { text, feedback } = commented(rest, (said) => texts.typed(said), texts)
    const number = numberText(isWrong && text === '' ? '*' : text)
    if (number === null) return `“${text.slice(0, 60)}” is no number: write 1822, 1822:5 or 1820..1825. It is not read`
    answers.push({ text: number, weight, feedback })
  }
  return { kind: 'numerical', answers }
}

/** Pairs have no feedback of their own in GIFT. What stands behind an arrow alone matches nothing. */
function pairs(body: string, texts: GiftText): Answered | string {
  const answers: Answer[] = []
  for (const piece of pieces(body, '=')) {
    const arrow = piece.indexOf('->')
    if (arrow < 0)
      return `“${piece.slice(0, 60)}” has no -> between what is matched and what matches it. It is not read`
    const text = texts.read(piece.slice(0, arrow))
    const match = texts.literal(piece.slice(arrow + 2))
    answers.push({ text, match, weight: text === '' ? 0 : 100, feedback: null })
  }
  return { kind: 'matching', answers }
}

/** What stands between signs; what stands before the first is one too, unless it is blank. */
function pieces(body: string, sign: string): string[] {
  const [first = '', ...rest] = body.split(sign).map((piece) => piece.trim())
  return first === '' ? rest : [first, ...rest]
}

function weighted(piece: string, usual: number): { weight: number; rest: string } {
  const [sign = '', said] = WEIGHT.exec(piece) ?? []
  return { weight: said === undefined ? usual : Number(said.replace(',', '.')), rest: piece.slice(sign.length) }
}

function commented(piece: string, read: (text: string) => string, texts: GiftText): Omit<Answer, 'weight'> {
  const at = piece.indexOf('#')
  if (at < 0) return { text: words(read(piece)), feedback: null }
  return { text: words(read(piece.slice(0, at))), feedback: wordsOrNull(texts.read(piece.slice(at + 1))) }
}
