import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { checkFramework } from './check.ts'
import { shapeProblems } from './checking/shape.ts'
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
  const { framework, problems } = frameworkOf(data)
  return { framework, problems: problems.map((one) => ({ ...one, line: lineIn(document, lines, one.path) })) }
}

/** Says of problems where they stand in the text of their framework, as far as that can be told. */
export function withLines(text: string, problems: readonly Problem[]): Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' })
  return problems.map((one) => ({ ...one, line: one.line ?? lineIn(document, lines, one.path) }))
}

/** The line of a place in a document, or of what it stands in. */
function lineIn(document: Document, lines: LineCounter, path: Problem['path']): number | null {
  let [at, line]: [unknown, number | null] = [document.contents, null]
  for (const part of path) {
    const next = isMap(at)
      ? at.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      : isSeq(at)
        ? at.items[Number(part)]
        : undefined
    const start = isPair(next) && isNode(next.key) ? next.key.range?.[0] : isNode(next) ? next.range?.[0] : undefined
    if (start === undefined) return line
    line = lines.linePos(start).line
    at = isPair(next) ? next.value : next
    if (isAlias(at)) at = at.resolve(document)
  }
  return line
}

/** A framework from data, such as what a form or a workbook said. */
export function frameworkOf(data: unknown): ReadFramework {
  const read = FrameworkFile.safeParse(data, { reportInput: true })
  if (!read.success) return { framework: null, problems: shapeProblems(data, read.error.issues) }
  return { framework: read.data, problems: checkFramework(read.data) }
}

export function readAnswers(data: unknown): {
  readonly answers: Answers | null
  readonly problems: readonly Problem[]
} {
  const read = AnswersFile.safeParse(data, { reportInput: true })
  return read.success
    ? { answers: read.data, problems: [] }
    : { answers: null, problems: shapeProblems(data, read.error.issues, AnswersFile) }
}
