import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { checkFramework } from './check.ts'
import { type Answers, AnswersFile, type Framework, FrameworkFile, type Problem } from './model.ts'

/** What came of reading a framework: itself, unless its shape is wrong, and everything that is wrong with it. */
export interface ReadFramework {
  readonly framework: Framework | null
  readonly problems: readonly Problem[]
}

/** Anchors that unfold into more than this are an attack and not a framework. */
const MOST_ALIASES = 100
const MOST_CHARACTERS = 2_000_000

/** Reads a framework from YAML (JSON is YAML too) and checks it. Never throws because of the text. */
export function readFramework(text: string): ReadFramework {
  const lines = new LineCounter()
  const problem = (message: string, line: number | null = null): ReadFramework => ({
    framework: null,
    problems: [{ severity: 'error', path: [], message, line }],
  })
  if (text.length > MOST_CHARACTERS) return problem('The file is longer than a framework can be: 2 million characters.')
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: true })
  const [broken] = document.errors
  if (broken) return problem(`This is not YAML: ${broken.message.split('\n')[0]}`, lines.linePos(broken.pos[0]).line)
  let data: unknown
  try {
    data = document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch {
    return problem('The file repeats parts of itself too often.')
  }
  const lineOf = (path: Problem['path']): number | null => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true)
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
        return lines.linePos(Number(node.range[0])).line
    }
    return null
  }
  const { framework, problems } = frameworkOf(data)
  return { framework, problems: problems.map((one) => ({ ...one, line: lineOf(one.path) })) }
}

/** A framework from data, such as what a form or a workbook said. */
export function frameworkOf(data: unknown): ReadFramework {
  const read = FrameworkFile.safeParse(data, { reportInput: true })
  if (!read.success) return { framework: null, problems: read.error.issues.map(inPlainWords) }
  return { framework: read.data, problems: checkFramework(read.data) }
}

export function readAnswers(data: unknown): {
  readonly answers: Answers | null
  readonly problems: readonly Problem[]
} {
  const read = AnswersFile.safeParse(data, { reportInput: true })
  return read.success
    ? { answers: read.data, problems: [] }
    : { answers: null, problems: read.error.issues.map(inPlainWords) }
}

function inPlainWords(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  const where = path.length === 0 ? 'The file' : path.join('.')
  return { severity: 'error', path, message: `${where}: ${messageOf(issue)}`, line: null }
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no such thing as ${issue.keys.map((key) => `“${key}”`).join(', ')} here`
    case 'invalid_type':
      return issue.input === undefined ? 'it is missing' : `it must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `it must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'it is none of the forms that may stand here: see docs/frameworks.md'
    case 'too_small':
      return issue.message.startsWith('Too small') ? `it must be at least ${String(issue.minimum)}` : issue.message
    case 'too_big':
      return issue.message.startsWith('Too big') ? `it must be at most ${String(issue.maximum)}` : issue.message
    default:
      return issue.message
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  array: 'a list',
  object: 'a map with names and values',
  record: 'a map with names and values',
  boolean: 'true or false',
}
