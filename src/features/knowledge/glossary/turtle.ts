import factories from 'n3/lib/N3DataFactory.js'
import parsers from 'n3/lib/N3Parser.js'
import { tooMuch, UnreadableFile } from '#platform/reading/index.ts'
import { shortened } from '#platform/words.ts'
import { type Fault, LIMITS, type Statement } from './model.ts'

type Term = parsers.Term

/** Types of plain words (RDF 1.1, 5): that of text, and of text in a language. */
const PLAIN = new Set([
  'http://www.w3.org/2001/XMLSchema#string',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString',
])

/** The statements of a file in Turtle with the line of each, as far as it can be read, and where it cannot. */
export function readTurtle(text: string): { statements: Statement[]; fault: Fault | null } {
  const statements: Statement[] = []
  // A statement is complete with the sign behind its last word: it stands on the line of the token before.
  const lines = { now: 1, before: 1 }
  const quad = (subject: Term, predicate: Term, object: Term): object => {
    if (statements.length === LIMITS.statements) throw tooMuch('statements', LIMITS.statements)
    const one = { subject: nameOf(subject), predicate: nameOf(predicate), object: objectOf(object), line: lines.before }
    statements.push(one)
    return one
  }
  const parser = new parsers.default({ format: 'text/turtle', factory: { ...factories.default, quad } })
  try {
    parser.parse(text, {
      onToken: ({ line }) => {
        lines.before = lines.now
        lines.now = line
      },
    })
    return { statements, fault: null }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    return { statements, fault: faultOf(error) }
  }
}

const nameOf = ({ termType, value }: Term): string => (termType === 'NamedNode' ? value : `_:${value}`)

const objectOf = (term: Term): Statement['object'] =>
  term.termType === 'Literal'
    ? {
        text: term.value,
        language: (term.language ?? '').toLowerCase(),
        datatype: term.datatype && !PLAIN.has(term.datatype.value) ? term.datatype.value : null,
      }
    : nameOf(term)

/** What the parser says, in our words: `Undefined prefix "ex:" on line 2.` */
function faultOf(error: unknown): Fault {
  const said = error instanceof Error ? error.message : ''
  const [, message = said, line = '1'] = /^(.*) on line (\d+)\.$/s.exec(said) ?? []
  return { line: Number(line), what: inWords(message) }
}

function inWords(message: string): string {
  const [, prefix] = /^Undefined prefix "(.*)"$/s.exec(message) ?? []
  if (prefix !== undefined) return `the prefix “${shortened(prefix, 60)}” is not declared`
  if (/got eof|end of/i.test(message)) return 'the file ends in the middle of a statement'
  if (/to end with a dot/.test(message)) return 'a full stop is missing after a declaration'
  if (/punctuation/.test(message)) return 'a full stop, semicolon or comma is missing between two statements'
  const [, sign] = /^Unexpected "(.*)"$/s.exec(message) ?? []
  if (/^["']/.test(sign ?? '')) return `what begins with “${shortened(sign ?? '', 60)}” has no closing quotation mark`
  if (sign?.startsWith('<'))
    return `the address that begins with “${shortened(sign, 60)}” has no closing bracket, or a sign in it that an address may not have`
  if (sign) return `“${shortened(sign, 60)}” is not Turtle: a word, a quotation mark or a bracket may be missing`
  return 'what stands here is not Turtle'
}
