import { escapeXml } from '#platform/xml.ts'
import { type Answer, type Kind, oneLine, type Question, words } from '../model.ts'
import { rangeOf } from '../numbers.ts'

const TYPES: Readonly<Record<Kind, string>> = {
  choice: 'multichoice',
  choices: 'multichoice',
  truefalse: 'truefalse',
  short: 'shortanswer',
  numerical: 'numerical',
  matching: 'matching',
  essay: 'essay',
  description: 'description',
}

/** Questions as Moodle XML, in UTF-8. All words are marked as plain, so that none is taken for HTML. It holds all that a question has. */
export function writeMoodle(questions: readonly Question[]): string {
  const pieces: string[] = []
  let category = ''
  for (const question of questions) {
    const own = oneLine(question.category ?? '')
    if (own !== category) pieces.push(`<question type="category">${wrapped('category', own)}</question>`)
    category = own
    pieces.push(element(question))
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${pieces.map((one) => `${one}\n`).join('')}</quiz>\n`
}

const text = (said: string): string => `<text>${escapeXml(words(said))}</text>`
const wrapped = (name: string, said: string): string => `<${name}>${text(said)}</${name}>`
const plain = (name: string, said: string): string => `<${name} format="plain_text">${text(said)}</${name}>`

function element(question: Question): string {
  const { kind, title, feedback, id, tags = [] } = question
  const lines = [
    wrapped('name', oneLine(title ?? '')),
    plain('questiontext', question.text),
    plain('generalfeedback', feedback ?? ''),
    `<defaultgrade>${kind === 'description' ? 0 : 1}</defaultgrade>`,
    ...(id === undefined ? [] : [`<idnumber>${escapeXml(oneLine(id))}</idnumber>`]),
    ...(kind === 'choice' || kind === 'choices' ? [`<single>${kind === 'choice'}</single>`] : []),
    ...question.answers.map((answer) => answerIn(kind, answer)),
    ...(tags.length > 0 ? [`<tags>${tags.map((tag) => wrapped('tag', oneLine(tag))).join('')}</tags>`] : []),
  ]
  return `<question type="${TYPES[kind]}">\n${lines.map((line) => `  ${line}\n`).join('')}</question>`
}

function answerIn(kind: Kind, { text: said, match, weight, feedback }: Answer): string {
  if (kind === 'matching')
    return `<subquestion format="plain_text">${text(said)}${wrapped('answer', match ?? '')}</subquestion>`
  const range = kind === 'numerical' ? rangeOf(said) : null
  const value = range && !range.any ? range.value : said
  const off = range ? `<tolerance>${range.any ? '0' : range.off}</tolerance>` : ''
  return `<answer fraction="${weight}" format="plain_text">${text(value)}${plain('feedback', feedback ?? '')}${off}</answer>`
}
