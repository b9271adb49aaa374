import type { Framework } from '../model.ts'
import { ends, inFigures, projected } from '../scale.ts'
import { own, type Path, type Told } from './told.ts'

interface Ends {
  readonly least: number
  readonly most: number
}
interface Aims {
  readonly target?: number | undefined
  readonly threshold?: number | undefined
}

/** Targets and thresholds on their scales, and no threshold above the target that stands beside it, its own or inherited. */
export function checkTargets(framework: Framework, told: Told): void {
  const main = own(framework.scales, framework.scale)
  if (!main) return
  const scale = ends(main)
  checkAims('', framework, { target: undefined, threshold: undefined }, scale, [], told)
  framework.sections.forEach((section, s) => {
    checkAims(`Section ${section.code}: the`, section, framework, scale, ['sections', s], told)
    section.questions.forEach((question, q) => {
      const judged = own(framework.scales, question.scale ?? framework.scale)
      if (!judged) return
      const to = ends(judged)
      const onOwn = (value: number | undefined) => (value === undefined ? undefined : projected(value, scale, to))
      const inherited = {
        target: onOwn(section.target ?? framework.target),
        threshold: onOwn(section.threshold ?? framework.threshold),
      }
      checkAims(`Question ${question.code}: the`, question, inherited, to, ['sections', s, 'questions', q], told)
    })
  })
}

function checkAims(who: string, aims: Aims, inherited: Aims, { least, most }: Ends, path: Path, told: Told): void {
  const the = who || 'The'
  let isOutside = false
  for (const what of ['target', 'threshold'] as const) {
    const value = aims[what]
    if (value === undefined || (value >= least && value <= most)) continue
    isOutside = true
    told.error(
      [...path, what],
      `${the} ${what} ${value} is outside ${who.startsWith('Question') ? 'its' : 'the'} scale, which goes from ${least} to ${most}.`,
    )
  }
  if (isOutside || (aims.target === undefined && aims.threshold === undefined)) return
  const [target, threshold] = [aims.target ?? inherited.target, aims.threshold ?? inherited.threshold]
  if (target === undefined || threshold === undefined || threshold <= target + 1e-9) return
  const from = (what: keyof Aims) => (aims[what] === undefined ? ', which it inherits,' : '')
  told.error(
    [...path, aims.threshold === undefined ? 'target' : 'threshold'],
    `${the} threshold ${inFigures(threshold)}${from('threshold')} is above the target ${inFigures(target)}${from('target').replace(/,$/, '')}: a unit would meet the target and not comply. More is better on every scale: turn round one where 1 is best.`,
  )
}
