import { childOf, type Element, isBlank, textIn } from './elements.ts'

/** What is read of every question. */
const READ = ['name', 'questiontext', 'generalfeedback', 'idnumber', 'tags']

/** What is read besides, by the kind that Moodle names. */
export const READ_OF: Readonly<Record<string, readonly string[]>> = {
  multichoice: ['answer'],
  truefalse: ['answer'],
  shortanswer: ['answer'],
  numerical: ['answer'],
  matching: ['subquestion'],
  match: ['subquestion'],
  essay: [],
  description: [],
}

/** How Moodle shows and marks a question: no part of what is asked. */
const SETTINGS = new Set(
  `defaultgrade penalty hidden single shuffleanswers answernumbering showstandardinstruction shownumcorrect usecase
  responseformat responserequired responsefieldlines minwordlimit maxwordlimit attachments attachmentsrequired maxbytes
  filetypeslist unitgradingtype unitpenalty showunits unitsleft correctresponsesfeedback length file`.split(/\s+/),
)

/** What some elements are in words, where people know them by other words. */
const WORDS: Readonly<Record<string, string>> = {
  hint: 'a hint',
  correctfeedback: 'the feedback for everything right',
  partiallycorrectfeedback: 'the feedback for what is partly right',
  incorrectfeedback: 'the feedback for everything wrong',
  graderinfo: 'a note for whoever marks',
  responsetemplate: 'the template of an answer',
  units: 'the units of a number',
  instructions: 'the instruction on units',
  coursetags: 'the tags of a course',
  info: 'the description of a category',
}

const inWords = (name: string): string => WORDS[name] ?? `<${name.slice(0, 40)}>`

/** What of a question is not taken in, in words. `kind` is Moodle's. */
export function leftOut(question: Element, kind: string): string[] {
  const read = new Set([...READ, ...(READ_OF[kind] ?? [])])
  const strange = question.children.filter(({ name }) => !read.has(name) && !SETTINGS.has(name) && name !== 'image')
  const fields = question.children.filter(({ name }) => name === 'answer' || name === 'subquestion')
  const within = kind === 'essay' ? [] : fields.flatMap(({ children }) => children.filter(isStrangeInAnswer))
  return [...new Set([...strange, ...within].filter((one) => !isBlank(one)).map(({ name }) => inWords(name)))].concat(
    settings(question, kind),
  )
}

const OF_ANSWER = new Set(['text', 'feedback', 'tolerance', 'fraction', 'file', 'answer'])
const isStrangeInAnswer = ({ name }: Element): boolean => !OF_ANSWER.has(name)

/** Settings that change what is right, or what it is worth. */
function settings(question: Element, kind: string): string[] {
  const grade = Number(textIn(childOf(question, 'defaultgrade')) || '1')
  const isCased = textIn(childOf(question, 'usecase')) === '1'
  return [
    ...(kind !== 'description' && grade !== 1 ? ['that it is worth other than 1 mark'] : []),
    ...(isCased ? ['that capital letters must be right'] : []),
  ]
}
