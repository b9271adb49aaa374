import { basename } from 'node:path'
import type { Command } from 'commander'
import { printText } from '#platform/printing.ts'
import { bytesAt } from '#platform/reading/index.ts'
import { counted } from '#platform/words.ts'
import { type Answer, type Question, type QuestionBank, readQuestions } from './questions/index.ts'
import { LIMITS } from './questions/model.ts'

const HELP = `
The kinds of questions are choice (one right answer), choices (several), truefalse, short (words are typed), numerical,
matching, essay and description. A weight is 100 for a right answer, 0 for a wrong one, and less where it costs.
Whatever cannot be read or is doubtful is a problem, with its line. docs/question-banks.md says what is not taken in.

  muniment training questions induction.gift
  muniment training questions induction.xml --json`

/** `muniment training questions`: what a question bank asks, from its file alone. Needs no database. */
export function trainingCommands(program: Command): void {
  program
    .command('training')
    .description('training: question banks')
    .command('questions')
    .description('say what a question bank asks, and what of it could not be read; needs no database')
    .argument('<file>', 'GIFT (.gift, .txt) or Moodle XML (.xml)')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (path: string, options: { json?: boolean }) => {
      const bank = await readBankAt(path)
      printText(options.json ? asJson(bank) : inLines(bank))
    })
}

const readBankAt = async (path: string): Promise<QuestionBank> =>
  readQuestions(
    await bytesAt(path, {
      what: 'one question bank',
      most: LIMITS.fileBytes,
      tooLarge: 'Export it in parts, or without its pictures.',
    }),
    basename(path),
  )

/** A pair is told as GIFT writes it: `Italy -> Rome`. */
const inOne = ({ text, match }: Answer): string => (match === undefined ? text : `${text} -> ${match}`.trim())

const asJson = ({ questions, problems }: QuestionBank): string =>
  JSON.stringify({
    questions: questions.map(({ kind, title, text, answers, feedback, ...more }) => ({
      kind,
      title,
      text,
      answers: answers.map((one) => ({ text: inOne(one), weight: one.weight, feedback: one.feedback })),
      feedback,
      ...more,
    })),
    problems,
  })

const inLines = ({ questions, problems }: QuestionBank): string =>
  [
    ...questions.flatMap((question, index) => questionInLines(question, index + 1)),
    counted(questions.length, 'question', 'questions'),
    ...problems.map((problem) => `Problem: ${problem}`),
  ].join('\n')

const questionInLines = ({ kind, title, text, answers, feedback }: Question, number: number): string[] => [
  `${number}. ${title ?? '(no title)'} (${kind})`,
  ...text.split('\n').map((line) => `   ${line}`),
  ...answers.map((one) => `   - ${one.weight} %: ${inOne(one)}${one.feedback === null ? '' : ` (${one.feedback})`}`),
  ...(feedback === null ? [] : [`   Feedback: ${feedback}`]),
  '',
]
