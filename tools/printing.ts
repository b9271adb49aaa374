/** A place where something is written to a terminal past `src/platform/printing.ts`, counted from 1. */
export interface Unquoted {
  readonly line: number
  readonly what: string
}

const STREAM = '(?:stdout|stderr)'
const PAST = new RegExp(
  [
    String.raw`\bprocess\.${STREAM}\.write\b`,
    String.raw`\bprocess\[`,
    String.raw`\bconsole\.\w+`,
    // The streams under names of their own.
    String.raw`\bimport\b.*\{[^}]*\b${STREAM}\b[^}]*\} from '(?:node:)?process'`,
    String.raw`\{[^}]*\b${STREAM}\b[^}]*\} = process\b`,
    String.raw`\bfrom '(?:node:)?console'`,
    // The numbers that they have as files.
    String.raw`\bwrite(?:File)?Sync\([12],`,
  ].join('|'),
)

/** What a file writes to standard output or standard error without its being quoted. Comments say what they like. */
export const unquotedIn = (text: string): Unquoted[] =>
  text.split('\n').flatMap((words, at) => {
    const [what] = PAST.exec(words.replace(/^\s*(?:\/\/|\/?\*).*/, '')) ?? []
    return what ? [{ line: at + 1, what }] : []
  })
