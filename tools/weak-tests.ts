import type { AnyNode, CallExpression, Expression, ForOfStatement, Program, TryStatement } from 'acorn'
import { childrenOf, syntaxOf, within } from './syntax.ts'

export interface Source {
  readonly file: string
  readonly text: string
}

/** A place at which a test cannot fail, or depends on luck: where, and what is wrong. */
export interface Weakness {
  readonly file: string
  readonly line: number
  readonly what: string
}

/** The names by which a file asserts something: the assertions of Node.js, and every function that uses one. */
type Asserting = ReadonlySet<string>

/** Calls that fail where something is not so, of whatever they are called on. */
const FAILING = new Set(['waitFor', 'rejects', 'waitForURL', 'waitForEvent'])
const ENTERING = new Set(['it', 'test'])
/** Calls on a list that leave it as long as it was. */
const AS_LONG = new Set(['entries', 'keys', 'values', 'map', 'toSorted', 'toReversed', 'split', 'concat'])

/** What is weak in a file of tests. `imported` answers the text of a file that it imports from, or null for one that is not the project's. */
export function weaknesses(source: Source, imported: (from: string, specifier: string) => Source | null): Weakness[] {
  const { file, text } = source
  const program = syntaxOf(text)
  const asserting = assertingNames(source, program, imported)
  const found: { readonly start: number; readonly what: string }[] = []
  const constants = constantsOf(program)
  const visit = (node: AnyNode, ancestors: readonly AnyNode[]): void => {
    const what = weaknessOf(node, ancestors, { asserting, constants, text })
    if (what) found.push({ start: node.start, what })
    for (const child of childrenOf(node)) visit(child, [node, ...ancestors])
  }
  visit(program, [])
  return found.map(({ start, what }) => ({ file, line: text.slice(0, start).split('\n').length, what }))
}

interface Around {
  readonly asserting: Asserting
  readonly constants: Constants
  readonly text: string
}

function weaknessOf(node: AnyNode, ancestors: readonly AnyNode[], around: Around): string | null {
  switch (node.type) {
    case 'CallExpression':
      return ofCall(node, ancestors, around)
    case 'ForOfStatement':
      return ofLoop(node, ancestors, around)
    case 'TryStatement':
      return ofTry(node, around)
    default:
      return null
  }
}

function ofCall(node: CallExpression, ancestors: readonly AnyNode[], around: Around): string | null {
  const name = nameOf(node.callee)
  const last = node.arguments.at(-1)
  if (ENTERING.has(name) && last && isFunction(last))
    return asserts(last, around.asserting) ? null : 'a test that asserts nothing'
  if (['skip', 'todo', 'only'].includes(name) && node.callee.type === 'MemberExpression')
    return ENTERING.has(nameOf(node.callee.object)) || ['t', 'describe'].includes(nameOf(node.callee.object))
      ? `a test that is left out by ${name}`
      : null
  if (name === 'isVisible' || name === 'waitForTimeout') return `a step that goes by ${name}`
  if ((name === 'pause' || name === 'setTimeout') && ancestors[0]?.type === 'AwaitExpression')
    return ancestors.some(isLoop) ? null : 'a wait by time: wait until it is so'
  if (isAssertion(node) && name !== 'fail' && node.arguments.length > 0 && node.arguments.slice(0, 2).every(isLiteral))
    return 'an assertion about what is written in it'
  if (isAssertion(node) && node.arguments[0] && isOfAnyLength(node.arguments[0]))
    return 'an assertion that a list is not shorter than empty'
  if (name === 'every' && node.callee.type === 'MemberExpression') {
    const holder = ancestors.find((one) => one.type === 'CallExpression' && isAssertion(one))
    if (!holder || isSure(node.callee.object, around.constants)) return null
    return isCounted(node.callee.object, node, ancestors, around) ? null : 'every of a list that may be empty'
  }
  return null
}

function ofLoop(node: ForOfStatement, ancestors: readonly AnyNode[], around: Around): string | null {
  if (!asserts(node.body, around.asserting, false) || isSure(node.right, around.constants)) return null
  return isCounted(node.right, node, ancestors, around) ? null : 'assertions in a loop over a list that may be empty'
}

