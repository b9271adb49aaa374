/** Signs that a terminal obeys instead of showing: controls, marks of direction, and ends of lines. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu
const OBEYED_WITHIN_LINES = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\u2028\u2029]/gu

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const told = (sign: string): string => NAMED[sign] ?? `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`

/** Words of strangers, such as names of files, for one line of a terminal: what it would obey is shown as JSON writes it (`\n`, `\u001b`). */
export const inTerminal = (words: string): string => words.replace(OBEYED, told)

/** The same for a text of several lines, whose ends of lines and tabs stay. */
export const linesInTerminal = (text: string): string => text.replace(OBEYED_WITHIN_LINES, told)
