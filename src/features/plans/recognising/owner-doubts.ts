import { isDateLine } from './date-lines.ts'
import { isStatusWord } from './wording.ts'

const NOBODY =
  /\b(?:vacant|vacancy|unassigned|unallocated|unfilled|unknown|nobody|no[ -]?one|no owner|no lead|none (?:yet|assigned|identified)|not (?:yet )?(?:assigned|allocated|appointed|known|identified|in post|decided|recruited|applicable)|(?:yet )?to be (?:appointed|assigned|allocated|agreed|confirmed|decided|recruited|determined|identified|advised|filled|named|nominated)|recruiting|recruitment (?:under ?way|in progress|on ?going|pending)|(?:awaiting|pending) (?:appointment|recruitment|allocation|assignment|confirmation|decision)|new (?:post|starter))\b|^\?+$/i
const ELSEWHERE = /^\W*(?:see|refer to|as (?:per|in|set out|agreed)|per)\s/i
const MONTH = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const CHANGED = new RegExp(
  String.raw`->|=>|>|[\u2192\u21d2]|\b(?:was|were|now|until|till|then|formerly|previously|former|left|leaver|departed|retired|handed over|taken over|took over|replaced by|replacing|succeeded by|transferred|has moved|moved to|on (?:maternity|paternity|parental|sick|long[- ]term|secondment))\b|\bex[- ]|\bfrom (?=\d|(?:${MONTH})[a-z]*\b)`,
  'i',
)
const UNSURE =
  /\?|\b(?:tbc|tba|tbd|possibly|probably|perhaps|maybe|provisional(?:ly)?|not (?:yet )?(?:confirmed|agreed))\b/i

/** What has to be asked of words in a cell of owners that may name nobody, or somebody who is it no more; null where they only name. */
export function doubtOf(owner: string): string | null {
  const shown = owner.length > 200 ? `${owner.slice(0, 198)} …` : owner
  if (NOBODY.test(owner) || isStatusWord(owner) || isDateLine(owner))
    return `“${shown}” names nobody. Who owns the action?`
  if (ELSEWHERE.test(owner)) return `“${shown}” points to other words. Who owns the action?`
  if (CHANGED.test(owner)) return `“${shown}” seems to say that the owner has changed. Who owns the action now?`
  return UNSURE.test(owner) ? `“${shown}” does not say for certain who it is. Who owns the action?` : null
}
