import type { Unit } from './day.ts'

const numbered = (words: string): [string, number][] =>
  words.split(' ').map((word, index): [string, number] => [word, index + 1])

const ONES = numbered(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
)
const TENS = numbered('ten twenty thirty forty fifty sixty seventy eighty ninety').map(
  ([word, tens]): [string, number] => [word, tens * 10],
)

const UNDER_TEN = new Map(ONES.slice(0, 9))
const NUMBERS = new Map<string, number>([...ONES, ...TENS, ['a', 1], ['an', 1]])

/** A number in one word, in small letters: `one` to `twenty`, the tens to `ninety`, and `a`; null for any other. */
export function smallNumber(word: string): number | null {
  return NUMBERS.get(word) ?? null
}

/** A number in words, up to 999: `seven`, `twenty five`, `a hundred`, `one hundred and twenty`; null for what is none. */
export function numberFromWords(words: string): number | null {
  const [, hundreds, rest] = /^(?:(\w+) hundred)?(?:^|$| and | )(.*)$/.exec(words) ?? []
  if (hundreds !== undefined) {
    const [above, below] = [smallNumber(hundreds), rest ? numberFromWords(rest) : 0]
    return above !== null && above < 10 && below !== null && below < 100 ? above * 100 + below : null
  }
  const [first = '', second, ...more] = words.split(' ')
  const value = smallNumber(first)
  if (value === null || more.length > 0) return null
  if (second === undefined) return value
  const ones = UNDER_TEN.get(second)
  return value >= 20 && ones !== undefined ? value + ones : null
}

const UNITS = new Map<string, Unit>(
  (
    [
      ['day', 'day days'],
      ['week', 'week weeks wk wks'],
      ['month', 'month months mth mths mnth mnths mo mos'],
      ['year', 'year years yr yrs'],
    ] as const
  ).flatMap(([unit, words]) => words.split(' ').map((word): [string, Unit] => [word, unit])),
)

/** The unit that a word names, in small letters: `months`, `mths`, `years'`; null for any other. */
export function durationUnit(word: string): Unit | null {
  return UNITS.get(word.replace(/'s?$/, '')) ?? null
}
