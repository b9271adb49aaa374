const figures = new Intl.NumberFormat('en-GB')

/** The word that agrees with a number which stands elsewhere: `is` for 1, `are` for any other. */
export const agreeing = <Word>(count: number | bigint, one: Word, more: Word): Word =>
  Number(count) === 1 ? one : more

/** So many of something, in figures with commas, and the words that agree with it: `1 risk`, `0 risks`, `1,200 risks are open`. */
export const counted = (count: number | bigint, one: string, more: string): string =>
  `${figures.format(count)} ${agreeing(count, one, more)}`

/** The same at the beginning of a sentence, where none is `No`: `No risks were moved`. */
export const countedOrNo = (count: number, one: string, more: string): string =>
  count === 0 ? `No ${more}` : counted(count, one, more)

/** Which article a noun has: `an asset`, `a unit`. */
export const article = (noun: string): 'a' | 'an' => (/^(?:[aeio]|u(?!nit|se|ser))/i.test(noun) ? 'an' : 'a')

/** How often: `once`, `2 times`. */
export const often = (times: number): string => (times === 1 ? 'once' : counted(times, 'time', 'times'))

/** The same where one is written as a word: `One cell changed`, `2 cells changed`. `one` is all of it. */
export const spelt = (count: number, one: string, more: string): string =>
  count === 1 ? one : counted(count, one, more)

/** The same with a capital at its beginning, as a cell of a table or a sentence has it. */
export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/** Words as a sentence lists them: `one`, `one and two`, `one, two and three`; with “or” where one of them is to be chosen. */
export const inSentence = (words: readonly string[], last: 'and' | 'or' = 'and'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`

/** Words cut to so many characters, with a sign that more stood there: `The department will …`. */
export const shortened = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most - 2)} …` : words

/** A size as people read it, in the units that file managers show: `1.4 GB`, or `25 MB` where it is just that. Powers of 1,000. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte', 'bytes')
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes
  let unit = -1
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 9.95 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
