import { type Answer, oneLine, type Question, words } from '../model.ts'
import { escaped } from './escapes.ts'

/** What was written, and in sentences what the format cannot hold. */
export interface Written {
  readonly text: string
  readonly problems: readonly string[]
}

/** Questions as GIFT, in UTF-8. All words are marked as plain, so that none is taken for HTML. */
export function writeGift(questions: readonly Question[]): Written {
  const problems: string[] = []
  const blocks: string[] = []
  let category = ''
  for (const [index, question] of questions.entries()) {
    const own = oneLine(question.category ?? '')
    if (own !== category) blocks.push(`$CATEGORY: ${escaped(own)}`)
    category = own
    const { refused, lost } = losses(question)
    const name = `Question ${index + 1}`
    if (refused) problems.push(`${name} cannot be written as GIFT: ${refused}.`)
    else blocks.push(block(question))
    if (lost) problems.push(`${name} is written without a part: ${lost}.`)
  }
  return { text: blocks.map((one) => `${one}\n`).join('\n'), problems }
}

/** What GIFT has no sign for: an arrow in words is taken for the arrow of a pair, and only braces hold feedback. */
function losses({ kind, answers, feedback }: Question): { refused?: string; lost?: string } {
  const hasArrow = (some: readonly (string | null)[]) => some.some((one) => one?.includes('->'))
  if (kind === 'matching' && hasArrow(answers.map(({ text }) => text)))
    return { refused: 'what is to be matched has an arrow (->) in it' }
  if (kind === 'short' && hasArrow(answers.flatMap((one) => [one.text, one.feedback])))
    return { refused: 'an answer to be typed, or its feedback, has an arrow (->) in it' }
  if (kind === 'description' && feedback !== null) return { lost: 'a description in GIFT has no feedback' }
  if (kind === 'matching' && answers.some((one) => one.feedback !== null))
    return { lost: 'pairs in GIFT have no feedback' }
  return {}
}

function block(question: Question): string {
  const { title, text, kind } = question
  const name = title === null ? '' : `::${escaped(oneLine(title))}::`
  const lines = [...answers(question), ...general(question)].map((line) => `\n\t${line}`)
  const inside = kind === 'description' ? '' : `{${opening(question)}${lines.join('')}${lines.length > 0 ? '\n' : ''}}`
  return `${identity(question)}${name}[plain]${escaped(words(text))}${inside}`
}

function identity({ id, tags = [] }: Question): string {
  const marks = [...(id === undefined ? [] : [['id', id]]), ...tags.map((tag) => ['tag', tag])]
  const shown = marks.map(([kind, said = '']) => `[${kind}:${oneLine(said).replace(/[\\\]]/g, '\\$&')}]`)
  return shown.length > 0 ? `// ${shown.join(' ')}\n` : ''
}

const general = ({ feedback }: Question): string[] => (feedback === null ? [] : [`####${formatted(feedback)}`])

/** What stands on the line of the brace. */
const opening = ({ kind, answers: all }: Question): string =>
  kind === 'truefalse' ? truth(all) : kind === 'numerical' ? '#' : ''

/** What stands on lines of their own. */
function answers({ kind, answers: all }: Question): string[] {
  if (kind === 'choice') return choice(all)
  if (kind === 'choices') return all.map((one) => `~${weight(one, 0)}${formatted(one.text)}${feedback(one)}`)
  if (kind === 'short') return all.map((one) => `=${weight(one, 100)}${formatted(one.text)}${feedback(one)}`)
  if (kind === 'numerical') return all.map((one) => `=${weight(one, 100)}${one.text}${feedback(one)}`)
  if (kind === 'matching') return all.map((one) => `=${formatted(one.text)} -> ${escaped(words(one.match ?? ''))}`)
  return []
}

/** One right answer bears the sign of one, and all others a tilde: without a tilde it would be a question of words to be typed. */
function choice(all: readonly Answer[]): string[] {
  const best = all.reduce((most, one, at) => (one.weight > (all[most]?.weight ?? 0) ? at : most), 0)
  return all.map((one, at) => {
    const sign = at === best ? `=${weight(one, 100)}` : `~${weight(one, 0)}`
    return `${sign}${formatted(one.text)}${feedback(one)}`
  })
}

function truth([yes, no]: readonly Answer[]): string {
  const isTrue = (yes?.weight ?? 0) > (no?.weight ?? 0)
  const [right, wrong] = isTrue ? [yes, no] : [no, yes]
  const said = [wrong?.feedback ?? null, right?.feedback ?? null]
  const comments = said[1] === null ? said.slice(0, 1).filter((one) => one !== null) : said
  return `${isTrue ? 'TRUE' : 'FALSE'}${comments.map((one) => `#${one === null ? '' : formatted(one)}`).join('')}`
}

const weight = ({ weight: own }: Answer, usual: number): string => (own === usual ? '' : `%${own}%`)
const feedback = ({ feedback: own }: Answer): string => (own === null ? '' : `#${formatted(own)}`)

/** Words that begin like a mark of a format or like a weight have a mark of their own before them. */
function formatted(text: string): string {
  const own = words(text)
  return `${/^(?:\[(?:html|moodle|plain|markdown)\]|%)/.test(own) ? '[plain]' : ''}${escaped(own)}`
}
