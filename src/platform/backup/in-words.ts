import { dirname, join, resolve } from 'node:path'
import { counted, sizeInWords } from '../words.ts'
import type { Manifest } from './manifest.ts'
import type { Replayed } from './replaying.ts'

type Said = Pick<Manifest, 'files' | 'sealed'>

/** What a backup lacks of what it should hold: not what was destroyed while it was made. */
export function lostOf({ files, sealed }: Said): { readonly digest: string; readonly why: string }[] {
  const addresses = (sealed?.lost ?? []).map(({ address, why }) => ({ digest: address, why }))
  return [...files.lost, ...addresses].filter(({ why }) => why !== 'destroyed')
}

/** What came of a backup, in lines for people: it is complete, or it is not and says what it lacks. */
export function outcomeOf(manifest: Said & Pick<Manifest, 'tables' | 'audit'>, folder: string): string[] {
  const lost = lostOf(manifest)
  const outcome =
    lost.length === 0
      ? `The backup is complete: ${folder}`
      : `The backup is NOT complete. It lacks ${lackedBy(manifest)}. Everything else is in ${folder}`
  const keys = manifest.sealed?.keys ?? null
  return [
    outcome,
    ...lost.map(({ digest, why }) => `- the file ${digest} is ${why}`),
    inWords(manifest),
    ...(keys === null
      ? []
      : [
          `The keys of sealed files are in ${join(dirname(resolve(folder)), keys)}, and the master key is in neither: keep all three.`,
        ]),
  ]
}

/** What is known of a backup that was read again and found as it was made. */
export function standingOf(manifest: Said): string {
  return lostOf(manifest).length === 0
    ? 'The backup is whole.'
    : `The backup is as it was made: it lacks ${lackedBy(manifest)}, which was lost before it was made.`
}

/** What was compared after a restore, and found so. */
export const comparedWith = (manifest: Said): string =>
  `Every table, every file${lostOf(manifest).length === 0 ? '' : ' that the backup holds'} and the root of the audit log are as the manifest says.`

/** What a restore did beyond the backup, in lines for people. */
export function replayedInWords({ destroyed, lockedGroups }: Pick<Replayed, 'destroyed' | 'lockedGroups'>): string[] {
  const times = `${counted(destroyed.length, 'destruction was', 'destructions were')} decided after the backup was made, and done again.`
  const locked = `There is no key for ${counted(lockedGroups, 'group', 'groups')} of sealed files. Bring the keys with: npx muniment files bring-keys FILE`
  return [...(destroyed.length > 0 ? [times] : []), ...(lockedGroups > 0 ? [locked] : [])]
}

const filesOf = ({ files, sealed }: Said) => files.count + (sealed?.count ?? 0)

const lackedBy = (manifest: Said) =>
  `${lostOf(manifest).length} of ${filesOf(manifest)} kept ${filesOf(manifest) === 1 ? 'file' : 'files'}`

/** How much a backup holds, on one line. */
export function inWords(manifest: Said & Pick<Manifest, 'tables' | 'audit'>): string {
  const { tables, files, sealed, audit } = manifest
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const lost = lostOf(manifest).length
  const less = lost === 0 ? '' : `, less ${lost} that ${lost === 1 ? 'is' : 'are'} lost`
  const bytes = sizeInWords(files.bytes + (sealed?.bytes ?? 0))
  return `${counted(rows, 'row', 'rows')} in ${counted(tables.length, 'table', 'tables')}, ${counted(filesOf(manifest), 'file', 'files')} (${bytes})${less}, ${counted(audit.placed + audit.waiting, 'audit entry', 'audit entries')}, root ${audit.root}`
}