function ofTry({ block, handler }: TryStatement, { asserting }: Around): string | null {
  if (!handler || !asserts(block, asserting)) return null
  return asserts(handler.body, asserting) ? null : 'a catch that swallows what an assertion says'
}

/** Whether an assertion outside a place says something of the list that is gone through, or of what is gathered while it is. */
function isCounted(
  list: AnyNode,
  place: AnyNode,
  ancestors: readonly AnyNode[],
  { asserting, text }: Pick<Around, 'asserting' | 'text'>,
): boolean {
  const names = new Set([...rootsOf(list), ...gathered(place)])
  const own = ancestors.filter(isFunction)
  const body = own.at(-1) ?? ancestors.at(-1)
  if (!body) return false
  return within(body).some(
    (one) =>
      one.type === 'CallExpression' &&
      (one.end <= place.start || one.start >= place.end) &&
      (isAssertion(one) || asserting.has(nameOf(one.callee))) &&
      [...names].some((name) => new RegExp(`\\b${name}\\b`).test(text.slice(one.start, one.end))),
  )
}

/** The names that an assertion would call a list by. */
function rootsOf(list: AnyNode): string[] {
  switch (list.type) {
    case 'Identifier':
      return [list.name]
    case 'MemberExpression':
      return list.property.type === 'Identifier' ? [list.property.name] : rootsOf(list.object)
    case 'ArrayExpression':
      return list.elements.flatMap((one) => (one?.type === 'SpreadElement' ? rootsOf(one.argument) : []))
    case 'LogicalExpression':
      return rootsOf(list.left)
    case 'NewExpression':
      return list.arguments.flatMap(rootsOf)
    case 'CallExpression':
      if (list.callee.type !== 'MemberExpression' || nameOf(list.callee) === 'matchAll') return []
      return isClass(list.callee.object) ? list.arguments.flatMap(rootsOf) : rootsOf(list.callee.object)
    default:
      return []
  }
}

/** The variables that a place counts or gathers in. */
function gathered(place: AnyNode): string[] {
  return within(place).flatMap((one) => {
    if (one.type === 'AssignmentExpression') return rootsOf(one.left)
    if (one.type === 'UpdateExpression') return rootsOf(one.argument)
    const isGathering = one.type === 'CallExpression' && ['push', 'add', 'set', 'delete'].includes(nameOf(one.callee))
    return isGathering && one.callee.type === 'MemberExpression' ? rootsOf(one.callee.object) : []
  })
}

/** Names that a file declares, with all that they stand for; nothing for those that come from elsewhere. */
type Constants = ReadonlyMap<string, readonly Expression[]>

function constantsOf(program: Program): Constants {
  const found = new Map<string, Expression[]>()
  for (const node of within(program)) {
    if (node.type === 'ImportSpecifier') found.set(node.local.name, [])
    if (node.type === 'VariableDeclaration' && node.kind === 'const')
      for (const { id, init } of node.declarations)
        if (id.type === 'Identifier' && init) found.set(id.name, [...(found.get(id.name) ?? []), init])
  }
  return found
}

/** Whether a list has something in it whatever the data are: it is written out, or a module declares it. */
function isSure(list: AnyNode, constants: Constants): boolean {
  const isWritten = (one: AnyNode | null | undefined): boolean => !!one && isSure(one, constants)
  switch (list.type) {
    case 'ArrayExpression':
      return list.elements.some((one) => one && (one.type !== 'SpreadElement' || isWritten(one.argument)))
    case 'ObjectExpression':
      return list.properties.some((one) => one.type !== 'SpreadElement' || isWritten(one.argument))
    case 'Literal':
      return typeof list.value === 'string' && list.value !== ''
    case 'TemplateLiteral':
      return true
    case 'Identifier':
      return constants.get(list.name)?.every(isWritten) ?? false
    case 'ConditionalExpression':
      return isWritten(list.consequent) && isWritten(list.alternate)
    case 'NewExpression':
      return isWritten(list.arguments[0])
    case 'AwaitExpression':
      return isWritten(list.argument)
    case 'CallExpression':
      return isSureCall(list, isWritten)
    default:
      return false
  }
}

