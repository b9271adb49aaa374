import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'

const WORDS = z.string().transform((words) => words.trim().split(/\s+/))
const KIND = z.object({
  heads: z.array(WORDS),
  beside: WORDS,
  periods: WORDS.optional(),
  asked: WORDS.optional(),
  deeds: WORDS.optional(),
})
/** Which words may stand together in a header that is sure: data that anybody can read and add to. */
export const KINDS = z
  .object({
    target: KIND,
    status: KIND,
    owner: KIND,
    action: KIND,
    ref: KIND,
    response: KIND,
    priority: KIND,
    recommendation: KIND,
  })
  .parse(parse(readFileSync(join(ROOT, 'content/plan-header-words.yaml'), 'utf8')))
