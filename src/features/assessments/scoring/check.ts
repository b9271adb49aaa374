import { checkQuestions } from './checking/questions.ts'
import { checkRules, checkWeights } from './checking/rules.ts'
import { checkScales } from './checking/scales.ts'
import { checkTables } from './checking/tables.ts'
import { checkTargets } from './checking/targets.ts'
import { own, telling } from './checking/told.ts'
import type { Framework, Problem } from './model.ts'
import { meant, thereAre } from './words.ts'

/** Everything that is wrong with a framework beyond the shape of its file: what it refers to and does not have, tables with gaps, and more. */
export function checkFramework(framework: Framework): Problem[] {
  const told = telling()
  const names = Object.keys(framework.scales)
  checkScales(framework, told)
  if (!own(framework.scales, framework.scale))
    told.error(
      ['scale'],
      `There is no scale “${framework.scale}”: there ${thereAre(names)}.${meant(framework.scale, names)}`,
    )
  checkTargets(framework, told)
  checkRules(framework, told)
  checkWeights(framework, told)
  checkTables(framework, told)
  checkQuestions(framework, told)
  return [...told.problems]
}
