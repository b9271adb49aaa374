import { pathToFileURL } from 'node:url'
import type { Basis } from './identify.ts'
import { extensionOf } from './identify.ts'
import type { HashName, Row } from './result.ts'

/**
 * DROID's own export, 18 columns, one row for each format of a file (its option “one row per format”), so that the columns
 * are the same whatever was found. Folders have rows of their own, to which those of their contents point.
 */
export function droidHeader(hash: HashName | null): string {
  return line([
    'ID',
    'PARENT_ID',
    'URI',
    'FILE_PATH',
    'NAME',
    'METHOD',
    'STATUS',
    'SIZE',
    'TYPE',
    'EXT',
    'LAST_MODIFIED',
    'EXTENSION_MISMATCH',
    hash === null ? 'HASH' : `${hash.toUpperCase()}_HASH`,
    'FORMAT_COUNT',
    'PUID',
    'MIME_TYPE',
    'FORMAT_NAME',
    'FORMAT_VERSION',
  ])
}

const METHODS: Readonly<Record<Basis, string>> = {
  container: 'Container',
  signature: 'Signature',
  extension: 'Extension',
}

/** Writes rows one after another and numbers them; folders must come before what is in them, as the walk gives them. */
export class DroidWriter {
  #next = 1
  /** The folders above the row that was written last. */
  #above: { readonly path: string; readonly id: number }[] = []

  /** The lines of a row. */
  write(row: Row): string {
    const id = this.#next
    this.#next += 1
    while (this.#above.length > 0 && !isBelow(row.path, this.#above.at(-1)?.path ?? '')) this.#above.pop()
    const parent = this.#above.at(-1)?.id ?? null
    const isFolder = row.kind === 'folder'
    if (isFolder) this.#above.push({ path: row.path, id })
    const name = row.path.slice(row.path.lastIndexOf('/') + 1) || row.path
    const start = [
      String(id),
      parent === null ? '' : String(parent),
      pathToFileURL(row.path).href,
      row.path,
      name,
      row.basis === null ? '' : METHODS[row.basis],
      statusOf(row),
      row.size === null || isFolder ? '' : String(row.size),
      isFolder ? 'Folder' : 'File',
      isFolder ? '' : extensionOf(name),
      row.modifiedAt === null ? '' : new Date(row.modifiedAt).toISOString().slice(0, 19),
      String(row.extensionMismatch),
      row.hash ?? '',
      isFolder ? '' : String(row.puids.length),
    ]
    if (row.puids.length === 0) return line([...start, '', '', '', ''])
    return row.formats
      .map(({ puid, mime, name: format, version }) => line([...start, puid, mime, format, version]))
      .join('')
  }
}

const isBelow = (path: string, folder: string) => path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)

function statusOf({ error, kind }: Row): string {
  if (error === null) return 'Done'
  if (kind === 'folder' || /permission/i.test(error)) return 'Access denied'
  return /gone/.test(error) ? 'Not found' : 'Error'
}

const line = (values: readonly string[]) => `${values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\r\n`
