import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '#platform/config.ts'
import { readKinds, type SaidKinds } from './beside-shape.ts'

/** What can stand beside a plan: data that anybody can read and add to. */
export const SAID_KINDS: SaidKinds = readKinds(
  parse(readFileSync(join(ROOT, 'content/plan-tables-beside.yaml'), 'utf8')),
)
