import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../config.ts'

/** Characters that must be left of a password once everything that people often write is taken away. */
const LEAST_LEFT = 6

/** Rows of a keyboard, the alphabet and the digits, along which fingers run. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn',
]

/** Signs that stand for letters. */
const STANDS_FOR: ReadonlyMap<string, string> = new Map([
  ['@', 'a'],
  ['4', 'a'],
  ['3', 'e'],
  ['1', 'i'],
  ['!', 'i'],
  ['0', 'o'],
  ['5', 's'],
  ['$', 's'],
  ['7', 't'],
])

let words: readonly string[] | null = null

/** The words that passwords are often made of, the longest first. */
function commonWords(): readonly string[] {
  words ??= readFileSync(join(ROOT, 'content/common-passwords.txt'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .toSorted((a, b) => b.length - a.length)
  return words
}

/**
 * Why a password is too easy to guess, or null: too few different characters are left of it when common words, the person's own names, runs of
 * keys and years are taken away. Source: NIST SP 800-63B, 3.1.1.2, and the National Cyber Security Centre's guidance on deny lists.
 */
export function guessable(password: string, names: readonly string[] = []): string | null {
  const plain = password.normalize('NFKC').toLowerCase().slice(0, 200)
  const letters = plain.replaceAll(/[@431!05$7]/g, (one) => STANDS_FOR.get(one) ?? one)
  const own = names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length > 2)
  const known = [...own, ...commonWords()]
  const taken = new Set<number>()
  for (const text of [plain, letters]) takeWords(text, known, taken)
  takeRuns(plain, taken)
  for (const { index } of plain.matchAll(/(?:19|20)\d\d/g)) take(taken, index, 4)
  const left = plain.split('').filter((one, index) => !taken.has(index) && /[\p{L}\p{N}]/u.test(one))
  return new Set(left).size < LEAST_LEFT
    ? 'Choose a password that is harder to guess: this one is made of common words, repetitions or runs of keys'
    : null
}

function take(taken: Set<number>, from: number, length: number): void {
  for (let index = from; index < from + length; index += 1) taken.add(index)
}

function takeWords(text: string, known: readonly string[], taken: Set<number>): void {
  for (const word of known)
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) take(taken, at, word.length)
}

/** Takes every run of three keys or more, forwards and backwards. */
function takeRuns(text: string, taken: Set<number>): void {
  const runs = RUNS.flatMap((run) => [run, run.split('').toReversed().join('')])
  for (let at = 0; at < text.length; at += 1) {
    const longest = runs.reduce((most, run) => Math.max(most, sharedFrom(text, at, run)), 0)
    if (longest >= 3) take(taken, at, longest)
  }
}

/** How far a text goes on as a run does. */
function sharedFrom(text: string, at: number, run: string): number {
  const from = run.indexOf(text[at] ?? ' ')
  if (from < 0) return 0
  let length = 0
  while (run[from + length] !== undefined && text[at + length] === run[from + length]) length += 1
  return length
}
