import type { AnyNode, Expression, Node, TemplateLiteral } from 'acorn'
import { childrenOf, syntaxOf } from './syntax.ts'

/** A number that stands before a noun without making it agree: where, and what is written. */
export interface Miscount {
  readonly line: number
  readonly what: string
}

/** Words that end in s behind a name and are no nouns in the plural: what somebody or something does, and names of XML. */
const VERBS = new Set(
  'always as asks becomes begins belongs contains counts cross decides describes does ends gets gives goes has holds is its judges lies lives looks names needs repeats says speaks xmlns stands starts takes this unless wants was works waits'.split(
    ' ',
  ),
)
const BETWEEN = new Set('and as at by for from in into is its of on or that the to was with'.split(' '))
/** What many do, straight behind what was counted: for 1 it would be another word. */
const MANY = /^ (?:are|were|have|do|wait|stand|lie|leave|come|go|still [a-z]+|depend|belong)\b/
const IRREGULAR = new Set(['people', 'children'])

const isPlural = (word: string) =>
  IRREGULAR.has(word) || (/[^su]s$/.test(word) && word.length > 3 && !VERBS.has(word)) || /(?:us|ss)es$/.test(word)

/** The noun in the plural that a number in front of these words would count, or null. */
export function countedNoun(words: string): string | null {
  const [first, second, third] = words
    .replace(/<[^>]*>/g, '')
    .split(/(?:\s|&nbsp;)+/)
    .slice(1, 4)
  if (!/^(?:<[^>]*>)*(?:\s|&nbsp;)/.test(words)) return null
  const noun: string[] = []
  for (const word of [first, second, third]) {
    const plain = /^[a-z-]+(?=\W|$)/.exec(word ?? '')?.[0]
    if (plain === undefined || BETWEEN.has(plain) || VERBS.has(plain)) return null
    noun.push(plain)
    if (isPlural(plain)) return noun.join(' ')
    if (plain !== word) return null
  }
  return null
}

/** What a file of the house counts by hand. Numbers that never are 1, written out or named in capitals, may stand as they are. */
export function miscounts(text: string): Miscount[] {
  const found: Miscount[] = []
  const tell = (start: number, what: string) => found.push({ line: text.slice(0, start).split('\n').length, what })
  walk(syntaxOf(text), (node) => {
    if (node.type === 'TaggedTemplateExpression' && node.tag.type === 'Identifier' && node.tag.name === 'sql')
      return false
    if (node.type === 'TemplateLiteral') for (const [start, what] of inTemplate(node)) tell(start, what)
    if (node.type === 'BinaryExpression' && node.operator === '+' && node.left.type !== 'PrivateIdentifier') {
      const noun = isCounted(node.left) ? null : countedNoun(textOf(node.right))
      if (noun) tell(node.start, `… + ${noun}`)
    }
    if (node.type === 'ConditionalExpression' && textOf(node.alternate) === 's' && textOf(node.consequent) === '')
      tell(node.start, 'an s for more than one')
    if (node.type === 'ObjectExpression') {
      const label = propertyOf(node, 'label')
      const noun = label && propertyOf(node, 'number') ? countedNoun(` ${textOf(label)}`) : null
      if (noun) tell(node.start, `number, ${noun}`)
    }
    return true
  })
  return found
}

function inTemplate({ quasis, expressions }: TemplateLiteral): [number, string][] {
  return expressions.flatMap((expression, index): [number, string][] => {
    const words = quasis[index + 1]?.value.cooked ?? ''
    const next = expressions[index + 1]
    if (words === ' ' && next && /(?:^|\.)(?:count|total|many|amount)$/.test(nameOf(expression)))
      return [[expression.start, 'words that are put in']]
    if (/^\s+$/.test(words) && next && asksForOne(next)) return [[expression.start, 'a word chosen for 1 by hand']]
    if (['counted', 'spelt'].some((name) => isCall(expression, name)) && MANY.test(words))
      return [[expression.start, 'a verb for many']]
    if (isCounted(expression)) return []
    const noun = countedNoun(words)
    return noun ? [[expression.start, noun]] : []
  })
}

const nameOf = (node: Expression): string =>
  node.type === 'Identifier'
    ? node.name
    : node.type === 'MemberExpression' && node.property.type === 'Identifier'
      ? `.${node.property.name}`
      : ''

const isCall = (node: Expression, name: string) =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name

const asksForOne = (node: Expression): boolean =>
  node.type === 'ConditionalExpression' &&
  node.test.type === 'BinaryExpression' &&
  node.test.right.type === 'Literal' &&
  node.test.right.value === 1 &&
  ['===', '!=='].includes(node.test.operator)

/** A constant in capitals, a number that is written out, or what the words of the platform have counted already. */
function isCounted(node: Expression): boolean {
  if (node.type === 'Identifier') return /^[A-Z][A-Z_]+$/.test(node.name)
  if (node.type === 'Literal') return true
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') return isCounted(node.object)
  if (node.type !== 'CallExpression') return node.type === 'TemplateLiteral'
  if (node.callee.type === 'MemberExpression' && node.callee.object.type !== 'Super')
    return isCounted(node.callee.object) && node.callee.object.type !== 'Literal'
  return ['counted', 'countedOrNo', 'spelt', 'link'].some((name) => isCall(node, name))
}

const textOf = (node: Node): string => {
  const one = node as AnyNode
  if (one.type === 'Literal') return typeof one.value === 'string' ? one.value : ''
  return one.type === 'TemplateLiteral' ? (one.quasis[0]?.value.cooked ?? '') : ''
}

function propertyOf(node: AnyNode & { type: 'ObjectExpression' }, name: string): Node | null {
  for (const property of node.properties)
    if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name)
      return property.value
  return null
}

function walk(node: AnyNode, visit: (node: AnyNode) => boolean): void {
  if (!visit(node)) return
  for (const child of childrenOf(node)) walk(child, visit)
}
