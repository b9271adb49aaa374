import { tooMuch } from '#platform/reading/index.ts'
import { categoryNamed } from '../category.ts'
import { LIMITS, oneLine, type Question, wordsOrNull } from '../model.ts'
import type { Problems, Spot } from '../problems.ts'
import { questionDoubts, questionObstacle } from '../rules.ts'
import { type Answered, answersIn } from './answers.ts'
import { type Block, blocksOf } from './blocks.ts'
import { guarded, unguarded } from './escapes.ts'
import { GiftText } from './gift-text.ts'

const CATEGORY = '$CATEGORY:'

/** Reads GIFT as Moodle does (docs.moodle.org, GIFT format): a blank line ends a question, also inside braces. */
export function readGift(text: string, problems: Problems): Question[] {
  const questions: Question[] = []
  let category: string | null = null
  let number = 0
  for (const block of blocksOf(text)) {
    const { named, question } = withoutCategory(block, problems)
    if (named !== null) category = categoryNamed(unguarded(guarded(named)), block.line, problems)
    if (!question) continue
    number += 1
    if (number > LIMITS.questions) throw tooMuch('questions', LIMITS.questions)
    const read = readQuestion(question, number, problems)
    if (read) questions.push(category === null ? read : { ...read, category })
  }
  return questions
}

/** A category stands alone; what stands below it without a blank line is taken for a question, and told. */
function withoutCategory(block: Block, problems: Problems): { named: string | null; question: Block | null } {
  if (!block.text.startsWith(CATEGORY)) return { named: null, question: block }
  const [first = '', ...rest] = block.text.split('\n')
  const named = first.slice(CATEGORY.length)
  const text = rest.join('\n').trim()
  if (text === '') return { named, question: null }
  const line = block.line + 1
  problems.at({ line, number: null }, 'a blank line is missing below the category')
  const below = withoutCategory({ ...block, line, text }, problems)
  return { named: below.named ?? named, question: below.question }
}

function readQuestion(block: Block, number: number, problems: Problems): Question | null {
  const { title, text } = titled(guarded(block.text))
  const spot: Spot = { line: block.line, number, title }
  if (block.isTooLong) {
    problems.at(spot, `it has more than ${LIMITS.characters.toLocaleString('en-GB')} characters: it is not read`)
    return null
  }
  const cut = cutAtBraces(text)
  if (typeof cut === 'string') {
    problems.at(spot, cut)
    return null
  }
  const read = understood(cut, spot, problems)
  return read && { ...read, title, ...identityIn(block.comments) }
}

/** The title between two pairs of colons, and what stands behind it. */
function titled(text: string): { title: string | null; text: string } {
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1
  if (end < 0) return { title: null, text }
  return { title: oneLine(unguarded(text.slice(2, end))) || null, text: text.slice(end + 2).trim() }
}

interface Cut {
  /** With a blank where the answers stood, if words follow them. */
  readonly stem: string
  /** What stands in braces; null where there are none. */
  readonly inside: string | null
}

/** A question parted at the braces of its answers; in words, what is wrong with them. */
function cutAtBraces(text: string): Cut | string {
  const [from, to] = [text.indexOf('{'), text.indexOf('}')]
  if (from < 0 && to < 0) return { stem: text, inside: null }
  if (from < 0 || to < 0)
    return `its braces do not match: ${from < 0 ? 'a { is missing before the }' : 'a } is missing after the {'}. A blank line ends a question, also inside braces`
  if (to < from || text.indexOf('{', from + 1) >= 0 || text.indexOf('}', to + 1) >= 0)
    return 'it has more than one pair of braces. Put a blank line between two questions, and a backslash before a brace that belongs to the words'
  const after = text.slice(to + 1)
  const stem = after.trim() === '' ? text.slice(0, from) : `${text.slice(0, from)}_____${after}`
  return { stem, inside: text.slice(from + 1, to).trim() }
}

function understood({ stem, inside }: Cut, spot: Spot, problems: Problems): Omit<Question, 'title'> | null {
  const texts = new GiftText(stem, spot, problems)
  const general = inside?.lastIndexOf('####') ?? -1
  const body = inside === null ? null : (general < 0 ? inside : inside.slice(0, general)).trim()
  const feedback = inside === null || general < 0 ? null : wordsOrNull(texts.read(inside.slice(general + 4)))
  const answered: Answered | string = answersIn(body, texts)
  const refused = typeof answered === 'string' ? answered : questionObstacle(answered)
  if (refused !== null || typeof answered === 'string') {
    problems.at(spot, refused ?? '')
    return null
  }
  const read = { kind: answered.kind, text: texts.stem, answers: answered.answers, feedback }
  for (const doubt of [...(answered.doubts ?? []), ...questionDoubts({ ...read, title: null })])
    problems.at(spot, doubt)
  return read
}

/** What comments above or in a question say of it: `[id:…]` and `[tag:…]`, in which a backslash stands before a bracket that belongs to the words. */
function identityIn(comments: string): Pick<Question, 'id' | 'tags'> {
  const found = [...comments.matchAll(/\[(id|tag):((?:\\.|[^\]\\\n]){0,300})\]/g)].map(([, kind, words = '']) => ({
    kind,
    words: oneLine(words.replace(/\\(.)/g, '$1')),
  }))
  const id = found.find(({ kind, words }) => kind === 'id' && words !== '')?.words
  const tags = found.filter(({ kind, words }) => kind === 'tag' && words !== '').map(({ words }) => words)
  return { ...(id === undefined ? {} : { id }), ...(tags.length > 0 ? { tags } : {}) }
}
