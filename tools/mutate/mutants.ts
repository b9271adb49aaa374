import type { AnyNode, CallExpression, Identifier, Node } from 'acorn'
import { childrenOf, syntaxOf } from '../syntax.ts'

/** One small wrong in one place: `from` at `start` becomes `to`. */
export interface Mutant {
  /** Path from the root of the project. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly start: number
  readonly from: string
  readonly to: string
  /** The exported function or constant that it stands in, or '' at the top of the file. */
  readonly inside: string
}

const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['===', '!=='],
  ['!==', '==='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['-', '+'],
  ['*', '/'],
])
const QUANTIFIERS: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
])

/** The words that make one declared rule of several conditions. */
const DECLARED: ReadonlyMap<string, string> = new Map([
  ['any', 'all'],
  ['all', 'any'],
])

/** Conditions of SQL and what they are confused with: what is found, and what stands there instead. */
const IN_SQL: readonly [RegExp, string][] = [
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ <> /g, ' = '],
  [/\bis null\b/g, 'is not null'],
  [/\bis not null\b/g, 'is null'],
  [/\bnot exists\b/g, 'exists'],
  [/(?<!not )\bexists\b/g, 'not exists'],
  [/(?<=\bwhere\b[^;]*) and (?=[^;]*$)/g, ' or '],
]

/** Every mutant of a file's rules: of its conditions, boundaries, quantifiers, sets, numbers, early answers and SQL. Nothing is changed in words. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const found: Mutant[] = []
  const lineAt = (start: number) => text.slice(0, start).split('\n').length
  const add = (start: number, end: number, to: string, inside: string) =>
    found.push({ file, line: lineAt(start), start, from: text.slice(start, end), to, inside })
  walk(syntaxOf(text), null, '', (node, parent, inside) => {
    for (const [start, end, to] of changesOf(node, parent, text)) add(start, end, to, inside)
  })
  return found.toSorted((a, b) => a.start - b.start)
}

type Change = readonly [start: number, end: number, to: string]

function changesOf(node: AnyNode, parent: AnyNode | null, text: string): Change[] {
  const words = ({ start, end }: Node) => text.slice(start, end)
  switch (node.type) {
    case 'BinaryExpression': {
      const to = COMPARISONS.get(node.operator)
      if (!to) return []
      const start = text.indexOf(node.operator, node.left.end)
      return [[start, start + node.operator.length, to]]
    }
    case 'LogicalExpression':
      // Each half by itself: a condition that nobody would miss is found out.
      return node.operator === '??'
        ? []
        : [node.left, node.right].map((half) => [node.start, node.end, `(${words(half)})`])
    case 'UnaryExpression':
      return node.operator === '!' ? [[node.start, node.argument.start, '']] : []
    case 'IfStatement':
      return [[node.test.start, node.test.end, 'false']]
    case 'ConditionalExpression':
      return [[node.test.start, node.test.end, `!(${words(node.test)})`]]
    case 'Literal':
      // Which part of something is taken says nothing of a rule.
      if (parent?.type === 'MemberExpression') return []
      if (typeof node.value === 'number') return [[node.start, node.end, String(node.value + 1)]]
      return typeof node.value === 'boolean' ? [[node.start, node.end, String(!node.value)]] : []
    case 'CallExpression':
      return ofCall(node, words, text)
    case 'NewExpression':
      return ofSet(node)
    case 'TaggedTemplateExpression':
      return node.tag.type === 'Identifier' && node.tag.name === 'sql' ? node.quasi.quasis.flatMap(ofSql) : []
    default:
      return []
  }
}

function ofCall(node: CallExpression, words: (node: Node) => string, text: string): Change[] {
  const { callee } = node
  if (callee.type === 'Identifier')
    return DECLARED.has(callee.name) ? ofDeclared(node, callee, words) : ofOwnQuantifier(callee, text)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return []
  const { property } = callee
  if (DECLARED.has(property.name)) return ofDeclared(node, property, words)
  const to = QUANTIFIERS.get(property.name)
  if (to) return [[property.start, property.end, to]]
  return ['includes', 'has', 'startsWith'].includes(property.name) ? [[node.start, node.end, `!${words(node)}`]] : []
}

/** A declared rule without one of its conditions, and with one of them asked for where all are, or all where one is. */
function ofDeclared(node: CallExpression, called: Identifier, words: (node: Node) => string): Change[] {
  const { arguments: conditions, callee } = node
  const other = DECLARED.get(called.name)
  if (!other || conditions.length < 2) return []
  // A word that stands alone may be the only one that the file has taken: the rule is written as the data that the other would make.
  const swapped: Change =
    callee === called
      ? [node.start, node.end, `({ kind: '${other}', of: [${conditions.map(words).join(', ')}] })`]
      : [called.start, called.end, other]
  const without = conditions.map((one, index): Change => {
    const [before, next] = [conditions[index - 1], conditions[index + 1]]
    return [next || !before ? one.start : before.end, next ? next.start : one.end, '']
  })
  return [swapped, ...without]
}

/** A file that has functions of its own for “some” and “every” is asked for the other; a word that it does not have would only break it. */
function ofOwnQuantifier({ name, start, end }: Identifier, text: string): Change[] {
  const to = QUANTIFIERS.get(name)
  return to && text.includes(`function ${to}(`) ? [[start, end, to]] : []
}

/** A set of words without one of them. */
function ofSet(node: Extract<AnyNode, { type: 'NewExpression' }>): Change[] {
  const [list] = node.arguments
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'Set' || list?.type !== 'ArrayExpression') return []
  return list.elements.flatMap((one, index) => {
    const next = list.elements[index + 1]
    return one?.type === 'Literal' ? [[one.start, next ? next.start : one.end, ''] as const] : []
  })
}

function ofSql({ start, value }: { start: number; value: { raw: string } }): Change[] {
  return IN_SQL.flatMap(([pattern, to]) =>
    [...value.raw.matchAll(pattern)].map(
      ({ index, 0: from }) => [start + index, start + index + from.length, to] as const,
    ),
  )
}

type Visit = (node: AnyNode, parent: AnyNode | null, inside: string) => void

/** Visits a tree, telling the function or constant of the file's own that each node stands in. */
function walk(node: AnyNode, parent: AnyNode | null, inside: string, visit: Visit): void {
  visit(node, parent, inside)
  const name = inside === '' ? nameOf(node) : inside
  for (const child of childrenOf(node)) walk(child, node, name, visit)
}

function nameOf(node: AnyNode): string {
  if (node.type === 'FunctionDeclaration') return node.id?.name ?? ''
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') return node.id.name
  return ''
}
