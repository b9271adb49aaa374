import type { AnyNode } from 'acorn'
import { syntaxOf, within } from './syntax.ts'

/** Which of some schemas a piece of SQL names, however it is written: `risks.risk`, `"risks"."risk"`, `RISKS.RISK`. */
export const schemasNamed = (words: string, known: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    [...words.matchAll(/(?<![\w."])"?([a-z_]+)"?\s*\.\s*"?[a-z_]/gi)]
      .map(([, schema = '']) => schema.toLowerCase())
      .filter((schema) => known.has(schema)),
  )

const nodesOf = (text: string): AnyNode[] => (/\b(?:sql|Sql|name)\b/.test(text) ? within(syntaxOf(text)) : [])

/** A name as the program writes it; null for what is none. */
const identifier = (node: AnyNode): string | null => (node.type === 'Identifier' ? node.name : null)
const literal = (node: AnyNode | null | undefined): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null

/** What makes SQL names of texts. */
const isNaming = (node: AnyNode): boolean => node.type === 'CallExpression' && identifier(node.callee) === 'name'

/** A piece of SQL as a program holds it: its words, with `?` for what is put in later, and where it begins in the program's text. */
export interface SqlPiece {
  readonly words: string
  readonly start: number
}

/** The words of a template that is tagged `sql`; what stands between quotation marks in it is no name. */
const sqlOf = (node: AnyNode): string[] =>
  node.type === 'TaggedTemplateExpression' && identifier(node.tag) === 'sql'
    ? [node.quasi.quasis.map(({ value }) => value.raw.replaceAll(/'[^']*'/g, "''")).join(' ? ')]
    : []

/** What `name('risks', 'risk')` becomes, and a table of two words, as registers and rules have it. */
function namedTable(node: AnyNode): string[] {
  if (node.type === 'CallExpression' && isNaming(node))
    return [`${literal(node.arguments[0]) ?? '?'}.${literal(node.arguments[1]) ?? 'x'}`]
  if (node.type !== 'ArrayExpression' || node.elements.length !== 2) return []
  const [schema, table] = node.elements.map((one) => literal(one))
  return schema && /^[a-z][a-z_]*$/.test(table ?? '') ? [`${schema}.${table}`] : []
}

/** Every piece of SQL of a program, also the tables that it names outside of templates. */
export const sqlIn = (text: string): SqlPiece[] =>
  nodesOf(text).flatMap((node) => [...sqlOf(node), ...namedTable(node)].map((words) => ({ words, start: node.start })))

/** Which of some schemas a program's SQL names. */
export const schemasIn = (text: string, known: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(sqlIn(text).flatMap(({ words }) => [...schemasNamed(words, known)]))

/** What stands against reading which schemas a program's SQL names. */
export type Hidden = 'SQL by another name' | 'SQL made of text' | 'a name that is put in later'

/**
 * How a program hides what its SQL names: `sql` or `name` is called otherwise or handed on, a part of the database is taken as a whole, SQL is made of
 * texts, or `name` is given something that is not written there. Each is refused, because what is not seen cannot be held.
 */
export function hiddenIn(text: string): Hidden[] {
  if (!/platform\/db\//.test(text)) return []
  const nodes = nodesOf(text)
  const taken = nodes.flatMap(takenOf)
  const allowed = new Set(nodes.flatMap(placesOf))
  const isHandedOn = (one: string) =>
    taken.includes(one) && nodes.some((node) => identifier(node) === one && !allowed.has(node))
  const found: Hidden[] = []
  if (taken.includes('otherwise') || isHandedOn('sql') || isHandedOn('name')) found.push('SQL by another name')
  if (taken.includes('Sql')) found.push('SQL made of text')
  if (taken.includes('name') && nodes.some((node) => isNaming(node) && !isWritten(node)))
    found.push('a name that is put in later')
  return found
}

const isDatabase = (from: string | null) => /(?:^#|\/)platform\/db\//.test(from ?? '')

/** What a line takes of the database's part: what it is called there, or `otherwise` where the program calls it something else. */
function takenOf(node: AnyNode): string[] {
  if (node.type === 'ImportExpression') return isDatabase(literal(node.source)) ? ['otherwise'] : []
  if (node.type === 'ExportAllDeclaration') return isDatabase(literal(node.source)) ? ['otherwise'] : []
  if (node.type === 'ExportNamedDeclaration')
    return node.source && isDatabase(literal(node.source)) && node.specifiers.length > 0 ? ['otherwise'] : []
  if (node.type !== 'ImportDeclaration' || !isDatabase(literal(node.source))) return []
  return node.specifiers.map((one) => {
    if (one.type !== 'ImportSpecifier') return 'otherwise'
    const [there, here] = [identifier(one.imported), identifier(one.local)]
    return there === here || !['sql', 'name', 'Sql'].includes(there ?? '') ? (there ?? '') : 'otherwise'
  })
}

/** Where the words `sql` and `name` may stand: as a tag, as what is called, where they are imported, and as names of properties. */
function placesOf(node: AnyNode): AnyNode[] {
  if (node.type === 'TaggedTemplateExpression') return [node.tag]
  if (node.type === 'CallExpression') return identifier(node.callee) === 'name' ? [node.callee] : []
  if (node.type === 'ImportSpecifier') return [node.imported, node.local]
  if (node.type === 'MemberExpression') return node.computed ? [] : [node.property]
  if (node.type === 'Property') return node.shorthand || node.computed ? [] : [node.key]
  return node.type === 'PropertyDefinition' || node.type === 'MethodDefinition' ? [node.key] : []
}

const isWritten = (node: AnyNode): boolean =>
  node.type === 'CallExpression' && node.arguments.length > 0 && literal(node.arguments[0]) !== null
