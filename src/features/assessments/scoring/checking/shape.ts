import { z } from 'zod'
import { FrameworkFile, type Problem } from '../model.ts'
import { listed, meant } from '../words.ts'

/**
 * What is wrong with the shape of a framework's file, in plain English: where, what stands there, and what may stand there. Where several
 * forms may stand in a place, the one that was most likely meant is looked at more closely.
 */
export function shapeProblems(
  data: unknown,
  issues: readonly z.core.$ZodIssue[],
  root: z.ZodType = FrameworkFile,
): Problem[] {
  return issues.flatMap((issue) => told(data, issue, [], root))
}

type Path = Problem['path']

function told(data: unknown, issue: z.core.$ZodIssue, base: Path, root: z.ZodType): Problem[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const known = namesAt(root, path)
      const may = known.length > 0 ? ` What may stand ${path.length === 0 ? 'there' : 'here'}: ${listed(known)}.` : ''
      return problem(
        [...path, key],
        `${where(path)}: there is no such thing as “${key}” here.${meant(key, known)}${may}`,
      )
    })
  if (issue.code === 'invalid_union') {
    const likely = likeliest(issue.errors)
    if (likely) return likely.flatMap((one) => told(data, one, path, root))
  }
  return [problem(path, `${where(path)}: ${messageOf(issue, valueAt(data, path))}`)]
}

const problem = (path: Path, message: string): Problem => ({ severity: 'error', path, message, line: null })
const where = (path: Path) => (path.length === 0 ? 'The file' : path.join('.'))

/** The form of a union that was meant, as far as can be told: the only one whose kind is right and whose names are known. */
function likeliest(errors: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const fits = errors.filter(
    (issues) =>
      issues.every(
        (issue) =>
          issue.path.length > 0 ||
          (issue.code === 'invalid_union' && likeliest(issue.errors) !== null) ||
          !['invalid_type', 'invalid_value', 'invalid_union', 'unrecognized_keys'].includes(issue.code),
      ) && !issues.some((issue) => issue.code === 'invalid_type' && issue.input === undefined),
  )
  return fits.length === 1 ? (fits[0] ?? null) : null
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<string | number, unknown>)[part]
        : undefined,
    data,
  )
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  const given =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? `“${String(value).slice(0, 60)}”: `
      : ''
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? 'it is missing' : `it must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value': {
      const names = issue.values.map(String)
      return `${given}it must be one of ${listed(names)}${typeof value === 'string' ? meantAfter(value, names) : ''}`
    }
    case 'invalid_union':
      return `${value === undefined ? 'it is missing: ' : given}${issue.message}${typeof value === 'string' ? meantAfter(value, namesIn(issue)) : ''}`
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'its name cannot be used'
    case 'too_small':
      return issue.message.startsWith('Too small')
        ? `${given}it must be ${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}`
        : issue.message
    case 'too_big':
      return issue.message.startsWith('Too big')
        ? `${typeof value === 'number' ? given : ''}it must be ${issue.inclusive === false ? 'less than' : 'at most'} ${String(issue.maximum)}${typeof value === 'string' ? ' characters' : ''}`
        : issue.message
    case 'invalid_format':
      return `${given}${issue.message}`
    default:
      return issue.message
  }
}

const meantAfter = (value: string, names: readonly string[]) => {
  const guess = meant(value, names)
  return guess && `.${guess}`
}

/** The words that one of the forms of a union may be. */
function namesIn(issue: z.core.$ZodIssueInvalidUnion): string[] {
  return issue.errors.flat().flatMap((one) => {
    if (one.code === 'invalid_value') return one.values.map(String)
    return one.code === 'invalid_union' ? namesIn(one) : []
  })
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a map with names and values',
  record: 'a map with names and values',
  boolean: 'true or false',
}

const Node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
})

const schemas = new WeakMap<z.ZodType, unknown>()

/** The names that may stand in a place of the file. */
function namesAt(root: z.ZodType, path: Path): string[] {
  const schema = schemas.get(root) ?? z.toJSONSchema(root, { io: 'input' })
  schemas.set(root, schema)
  const nodes = path.reduce<unknown[]>((many, part) => many.flatMap((node) => below(node, part)), forms(schema))
  return [...new Set(nodes.flatMap((node) => Object.keys(Node.safeParse(node).data?.properties ?? {})))]
}

function below(node: unknown, part: string | number): unknown[] {
  const { properties = {}, additionalProperties, items } = Node.safeParse(node).data ?? {}
  const next =
    typeof part === 'number' ? items : Object.hasOwn(properties, part) ? properties[part] : additionalProperties
  return next === undefined ? [] : forms(next)
}

function forms(node: unknown): unknown[] {
  const { anyOf } = Node.safeParse(node).data ?? {}
  return anyOf ? anyOf.flatMap(forms) : [node]
}
