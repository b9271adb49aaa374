import type { AnyNode, Node } from 'acorn'
import { childrenOf, syntaxOf } from './syntax.ts'

/** A function of a program: where it begins, on how many lines it stands, and what it is called. */
export interface FunctionFound {
  readonly name: string
  readonly line: number
  readonly lines: number
}

/** From how many lines a function is long, how many of a thousand may be long, and how long none may be. */
export const LONG = 40
export const MOST_OF_A_THOUSAND = 7
export const LONGEST = 70

/** How many lines a file may have. */
export const MOST_LINES = 300

/** What stands against the length of a file, in words; null where nothing does. */
export function longFile(file: string, text: string): string | null {
  const lines = text.split('\n').length - 1
  return lines > MOST_LINES ? `${file} has ${lines} lines: the most is ${MOST_LINES}` : null
}

/** Every function of a file: declared, written as an arrow or a method, inside of others too. Each counts all lines from its first to its last. */
export function functionsIn(text: string): FunctionFound[] {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index)
  const lineOf = (place: number) => {
    const after = ends.findIndex((end) => end >= place)
    return after < 0 ? ends.length + 1 : after + 1
  }
  const found: FunctionFound[] = []
  const look = (node: AnyNode, name: string): void => {
    if (isFunction(node)) {
      const line = lineOf(node.start)
      found.push({ name: nameIn(node) ?? name, line, lines: lineOf(node.end) - line + 1 })
    }
    for (const child of childrenOf(node)) look(child, nameIn(node) ?? (isFunction(node) ? `inside ${name}` : name))
  }
  look(syntaxOf(text), 'the file')
  return found
}

/** What stands against the length of functions, in words: nothing where few enough are long and none is too long. */
export function tooLong(all: readonly FunctionFound[]): string[] {
  const long = all.filter(({ lines }) => lines > LONG).length
  return [
    ...(long * 1000 > all.length * MOST_OF_A_THOUSAND
      ? [`More than ${MOST_OF_A_THOUSAND} in a thousand functions are over ${LONG} lines`]
      : []),
    ...all
      .filter(({ lines }) => lines > LONGEST)
      .map(({ name, lines }) => `${name} is ${lines} lines long: the most is ${LONGEST}`),
  ]
}

const isFunction = (node: AnyNode): boolean =>
  ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type)

/** The name that a node gives to the function in it. */
function nameIn(node: AnyNode): string | null {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return node.id?.name ?? null
  if (node.type === 'VariableDeclarator') return identifier(node.id)
  if (node.type === 'Property' || node.type === 'MethodDefinition' || node.type === 'PropertyDefinition')
    return identifier(node.key)
  return node.type === 'CallExpression' && identifier(node.callee) ? `given to ${identifier(node.callee)}` : null
}

function identifier(node: Node): string | null {
  const one = node as AnyNode
  if (one.type === 'Identifier' || one.type === 'PrivateIdentifier') return one.name
  return one.type === 'MemberExpression' ? identifier(one.property) : null
}
