import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'

const phrases = z.array(z.string())
/** The words of verdicts, as `content/plan-verdict-words.yaml` says them. */
export const WORDS = z
  .strictObject({
    accepted: phrases,
    'partly-accepted': phrases,
    'not-accepted': phrases,
    partly: phrases,
    before: phrases,
    behind: phrases,
    lacking: phrases,
  })
  .parse(parse(readFileSync(join(ROOT, 'content/plan-verdict-words.yaml'), 'utf8')))
