import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'
import { COLUMN_FIELDS } from '../model/model.ts'

/** Words that departments put over their columns: data that anybody can read and add to. */
export const EXACT = z
  .partialRecord(z.enum(COLUMN_FIELDS), z.array(z.string()))
  .parse(parse(readFileSync(join(ROOT, 'content/plan-headers.yaml'), 'utf8')))
