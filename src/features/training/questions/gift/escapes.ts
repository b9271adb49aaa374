/** What a backslash takes its meaning from in GIFT. */
const CONTROLS = ':#={}~'
/** A code point that is no character stands for each of them, and the next for a line end, while a question is taken apart. */
const FIRST = 0xfdd0
const LINE_END = String.fromCharCode(FIRST + CONTROLS.length)

const signOf = (control: string): string =>
  control === 'n' ? LINE_END : String.fromCharCode(FIRST + CONTROLS.indexOf(control))

/** Text in which no escaped character can be taken for one with a meaning. Other backslashes stay. */
export const guarded = (text: string): string =>
  text.replace(/\\([\\:#={}~n])/g, (_escape, control: string) => (control === '\\' ? '\\' : signOf(control)))

/** The same text with the characters themselves. */
export const unguarded = (text: string): string =>
  text.replace(/[\uFDD0-\uFDD6]/g, (sign) => CONTROLS[sign.charCodeAt(0) - FIRST] ?? '\n')

/** Text as GIFT holds it, on one line. */
export const escaped = (text: string): string =>
  text.replace(/[\\:#={}~]/g, (control) => `\\${control}`).replaceAll('\n', '\\n')
