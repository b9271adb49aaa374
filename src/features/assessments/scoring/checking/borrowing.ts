import type { Borrowing, Framework, FrameworkQuestion, Problem } from '../model.ts'
import { ends } from '../scale.ts'
import { listed, meant } from '../words.ts'
import { own, type Path, type Told, telling } from './told.ts'

const questionsOf = (framework: Framework) => framework.sections.flatMap(({ questions }) => questions)

/** One framework that another borrows from, with what is asked on either side. */
interface Sides {
  readonly framework: Framework
  readonly source: Framework
  readonly path: Path
}

/** What is wrong with what a framework borrows from others: codes that nobody asks, and rules by which nothing is ever filled in. */
export function borrowingProblems(
  framework: Framework,
  find: (key: string, version?: string) => Framework | null,
): Problem[] {
  const told = telling()
  framework.borrows.forEach((borrowing, index) => {
    const { from, version } = borrowing
    const path = ['borrows', index]
    if (from === framework.key) {
      told.error([...path, 'from'], 'A framework cannot borrow answers from itself.')
      return
    }
    checkFilled(framework, borrowing, path, told)
    if (framework.borrows.slice(0, index).some((one) => one.from === from && one.version === version))
      told.warn([...path, 'from'], `It borrows from ${from} twice: only the first time counts.`)
    const source = find(from, version)
    if (source) checkSource({ framework, source, path }, borrowing, told)
    else
      told.warn(
        [...path, version ? 'version' : 'from'],
        `There is no framework ${from}${version ? `, version ${version}` : ''}, to borrow from.`,
      )
  })
  return [...told.problems]
}

/** Its own side: it must ask what is filled in, and allow what is given. */
function checkFilled(framework: Framework, { questions, indicators }: Borrowing, path: Path, told: Told): void {
  const all = questionsOf(framework)
  const codes = all.map(({ code }) => code)
  for (const code of Object.keys(questions))
    if (!codes.includes(code))
      told.error([...path, 'questions', code], `It fills in ${code}, which it does not ask.${meant(code, codes)}`)
  const known = all.flatMap((question) => (question.indicators ?? []).map((one) => one.code))
  for (const [code, rules] of Object.entries(indicators)) {
    const asked = all.find((question) => question.indicators?.some((one) => one.code === code))
    const answers = own(framework.tables, asked?.table ?? '')?.answers
    if (!asked)
      told.error([...path, 'indicators', code], `It fills in ${code}, which it does not ask.${meant(code, known)}`)
    else
      rules.forEach(({ gives }, index) => {
        if (gives !== undefined && answers && !answers.includes(gives))
          told.error(
            [...path, 'indicators', code, index, 'gives'],
            `Indicator ${code} is given “${gives}”, which is none of its answers: ${listed(answers)}.${meant(gives, answers)}`,
          )
      })
  }
}

function checkSource(sides: Sides, { from, questions, indicators }: Borrowing, told: Told): void {
  const { framework, source, path } = sides
  const there = new Map(questionsOf(source).map((question) => [question.code, question]))
  const found = (code: string, place: Path): FrameworkQuestion | null => {
    const question = there.get(code)
    if (!question) told.error(place, `${from} does not ask ${code}.${meant(code, [...there.keys()])}`)
    return question ?? null
  }
  for (const [code, codes] of Object.entries(questions)) {
    const asked = questionsOf(framework).find((question) => question.code === code)
    codes.forEach((one, index) => {
      const place = [...path, 'questions', code, index]
      const lent = found(one, place)
      if (asked && lent) checkAlike(asked, lent, place, told)
    })
  }
  for (const [code, rules] of Object.entries(indicators))
    rules.forEach((rule, index) => {
      const place = [...path, 'indicators', code, index]
      const lent = found(rule.question, [...place, 'question'])
      if (lent) checkInference(source, lent, { ...rule, code, from }, place, told)
    })
}

/** An answer goes over only between questions of one kind. */
function checkAlike(asked: FrameworkQuestion, lent: FrameworkQuestion, path: Path, told: Told): void {
  if (!asked.indicators && lent.indicators)
    told.error(
      path,
      `${asked.code} is answered by a level, and ${lent.code} by indicators: its answer cannot fill this one in.`,
    )
  else if (!asked.indicators && asked.of !== lent.of) {
    const of = { unit: 'the unit', system: 'each system' }
    told.error(
      path,
      `${asked.code} is asked of ${of[asked.of]}, and ${lent.code} of ${of[lent.of]}: its answer cannot fill this one in.`,
    )
  }
}

function checkInference(
  source: Framework,
  lent: FrameworkQuestion,
  rule: Borrowing['indicators'][string][number] & { readonly code: string; readonly from: string },
  path: Path,
  told: Told,
): void {
  const { atLeast, atMost, code, from } = rule
  if (lent.indicators) {
    told.error(
      [...path, 'question'],
      `${lent.code} of ${from} is answered by indicators: no level of it can fill in ${code}.`,
    )
    return
  }
  const scale = own(source.scales, lent.scale ?? source.scale)
  if (!scale) return
  const { least, most } = ends(scale)
  for (const what of ['atLeast', 'atMost'] as const) {
    const value = rule[what]
    if (value !== undefined && (value < least || value > most))
      told.error(
        [...path, what],
        `${what} ${value} is outside the scale of ${lent.code} of ${from}, which goes from ${least} to ${most}.`,
      )
  }
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost)
    told.error(path, `Nothing is at least ${atLeast} and at most ${atMost}: ${code} is never filled in by this.`)
  if (atLeast === undefined && atMost === undefined)
    told.warn(path, `${code} is filled in whatever ${lent.code} of ${from} is answered: say \`atLeast\` or \`atMost\`.`)
}
