import { sizeInWords } from '../blobs/index.ts'
import { counted } from '../words.ts'
import type { Manifest } from './manifest.ts'

/** What came of a backup, in lines for people: it is complete, or it is not and says what it lacks. */
export function outcomeOf(manifest: Pick<Manifest, 'tables' | 'files' | 'audit'>, folder: string): string[] {
  const { lost } = manifest.files
  const outcome =
    lost.length === 0
      ? `The backup is complete: ${folder}`
      : `The backup is NOT complete. It lacks ${lackedBy(manifest)}. Everything else is in ${folder}`
  return [outcome, ...lost.map(({ digest, why }) => `- the file ${digest} is ${why}`), inWords(manifest)]
}

/** What is known of a backup that was read again and found as it was made. */
export function standingOf(manifest: Pick<Manifest, 'files'>): string {
  return manifest.files.lost.length === 0
    ? 'The backup is whole.'
    : `The backup is as it was made: it lacks ${lackedBy(manifest)}, which the house had lost before.`
}

const lackedBy = ({ files }: Pick<Manifest, 'files'>) =>
  `${files.lost.length} of ${files.count} kept ${files.count === 1 ? 'file' : 'files'}`

/** How much a backup holds, on one line. */
export function inWords({ tables, files, audit }: Pick<Manifest, 'tables' | 'files' | 'audit'>): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const lost =
    files.lost.length === 0 ? '' : `, less ${files.lost.length} that ${files.lost.length === 1 ? 'is' : 'are'} lost`
  return `${counted(rows, 'row', 'rows')} in ${counted(tables.length, 'table', 'tables')}, ${counted(files.count, 'file', 'files')} (${sizeInWords(files.bytes)})${lost}, ${counted(audit.placed + audit.waiting, 'audit entry', 'audit entries')}, root ${audit.root}`
}