function isSureCall({ callee, arguments: [first] }: CallExpression, isWritten: (one: AnyNode) => boolean): boolean {
  if (callee.type !== 'MemberExpression') return false
  const name = nameOf(callee)
  if (isClass(callee.object)) return first !== undefined && isWritten(first)
  if (name === 'split') return true
  if (name === 'slice' && first?.type === 'Literal' && first.value === 0) return isWritten(callee.object)
  return AS_LONG.has(name) && isWritten(callee.object)
}

/** The names that assert in a file, found until no more come: its own functions, and what it imports from the project. */
function assertingNames(
  source: Source,
  program: Program,
  imported: (from: string, specifier: string) => Source | null,
  seen: ReadonlySet<string> = new Set(),
): Asserting {
  const names = new Set<string>(['assert'])
  for (const node of program.body) {
    if (node.type !== 'ImportDeclaration' || typeof node.source.value !== 'string') continue
    const from = imported(source.file, node.source.value)
    if (!from || seen.has(from.file)) continue
    const theirs = assertingNames(from, syntaxOf(from.text), imported, new Set([...seen, source.file]))
    for (const one of node.specifiers)
      if (one.type === 'ImportSpecifier' && one.imported.type === 'Identifier' && theirs.has(one.imported.name))
        names.add(one.local.name)
  }
  for (let size = 0; size < names.size; ) {
    size = names.size
    for (const node of within(program)) for (const name of namesFrom(node, names)) names.add(name)
  }
  return names
}

/** The names that a declaration gives to something that asserts. */
function namesFrom(node: AnyNode, asserting: Asserting): string[] {
  if (node.type === 'FunctionDeclaration') return node.id && asserts(node.body, asserting) ? [node.id.name] : []
  if (node.type === 'Property')
    return isFunction(node.value) && asserts(node.value, asserting) ? [nameOf(node.key)] : []
  if (node.type !== 'VariableDeclarator' || !node.init || !asserts(node.init, asserting)) return []
  if (node.id.type === 'Identifier') return isFunction(node.init) ? [node.id.name] : []
  // What a function that asserts gives back asserts as well: the steps of a journey.
  if (node.init.type !== 'CallExpression' || node.id.type !== 'ObjectPattern') return []
  return node.id.properties.flatMap((one) => (one.type === 'Property' ? [nameOf(one.value)] : []))
}

/** Whether something fails where what it looks at is not so. */
const asserts = (node: AnyNode, asserting: Asserting, orThrows = true): boolean =>
  within(node).some(
    (one) =>
      (orThrows && one.type === 'ThrowStatement') ||
      (one.type === 'CallExpression' &&
        (isAssertion(one) || asserting.has(nameOf(one.callee)) || FAILING.has(nameOf(one.callee)))),
  )

const isAssertion = ({ callee }: CallExpression): boolean =>
  nameOf(callee) === 'assert' || (callee.type === 'MemberExpression' && nameOf(callee.object) === 'assert')

const nameOf = (node: AnyNode): string => {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : ''
}

/** Those that make one list from another. */
const isClass = (node: AnyNode) => ['Object', 'Array', 'Map', 'Promise'].includes(nameOf(node))

const isFunction = (node: AnyNode) =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration'

const isLoop = (node: AnyNode) =>
  ['ForStatement', 'WhileStatement', 'DoWhileStatement', 'ForOfStatement'].includes(node.type)

/** `x.length >= 0`, and the same of a size: so of each list. */
const isOfAnyLength = (node: AnyNode): boolean =>
  node.type === 'BinaryExpression' &&
  node.operator === '>=' &&
  node.left.type === 'MemberExpression' &&
  ['length', 'size'].includes(nameOf(node.left)) &&
  node.right.type === 'Literal' &&
  node.right.value === 0

const isLiteral = (node: AnyNode): boolean =>
  node.type === 'Literal' ||
  (node.type === 'ArrayExpression' && node.elements.every((one) => one !== null && isLiteral(one)))
