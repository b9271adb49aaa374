import { firstValue, type Values } from './field.ts'

/** More than any place, version or count here can be, and less than a column of whole numbers holds. */
const MOST_DIGITS = 9

/**
 * A place, version or count that a form or an address carries along, which nobody types: nine digits at most. Whatever else stands there,
 * such as `1e400`, is none, and what the caller gives instead counts.
 */
export function countIn(values: Values, name: string, otherwise = 0): number {
  const digits = firstValue(values, name).trim()
  return /^\d+$/.test(digits) && digits.length <= MOST_DIGITS ? Number(digits) : otherwise
}

/** The version of something that a form was filled in for. Where it says none, it is one that nothing has. */
export const versionIn = (values: Values, name = 'version'): number => countIn(values, name, -1)
