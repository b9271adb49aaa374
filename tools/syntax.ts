import { stripTypeScriptTypes } from 'node:module'
import { type AnyNode, type Program, parse } from 'acorn'

/** The syntax of a TypeScript file, whose nodes stand where they stand in its text. */
export const syntaxOf = (text: string): Program =>
  parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module' })

/** What a node is made of, in the order in which it is written. */
export const childrenOf = (node: AnyNode): AnyNode[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)

/** A node and all that is in it. */
export const within = (node: AnyNode): AnyNode[] => [node, ...childrenOf(node).flatMap(within)]

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
