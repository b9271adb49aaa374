import type { Row } from '../result.ts'
import type { Format } from '../signatures/model.ts'
import { NAME_PROBLEMS, nameProblems } from './names.ts'
import type { Entry } from './walk.ts'

/** What a row says of the formats that were told. */
export function named(formats: readonly Format[]): Partial<Row> {
  return {
    puids: formats.map(({ puid }) => puid),
    formats: formats.map(({ puid, name, version, mime }) => ({ puid, name, version, mime })),
    format: joined(formats.map(({ name }) => name)),
    version: joined(formats.map(({ version }) => version)),
    mime: joined(formats.map(({ mime }) => mime)),
  }
}

/** Several formats may fit; what differs is given for each. */
function joined(values: readonly string[]): string | null {
  const different = [...new Set(values)].filter((value) => value !== '')
  return different.length === 0 ? null : different.join('; ')
}

const NOTHING = {
  size: null,
  modifiedAt: null,
  createdAt: null,
  ownerId: null,
  puids: [],
  formats: [],
  format: null,
  version: null,
  mime: null,
  basis: null,
  extensionMismatch: false,
  isProtected: false,
  error: null,
} as const

/** The row of an entry: what is known of it, and what is wrong with its name. */
export function rowOf(entry: Entry, known: Partial<Row>): Row {
  const isTold = (known.puids?.length ?? 0) > 0
  const outcome = known.error ? 'unreadable' : isTold ? 'identified' : 'unidentified'
  const problems = nameProblems(entry.name, entry.path, entry.isUtf8)
  const warnings = [...(known.warnings ?? []), ...problems.map((problem) => NAME_PROBLEMS[problem])]
  const pathBytes = typeof entry.at === 'string' ? {} : { pathBytes: entry.at.toString('base64') }
  return {
    ...NOTHING,
    ...known,
    path: entry.path,
    ...pathBytes,
    kind: entry.kind,
    outcome,
    nameProblems: problems,
    warnings,
  }
}
