import type { AskedOf, Framework, Problem } from '../model.ts'
import { listed, meant } from '../words.ts'
import { type Path, telling } from './told.ts'

/** Whom a framework asks: kinds of unit that there are none of are named. `kinds` are those that a unit can be. */
export function checkAsked(framework: Framework, kinds: readonly string[]): Problem[] {
  const told = telling()
  const check = (what: string, asked: AskedOf | undefined, path: Path) =>
    asked?.kinds?.forEach((kind, index) => {
      if (!kinds.includes(kind))
        told.warn(
          [...path, 'for', 'kinds', index],
          `${what} is asked of units of the kind “${kind}”, which no unit is: there are ${listed(kinds)}.${meant(kind, kinds)}`,
        )
    })
  framework.sections.forEach((section, s) => {
    check(`Section ${section.code}`, section.for, ['sections', s])
    section.questions.forEach((question, q) => {
      check(`Question ${question.code}`, question.for, ['sections', s, 'questions', q])
    })
  })
  return [...told.problems]
}
