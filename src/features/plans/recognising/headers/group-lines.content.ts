import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'

const LINES = z.array(z.string()).transform((lines) => lines.toSorted((a, b) => b.length - a.length))
const WORDS = z.string().transform((words) => words.trim().split(/\s+/))
/** What stands above headers and tells of the document: data that anybody can read and add to. */
export const LINES_ABOVE = z
  .strictObject({
    markings: LINES,
    'beside-markings': WORDS,
    opens: LINES,
    numbered: LINES,
    alone: LINES,
    labels: WORDS,
    'plan-heads': WORDS,
    'plan-words': WORDS,
    'sheet-words': WORDS,
  })
  .parse(parse(readFileSync(join(ROOT, 'content/plan-lines.yaml'), 'utf8')))
