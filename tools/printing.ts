/** A place where something is written to a terminal past `src/platform/printing.ts`, counted from 1. */
export interface Unquoted {
  readonly line: number
  readonly what: string
}

const PAST = /\bprocess\.(?:stdout|stderr)\.write\b|\bconsole\.\w+/

/** What a file writes to standard output or standard error without its being quoted. Comments say what they like. */
export const unquotedIn = (text: string): Unquoted[] =>
  text.split('\n').flatMap((words, at) => {
    const [what] = PAST.exec(words.replace(/^\s*(?:\/\/|\/?\*).*/, '')) ?? []
    return what ? [{ line: at + 1, what }] : []
  })
