import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { cases } from '../../../../test/same-cases.ts'
import { readFramework } from './read.ts'
import { score } from './score.ts'

/**
 * The rules of docs/frameworks.md worked out a second time, in whole numbers and fractions of them and with nothing of the engine: where
 * the two differ one of them is wrong.
 */
class Fraction {
  readonly up: bigint
  readonly down: bigint
  constructor(up: bigint, down = 1n) {
    this.up = down < 0n ? -up : up
    this.down = down < 0n ? -down : down
  }
  static of(value: number): Fraction {
    const [whole = '0', decimals = ''] = value.toFixed(4).split('.')
    return new Fraction(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length))
  }
  plus(other: Fraction) {
    return new Fraction(this.up * other.down + other.up * this.down, this.down * other.down)
  }
  minus(other: Fraction) {
    return this.plus(new Fraction(-other.up, other.down))
  }
  times(other: Fraction) {
    return new Fraction(this.up * other.up, this.down * other.down)
  }
  by(other: Fraction) {
    return new Fraction(this.up * other.down, this.down * other.up)
  }
  isBelow(other: Fraction) {
    return this.up * other.down < other.up * this.down
  }
  toNumber() {
    return Number((this.up * 10n ** 12n) / this.down) / 1e12
  }
}
const f = (value: number) => Fraction.of(value)
const NOUGHT = f(0)

interface Scale {
  readonly least: number
  readonly most: number
}
interface Asked {
  readonly scale: 'main' | 'marks' | 'odd'
  readonly weight: number
  readonly given: number | null | 'n/a'
}
interface Part {
  readonly rule: Rule
  readonly weight: number
  readonly asked: readonly Asked[]
}
type Rule = 'mean' | 'weighted-mean' | 'worst' | 'points' | 'none' | 'bands' | 'profile'

const SCALES: Readonly<Record<Asked['scale'], Scale & { readonly values: readonly number[] }>> = {
  main: { least: 1, most: 4, values: [1, 2, 3, 4] },
  marks: { least: 0, most: 100, values: [0, 20, 40, 60, 80, 100] },
  odd: { least: -1, most: 1.5, values: [-1, 0.25, 1.5] },
}
const BANDS = [
  [75, 4],
  [50, 3],
  [20, 2],
  [0, 1],
] as const

interface Thing {
  readonly value: Fraction
  readonly scale: { readonly least: Fraction; readonly most: Fraction }
  readonly weight: Fraction
}
const wide = ({ least, most }: Scale) => ({ least: f(least), most: f(most) })
const sum = (many: readonly Fraction[]) => many.reduce((all, one) => all.plus(one), NOUGHT)
const onMain = ({ value, scale }: Thing) =>
  value.minus(scale.least).by(scale.most.minus(scale.least)).times(f(3)).plus(f(1))

/** What a rule makes of things; null where it gives no score. */
function joinedBy(rule: Rule, things: readonly Thing[]): Thing['value'] | null {
  if (rule === 'none' || things.length === 0) return null
  const on = things.map(onMain)
  const weights = things.map(({ weight }) => weight)
  const isWeightless = sum(weights).up === 0n
  if (rule === 'mean') return sum(on).by(f(on.length))
  if (rule === 'worst') return on.reduce((low, one) => (one.isBelow(low) ? one : low))
  if (rule === 'weighted-mean')
    return isWeightless ? null : sum(on.map((one, index) => one.times(weights[index] ?? NOUGHT))).by(sum(weights))
  if (rule === 'profile') {
    if (on.some((one) => one.isBelow(f(2)))) return f(1)
    return on.filter((one) => !one.isBelow(f(3))).length * 2 >= on.length ? f(4) : f(2)
  }
  if (isWeightless) return null
  const points = (of: (thing: Thing) => Fraction) => sum(things.map((thing) => of(thing).times(thing.weight)))
  const got = points(({ value }) => value)
  if (rule === 'points') return got
  const [least, most] = [points(({ scale }) => scale.least), points(({ scale }) => scale.most)]
  const percent = got.minus(least).by(most.minus(least)).times(f(100))
  return f(BANDS.find(([from]) => !percent.isBelow(f(from)))?.[1] ?? 0)
}

function reach(rule: Rule, things: readonly Thing[]): Thing['scale'] {
  if (rule !== 'points') return wide(SCALES.main)
  const points = (of: (thing: Thing) => Fraction) => sum(things.map((thing) => of(thing).times(thing.weight)))
  return { least: points(({ scale }) => scale.least), most: points(({ scale }) => scale.most) }
}

