import { isView } from './views.ts'

/** Something that stands in a file in which it should not. */
export type Misplaced = 'SQL in routes' | 'markup outside views' | 'a day of an instant'

/**
 * What a file of the house holds in the wrong place. Routes read a form, ask a rule and do a deed: what is asked of the database stands in a store or
 * a deed. Markup stands in views. The day of an instant is that of this country, which `dayOfInstant` knows: `::date` gives that of the database's zone.
 */
export function misplacedIn(file: string, text: string): Misplaced[] {
  const found: Misplaced[] = []
  if (/(?:^|\/|-)routes\.ts$/.test(file) && text.includes('sql`')) found.push('SQL in routes')
  if (file.startsWith('src/features/') && text.includes('html`') && !isView(file, text))
    found.push('markup outside views')
  if (/(?:\b\w+_at|\.at|\bat)\)?::date\b/.test(text)) found.push('a day of an instant')
  return found
}

/** What the list of known places has too much, and what it has not: it only becomes shorter. */
export function against(
  known: Readonly<Record<string, readonly string[]>>,
  found: ReadonlyMap<string, readonly Misplaced[]>,
): string[] {
  const is = (what: string, file: string) => found.get(file)?.some((one) => one === what) === true
  const added = [...found].flatMap(([file, all]) =>
    all.filter((what) => !known[what]?.includes(file)).map((what) => `${file} holds ${what}`),
  )
  const mended = Object.entries(known).flatMap(([what, files]) =>
    files.filter((file) => !is(what, file)).map((file) => `${file} holds ${what} no more: take it off the list`),
  )
  return [...added, ...mended]
}
