import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Phrases as departments, councils, auditors and boards write them, each with how it is to be read from a day; ⏎ breaks a line. */
export const PHRASES = readFileSync(join(import.meta.dirname, 'phrases.tsv'), 'utf8')
  .replace(/\n$/, '')
  .split('\n')
  .slice(1)
  .map((line) => line.replaceAll('⏎', '\n').split('\t'))
