import type { EvidenceDemand, FrameworkQuestion, FrameworkScale } from './model.ts'

/** The lowest and highest value of a scale. A scale need not have a zero: what is lowest on it is nought of the way. */
export function ends({ levels, points }: FrameworkScale): { readonly least: number; readonly most: number } {
  if (points) return { least: points.least, most: points.most }
  const values = (levels ?? []).map(({ value }) => value)
  return { least: Math.min(...values), most: Math.max(...values) }
}

/** Whether a number stands on the scale: one of its levels, or one of its points. */
export function isOnScale({ levels, points }: FrameworkScale, value: number): boolean {
  if (levels) return levels.some((level) => level.value === value)
  if (!points) return false
  const steps = (value - points.least) / points.step
  return value >= points.least && value <= points.most && Math.abs(steps - Math.round(steps)) < 1e-9
}

/** The value that somebody gave, as a number or by the name of a level; the number where both could be meant. Null where it is not on the scale. */
export function valueOn(scale: FrameworkScale, given: number | string): number | null {
  const words = String(given).trim()
  const value = words === '' ? Number.NaN : Number(words)
  if (Number.isFinite(value) && isOnScale(scale, value)) return value
  return scale.levels?.find(({ name }) => name.toLowerCase() === words.toLowerCase())?.value ?? null
}

/** The highest level that a score reaches. */
export function levelAt({ levels }: FrameworkScale, score: number | null): string | null {
  if (score === null || !levels) return null
  const reached = levels.filter(({ value }) => value <= score + 1e-9).toSorted((a, b) => b.value - a.value)[0]
  return reached?.name ?? null
}

/** A value of one scale on another, as far along it as it was along the first. */
export function projected(
  value: number,
  from: { least: number; most: number },
  to: { least: number; most: number },
): number {
  if (from.least === to.least && from.most === to.most) return value
  return exact(to.least + ((value - from.least) / (from.most - from.least)) * (to.most - to.least))
}

/** Free of the dust that binary fractions leave, so that a mean of 2.1, 2.2 and 2.3 is 2.2. */
export const exact = (value: number): number => Math.round(value * 1e9) / 1e9

/** Two decimals at most, as people read it. */
export const inFigures = (value: number): string => String(Math.round((value + Number.EPSILON) * 100) / 100)

/** What a scale allows, for a message: `0, 1, 2 or 3`. */
export function scaleInWords({ levels, points, notApplicable }: FrameworkScale): string {
  const values = points
    ? [`${points.least} to ${points.most}${points.step === 1 ? '' : ` in steps of ${points.step}`}`]
    : (levels ?? []).map(({ value, name }) => (name === String(value) ? name : `${value} (${name})`))
  const all = notApplicable ? [...values, 'n/a'] : values
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} or ${all.at(-1)}` : (all[0] ?? '')
}

/** What a question wants to see before a level is believed: its own demands first, then those of the scale; lower levels' count too. */
export function demandAt(question: FrameworkQuestion, scale: FrameworkScale, value: number): EvidenceDemand | null {
  const demands = (scale.levels ?? [])
    .filter((level) => level.value <= value)
    .toSorted((a, b) => b.value - a.value)
    .flatMap((level) => question.evidence?.[String(level.value)] ?? level.evidence ?? [])
  if (scale.points)
    demands.push(
      ...Object.entries(question.evidence ?? {})
        .filter(([from]) => Number(from) <= value)
        .toSorted(([a], [b]) => Number(b) - Number(a))
        .map(([, demand]) => demand),
    )
  return demands.reduce<EvidenceDemand | null>(
    (most, one) => (most === null || one.least > most.least ? one : most),
    null,
  )
}
