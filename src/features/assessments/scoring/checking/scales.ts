import type { Framework, FrameworkScale } from '../model.ts'
import { ends, inFigures } from '../scale.ts'
import { duplicates, type Told } from './told.ts'

/** Scales on which every value is one thing, and can be answered. */
export function checkScales(framework: Framework, told: Told): void {
  const used = new Set([
    framework.scale,
    ...framework.sections.flatMap(({ questions }) => questions.flatMap(({ scale }) => scale ?? [])),
  ])
  for (const [name, scale] of Object.entries(framework.scales)) {
    const { least, most } = ends(scale)
    const path = ['scales', name]
    if (most < least)
      told.error(
        [...path, 'points', 'least'],
        `The scale ${name} goes from ${least} to ${most}: \`least\` is above \`most\`. Its highest must be above its lowest.`,
      )
    else if (most === least)
      told.error(path, `The scale ${name} has one value only, ${least}: its highest must be above its lowest.`)
    else if (scale.points) checkSteps(name, scale.points, told)
    checkLevels(name, scale, told)
    if (!used.has(name) && Object.hasOwn(framework.scales, framework.scale))
      told.warn(path, `Nothing uses the scale ${name}.`)
  }
}

function checkSteps(name: string, { least, most, step }: NonNullable<FrameworkScale['points']>, told: Told): void {
  const path = ['scales', name, 'points', 'step']
  const last = least + Math.floor((most - least) / step + 1e-9) * step
  if (last <= least)
    told.error(
      path,
      `The scale ${name} has steps of ${step} from ${least}, which pass ${most}: only ${least} can be answered.`,
    )
  else if (most - last > 1e-9)
    told.warn(
      path,
      `Nobody can answer ${most} on the scale ${name}: its steps of ${step} from ${least} end at ${inFigures(last)}.`,
    )
}

function checkLevels(name: string, { levels = [] }: FrameworkScale, told: Told): void {
  const path = ['scales', name]
  if (duplicates(levels.map(({ value }) => String(value))).size > 0)
    told.error(path, `The scale ${name} has two levels with the same value.`)
  if (duplicates(levels.map((level) => level.name.toLowerCase())).size > 0)
    told.error(path, `The scale ${name} has two levels with the same name.`)
  levels.forEach((level, index) => {
    const other = levels.find(({ value }) => value !== level.value && String(value) === level.name.trim())
    if (other)
      told.error(
        [...path, 'levels', index, 'name'],
        `The level ${level.value} of the scale ${name} is called “${level.name}”, which is the number of another level.`,
      )
    if (/^(n\/a|not applicable)$/i.test(level.name.trim()))
      told.error(
        [...path, 'levels', index, 'name'],
        `A level cannot be called “${level.name}”, which says that a question does not apply: write \`notApplicable: true\` on the scale ${name}.`,
      )
  })
}
