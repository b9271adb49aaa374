/** A number of the data to a place on the page, and round numbers to mark the way. */
export interface Scale {
  (value: number): number
  /** About so many round numbers between the ends of the domain, both included where they are round. */
  ticks(count: number): readonly number[]
  /** The same scale over a domain that ends at round numbers, for about so many of them. */
  nice(count: number): Scale
}

type Ends = readonly [from: number, to: number]

/** From one range of numbers to another by a straight line. Where the domain is one number alone, that lies in the middle. The domain does not fall. */
export function scaleLinear(domain: Ends, range: Ends): Scale {
  const [from, to] = domain
  const [near, far] = range
  const place = (value: number): number => {
    const share = to === from ? 0.5 : (value - from) / (to - from)
    return near * (1 - share) + far * share
  }
  return Object.assign(place, {
    ticks: (count: number) => ticks(domain, count),
    nice: (count: number) => scaleLinear(widened(domain, count), range),
  })
}

/** The distance between round numbers: so many parts of one, or so many whole ones. Fractions are divided by, which says 0.3 where adding says 0.30000000000000004. */
type Step = { readonly parts: number } | { readonly whole: number }

/** The first of 1, 2, 5 and 10 times a power of ten that makes about so many steps. */
function stepOf([from, to]: Ends, count: number): Step {
  const wanted = (to - from) / count
  const power = Math.floor(Math.log10(wanted))
  const rest = wanted / 10 ** power
  const factor = rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.SQRT2 ? 2 : 1
  return power < 0 ? { parts: 10 ** -power / factor } : { whole: 10 ** power * factor }
}

function ticks(domain: Ends, count: number): readonly number[] {
  const [from, to] = domain
  if (from === to) return [from]
  const step = stepOf(domain, count)
  const nth = (number: number) => ('parts' in step ? number / step.parts : number * step.whole)
  const nearest = (value: number) => Math.round('parts' in step ? value * step.parts : value / step.whole)
  const first = nearest(from) + (nth(nearest(from)) < from ? 1 : 0)
  const last = nearest(to) - (nth(nearest(to)) > to ? 1 : 0)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => nth(first + index))
}

/** Widened to round numbers, until a wider domain wants no other step. */
function widened(domain: Ends, count: number): Ends {
  let [from, to] = domain
  let before: number | null = null
  for (let tries = 0; tries < 10 && from < to; tries += 1) {
    const step = stepOf([from, to], count)
    const size = 'parts' in step ? -step.parts : step.whole
    if (size === before) return [from, to]
    before = size
    if ('parts' in step)
      [from, to] = [Math.floor(from * step.parts) / step.parts, Math.ceil(to * step.parts) / step.parts]
    else [from, to] = [Math.floor(from / step.whole) * step.whole, Math.ceil(to / step.whole) * step.whole]
  }
  return domain
}
