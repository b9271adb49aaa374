import { tooMuch } from '#platform/reading/index.ts'
import { shortened, sizeInWords } from '#platform/words.ts'
import { categoryNamed } from '../category.ts'
import { LIMITS, oneLine, type Question, wordsOrNull } from '../model.ts'
import { notTakenIn, type Problems, type Spot } from '../problems.ts'
import { questionDoubts, questionObstacle } from '../rules.ts'
import { type Answered, answersOf } from './answers.ts'
import { childOf, childrenOf, type Element, isBlank, textIn, walkQuestions, within } from './elements.ts'
import { MoodleText } from './moodle-text.ts'
import { leftOut } from './parts.ts'

/** Reads Moodle XML (docs.moodle.org, Moodle XML format). Throws UnreadableFile where it is none. */
export function readMoodle(text: string, problems: Problems): Question[] {
  const questions: Question[] = []
  let category: string | null = null
  let number = 0
  walkQuestions(text, (element) => {
    const kind = (element.attributes.type ?? '').trim()
    if (element.name !== 'question') {
      problems.at({ line: element.line, number: null }, notTakenIn(`<${element.name.slice(0, 40)}>`))
    } else if (kind === 'category') {
      category = categoryNamed(textIn(childOf(element, 'category')), element.line, problems)
      const info = childOf(element, 'info')
      if (info && !isBlank(info))
        problems.alike({ line: element.line, number: null }, notTakenIn('the description of a category'))
    } else {
      number += 1
      if (number > LIMITS.questions) throw tooMuch('questions', LIMITS.questions)
      const read = readQuestion(element, kind, { number, problems })
      if (read) questions.push(category === null ? read : { ...read, category })
    }
  })
  return questions
}

interface Telling {
  readonly number: number
  readonly problems: Problems
}

function readQuestion(element: Element, kind: string, { number, problems }: Telling): Question | null {
  const title = oneLine(textIn(childOf(element, 'name'))) || null
  const spot: Spot = { line: element.line, number, title }
  const texts = new MoodleText(childOf(element, 'questiontext'), (what) => problems.alike(spot, notTakenIn(what)))
  const answered: Answered | string = answersOf(element, kind, texts)
  const refused = typeof answered === 'string' ? answered : questionObstacle(answered)
  if (refused !== null || typeof answered === 'string') {
    problems.at(spot, refused ?? '')
    return null
  }
  const read: Question = {
    kind: answered.kind,
    title,
    text: texts.stem,
    answers: answered.answers,
    feedback: wordsOrNull(texts.read(childOf(element, 'generalfeedback'))),
    ...identityOf(element),
  }
  for (const doubt of [...(answered.doubts ?? []), ...questionDoubts(read)]) problems.at(spot, doubt)
  for (const what of leftOut(element, kind)) problems.alike(spot, notTakenIn(what))
  for (const { attributes, bytes, text } of filesIn(element))
    problems.at(spot, notTakenIn(`the file “${shortened(attributes.name ?? text.trim(), 80)}” (${sizeInWords(bytes)})`))
  return read
}

const filesIn = (element: Element): Element[] =>
  within(element).filter(
    (one) => one.bytes > 0 || one.name === 'file' || (one.name === 'image' && one.text.trim() !== ''),
  )

function identityOf(element: Element): Pick<Question, 'id' | 'tags'> {
  const id = oneLine(textIn(childOf(element, 'idnumber')))
  const tags = childrenOf(childOf(element, 'tags') ?? element, 'tag')
    .map((tag) => oneLine(textIn(tag)))
    .filter((tag) => tag !== '')
  return { ...(id ? { id } : {}), ...(tags.length > 0 ? { tags } : {}) }
}
