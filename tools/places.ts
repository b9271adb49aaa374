import { isOfTypes, isView } from './views.ts'

/** Something that stands in a file in which it should not. */
export type Misplaced =
  | 'SQL in routes'
  | 'a deed in routes'
  | 'a deed in commands'
  | 'markup outside views'
  | 'a day of an instant'
  | 'a bare word of archives'

const IMPORT = /^import\s+(type\s+)?(\{[^}]*\}|[^'"]*?)\s*from '([^']+)'/gms

/** Whether a file takes one of some names, whatever it calls them, from a part of the platform, and not as a type. */
const takes = (text: string, part: string, names: RegExp): boolean =>
  [...text.matchAll(IMPORT)].some(
    ([, type, taken = '', from = '']) =>
      !type &&
      !isOfTypes(taken) &&
      new RegExp(`(?:^#platform|\\.)/(?:${part})(?:/|\\.ts$)`).test(from) &&
      names.test(taken),
  )

/** Whether a file answers requests, whatever it is called: it declares routes, or gives replies. */
export const answersRequests = (file: string, text: string): boolean =>
  /(?:^|\/|-)routes\.ts$/.test(file) ||
  /^export const \w+: (?:readonly )?Route\[\]/m.test(text) ||
  takes(
    text,
    'web|route|reply',
    /(?<!type )\b(?:get|post|put|patch|remove|open|protocol|page|formReply|redirect|file|json|feed|download)\b/,
  )

const SQL_SPOKEN = /\bsql`/
const MARKUP = /\bhtml`|class="(?:govuk|moj|m)-/

/** Whether a file is made of markup: it writes it, or takes what makes it, by whatever name. */
export const holdsMarkup = (text: string): boolean =>
  MARKUP.test(text) || takes(text, 'page', /(?<!type )\b(?:html|trusted)\b/)

/** Types of the house that are called by a word alone which means something to archives. */
const BARE_WORD = /^export (?:interface|type|class|enum) (?:Entry|Place|Kept|Part)\b/m

/** The parts of the platform that markup is made of. */
const MAKES_MARKUP = /^src\/platform\/(?:page|form|charts|documents)\//

/**
 * What a file of the house holds in the wrong place. Routes read a form, ask a rule and do a deed: what is asked of the database stands in a store or
 * a deed, and a transaction is a deed's: commands of the command line do deeds too. Markup stands in views, and a file that answers requests is none. The day of an instant is that of this country,
 * which `dayOfInstant` knows: `::date` gives that of the database's zone. A word of archives is part of a longer name.
 */
export function misplacedIn(file: string, text: string): Misplaced[] {
  const found: Misplaced[] = []
  const answers = answersRequests(file, text)
  if (answers && (SQL_SPOKEN.test(text) || takes(text, 'db', /(?<!type )\bsql\b/))) found.push('SQL in routes')
  if (answers && /\.(?:transaction|deed)\(/.test(text)) found.push('a deed in routes')
  if (/(?:^|\/)commands\.ts$/.test(file) && /\.(?:transaction|deed)\(/.test(text)) found.push('a deed in commands')
  if (holdsMarkup(text) && !MAKES_MARKUP.test(file) && (answers || !isView(file, text)))
    found.push('markup outside views')
  if (/(?:\b\w+_at|\.at|\bat)\)?::date\b/.test(text)) found.push('a day of an instant')
  if (BARE_WORD.test(text)) found.push('a bare word of archives')
  return found
}
