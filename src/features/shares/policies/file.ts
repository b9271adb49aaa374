import { readFileSync } from 'node:fs'
import { NotFound } from '#platform/errors.ts'
import { type PolicyRule, readPolicy } from './policies.ts'

/** Reads a policy from a file of the server. */
export function readPolicyFile(path: string): PolicyRule[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new NotFound(`Cannot read ${path}`)
  }
  return readPolicy(text)
}
