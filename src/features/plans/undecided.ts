/** Letters that stand for words that are still to come: `TBC`. */
export const UNDECIDED_LETTERS = ['tba', 'tbc', 'tbd', 'tbn', 'tbs'] as const

/** The same in words. */
export const UNDECIDED_WORDS = [
  'to be agreed',
  'to be confirmed',
  'to be determined',
  'to be decided',
  'to be advised',
  'to be scheduled',
  'to be set',
  'to be announced',
  'to be arranged',
  'to be identified',
  'to be planned',
  'to follow',
  'not yet agreed',
  'not yet set',
] as const

const UNDECIDED = new RegExp(`^(?:${[...UNDECIDED_LETTERS, ...UNDECIDED_WORDS].join('|')})[.!]?$`, 'i')

/** Whether the words of a cell say only that what is to stand there is still to come. What does not apply (`n/a`) is decided. */
export const isUndecided = (words: string): boolean => UNDECIDED.test(words.trim())