function plainly(parts: readonly Part[], overall: Rule) {
  const sections = parts.map(({ rule, weight, asked }) => {
    const things = asked.flatMap(({ scale, weight: own, given }): Thing[] =>
      typeof given === 'number' ? [{ value: f(given), scale: wide(SCALES[scale]), weight: f(own) }] : [],
    )
    const isWhole = asked.every(({ given }) => given !== null)
    // A table decides only once everything is answered.
    const value = rule === 'profile' && !isWhole ? null : joinedBy(rule, things)
    return { isWhole, value, scale: reach(rule, things), weight: f(weight) }
  })
  const isWhole = sections.every((section) => section.isWhole)
  const things = sections.flatMap(({ value, scale, weight }) => (value === null ? [] : [{ value, scale, weight }]))
  return {
    sections: sections.map(({ value, isWhole: all }) => (all && value !== null ? value.toNumber() : null)),
    soFar: sections.map(({ value }) => value?.toNumber() ?? null),
    overall: isWhole ? (joinedBy(overall, things)?.toNumber() ?? null) : null,
  }
}

const named = (rule: Rule) =>
  rule === 'bands'
    ? { points: BANDS.map(([from, gives]) => ({ from, gives })) }
    : rule === 'profile'
      ? { table: 'profile' }
      : rule

const fileOf = (parts: readonly Part[], overall: Rule) => ({
  key: 'oracle',
  version: '1',
  name: 'Oracle',
  scales: {
    main: { levels: SCALES.main.values.map((value) => ({ value, name: `Level ${value}` })), notApplicable: true },
    marks: { points: { least: 0, most: 100, step: 20 }, notApplicable: true },
    odd: { levels: SCALES.odd.values.map((value, index) => ({ value, name: `Step ${index}` })), notApplicable: true },
  },
  scale: 'main',
  rules: { section: 'mean', overall: named(overall) },
  tables: {
    profile: {
      columns: { low: { are: { atLeast: 2 } }, high: { are: { atLeast: 3 } } },
      rows: [
        { when: { low: 'not-all' }, gives: 1, because: '{low.others} is low.' },
        { when: { high: { atLeast: '50%' } }, gives: 'Level 4', because: 'Half is high.' },
      ],
      otherwise: { gives: 2, because: 'In between.' },
    },
  },
  sections: parts.map(({ rule, weight, asked }, s) => ({
    code: `S${s}`,
    name: `S${s}`,
    weight,
    rule: named(rule),
    questions: asked.map((one, q) => ({ code: `S${s}.${q}`, text: '?', scale: one.scale, weight: one.weight })),
  })),
})

const RULES: readonly Rule[] = ['mean', 'weighted-mean', 'worst', 'points', 'none', 'bands', 'profile']
const asked = fc.constantFrom<Asked['scale']>('main', 'marks', 'odd').chain((scale) =>
  fc.record({
    scale: fc.constant(scale),
    weight: fc.constantFrom(0, 0.5, 1, 2, 3),
    given: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...SCALES[scale].values) },
      { weight: 1, arbitrary: fc.constant('n/a' as const) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  }),
)
const part = fc.record({
  rule: fc.constantFrom(...RULES),
  weight: fc.constantFrom(0, 1, 2.5),
  asked: fc.array(asked, { minLength: 1, maxLength: 5 }),
})

const near = (one: number | null | undefined, other: number | null) =>
  one === null || one === undefined || other === null ? one === other : Math.abs(one - other) < 1e-8

describe('scores, worked out a second time in fractions', () => {
  for (const overall of RULES)
    it(`are the same where the whole is by ${overall}`, () => {
      fc.assert(
        fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
          const { framework } = readFramework(stringify(fileOf(parts, overall)))
          assert.ok(framework)
          const answers = parts.flatMap((one, s) =>
            one.asked.flatMap(({ given }, q) => (given === null ? [] : [{ question: `S${s}.${q}`, value: given }])),
          )
          const [found, plain] = [score(framework, { answers }), plainly(parts, overall)]
          assert.deepEqual(found.problems, [])
          found.sections.forEach((section, s) => {
            assert.ok(
              near(section.score, plain.sections[s] ?? null),
              `S${s}: ${section.score} and ${plain.sections[s]}`,
            )
            assert.ok(
              near(section.soFar, plain.soFar[s] ?? null),
              `S${s} so far: ${section.soFar} and ${plain.soFar[s]}`,
            )
          })
          assert.ok(near(found.overall?.score ?? null, plain.overall), `${found.overall?.score} and ${plain.overall}`)
        }),
        cases(120),
      )
    })
})
