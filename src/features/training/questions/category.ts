import { LIMITS, oneLine } from './model.ts'
import type { Problems } from './problems.ts'

/** The name of a category as it is kept; null where it has none: the questions below it are in no category. */
export function categoryNamed(written: string, line: number, problems: Problems): string | null {
  const name = oneLine(written)
  if (name.length <= LIMITS.category) return name || null
  problems.at({ line, number: null }, 'the name of the category is too long: only its beginning is read')
  return name.slice(0, LIMITS.category).trim()
}
