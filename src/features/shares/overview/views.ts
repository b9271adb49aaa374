import { dayOf, inWords } from '#platform/calendar/index.ts'
import { type Drawn, type Tile, treemap } from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { dataTable, govukSummaryList, type Html, html, link, type View } from '#platform/page/index.ts'
import { counted, sizeInWords } from '#platform/words.ts'
import { FAMILIES } from '../families.ts'
import { ALGORITHM_NAMES, algorithmOf, countInWords, FLAGS, isFlag, LEVELS } from '../model.ts'
import { kindInWords, visible } from '../names.ts'
import { sharePage } from '../parts.ts'
import { paths } from '../paths.ts'
import type { Duplicate, DuplicateSum, Folder, FormatRisk, Item, Share } from '../store.ts'

const folderLink = (share: Share, path: string) => `${paths.folders(share.id)}?path=${encodeURIComponent(path)}`
const day = (at: Date | null) => (at ? inWords(dayOf(at)) : '–')

/** A folder, and the largest folders in it: all of them unless `isCut`. */
export interface ShownFolder {
  readonly share: Share
  readonly folder: Folder
  readonly inside: readonly Folder[]
  readonly isCut: boolean
}

/** A folder with the folders in it: a picture of their sizes, and the same as a table. */
export function foldersPage(from: Drawn<ShownFolder>): View {
  const { share, folder, inside, isCut } = from.rows
  const own = folder.bytes - inside.reduce((sum, { bytes }) => sum + bytes, 0)
  const tiles: Tile[] = [
    ...inside.map((one) => ({
      label: visible(one.name),
      value: one.bytes,
      inWords: sizeInWords(one.bytes),
      href: folderLink(share, one.path),
    })),
    ...(own > 0 ? [{ label: 'Files in the folder itself', value: own, inWords: sizeInWords(own), href: null }] : []),
  ]
  const parts = folder.path === '' ? [] : folder.path.split('/')
  const trail = [
    link(paths.folders(share.id), 'The whole share'),
    ...parts.map((part, index) => link(folderLink(share, parts.slice(0, index + 1).join('/')), visible(part))),
  ]
  const picture = treemap({
    from,
    id: 'folders',
    title: 'Size of the folders',
    description: `${counted(inside.length, 'folder', 'folders')}, the largest first, as the table below tells`,
    tiles,
  })
  return sharePage(
    share,
    'folders',
    html`<p class="govuk-body">${trail.map((one, index) => html`${index > 0 ? ' / ' : ''}${one}`)}</p><p class="govuk-body">${counted(folder.files, 'file', 'files')}, ${sizeInWords(folder.bytes)}, last changed ${day(folder.newest)}. ${link(paths.filesOf(share.id, `folder=${encodeURIComponent(folder.path)}`), 'The files below this folder')}</p>${
      tiles.length > 0
        ? html`<div class="m-wide" tabindex="0" role="region" aria-label="Size of the folders"><figure class="m-figure">${picture}</figure></div>`
        : ''
    }${
      inside.length === 0
        ? html`<p class="govuk-body">There are no folders in it.</p>`
        : dataTable({
            caption: isCut
              ? `The ${counted(inside.length, 'largest folder', 'largest folders')} in it`
              : 'Folders in it',
            columns: [
              { text: 'Folder', classes: 'm-words' },
              { text: 'Files', numeric: true },
              { text: 'Size', numeric: true },
              { text: 'Last changed', classes: 'm-date' },
            ],
            rows: inside.map((one) => [
              link(folderLink(share, one.path), visible(one.name)),
              countInWords(one.files),
              sizeInWords(one.bytes),
              day(one.newest),
            ]),
          })
    }${downloads('Download this table', `${paths.folders(share.id)}/table`, folder.path === '' ? '' : `?path=${encodeURIComponent(folder.path)}`)}`,
  )
}

/** Folders without a file in them or below them. */
export function emptyFoldersPage(share: Share, folders: readonly Folder[], isCut: boolean): View {
  const table =
    folders.length === 0
      ? html`<p class="govuk-body">Every folder has a file in it or below it.</p>`
      : html`${dataTable({
          caption: isCut ? `The first ${counted(folders.length, 'empty folder', 'empty folders')}` : 'Empty folders',
          columns: [{ text: 'Folder', classes: 'm-words' }],
          rows: folders.map((one) => [link(folderLink(share, one.path), visible(one.path))]),
        })}${downloads('Download this table', `${paths.emptyFolders(share.id)}/table`)}`
  return sharePage(
    share,
    'folders',
    html`<p class="govuk-body">${link(paths.folders(share.id), 'All folders')}</p>${table}`,
    {
      title: 'Empty folders',
    },
  )
}

export function duplicatesPage(share: Share, sum: DuplicateSum, groups: readonly Duplicate[]): View {
  const table =
    groups.length === 0
      ? html`<p class="govuk-body">No two files are the same.</p>`
      : dataTable({
          caption: sum.groups > groups.length ? `The ${groups.length} that would save most` : 'Files that are the same',
          columns: [
            { text: 'One of them', classes: 'm-words' },
            { text: 'Copies', numeric: true },
            { text: 'Size of each', numeric: true },
            { text: 'Would be saved', numeric: true },
          ],
          rows: groups.map(({ digest, example, copies, size, saved }) => [
            link(paths.filesOf(share.id, `digest=${digest}`), visible(example)),
            countInWords(copies),
            sizeInWords(size),
            sizeInWords(saved),
          ]),
        })
  return sharePage(
    share,
    'duplicates',
    html`<p class="govuk-body">Files are the same where their contents have the same digest, whatever they are called. Empty files do not count.</p><p class="govuk-body">${counted(sum.files, 'file is a copy', 'files are copies')} of ${counted(sum.groups, 'file', 'files')}. Keeping one of each would save <strong>${sizeInWords(sum.saved)}</strong>.</p>${table}${downloads('Download this table', `${paths.duplicates(share.id)}/table`)}`,
  )
}

export function formatsPage(share: Share, formats: readonly FormatRisk[], policy: string | null): View {
  return sharePage(
    share,
    'formats',
    html`<p class="govuk-body">${policy ? html`Risk comes from the policy “${policy}”.` : 'No policy says which formats are at risk.'} ${link(paths.policies, 'Policies for formats')}</p>${dataTable(
      {
        caption: 'Formats, those at most risk first',
        columns: [
          { text: 'Format', classes: 'm-words' },
          { text: 'PUID' },
          { text: 'Risk' },
          { text: 'Files', numeric: true },
          { text: 'Size', numeric: true },
          { text: 'What to do', classes: 'm-words' },
        ],
        rows: formats.map(({ key, label, level, files, bytes, action, reason }) => [
          key === ''
            ? link(`${paths.files(share.id)}?flag=unknown`, 'Not known')
            : link(paths.filesOf(share.id, `puid=${encodeURIComponent(key)}`), label),
          key || '–',
          riskTag(level),
          countInWords(files),
          sizeInWords(bytes),
          action ? html`${action}${reason ? html`<br><span class="m-meta">${short(reason)}</span>` : ''}` : '–',
        ]),
      },
    )}${downloads('Download this table', `${paths.formats(share.id)}/table`)}`,
  )
}

/** The beginning of a reason; the whole stands in the policy and in the download. */
const short = (words: string) => (words.length > 180 ? `${words.slice(0, 178)} …` : words)

const TAGS = { high: 'red', moderate: 'yellow', low: 'green', unrated: 'grey' } as const
const riskTag = (level: FormatRisk['level']): Html =>
  html`<strong class="govuk-tag govuk-tag--${TAGS[level]}">${LEVELS[level]}</strong>`

export function filePage(share: Share, item: Item): View {
  const remarks = [
    ...item.flags.filter(isFlag).map((flag) => FLAGS[flag]),
    ...item.warnings,
    ...(item.error ? [item.error] : []),
  ]
  const rows: readonly (readonly [string, string | Html])[] = [
    ['Where', html`${link(folderLink(share, item.folder), visible(item.folder) || 'At the top')}`],
    ['What it is', item.kind === 'file' ? 'File' : kindInWords(item.kind)],
    ['Format', [item.format, item.formatVersion].filter(Boolean).join(' ') || 'Not known'],
    ['PUID', item.puids.join(', ') || '–'],
    ['MIME type', item.mime ?? '–'],
    [
      'Told by',
      item.basis === 'container'
        ? 'What it holds'
        : item.basis === 'signature'
          ? 'Its bytes'
          : item.basis === 'extension'
            ? 'Its extension alone'
            : '–',
    ],
    ['Family', FAMILIES.get(item.family) ?? '–'],
    ['Size', item.size === null ? '–' : `${sizeInWords(item.size)} (${counted(item.size, 'byte', 'bytes')})`],
    ['Last changed', day(item.modifiedAt)],
    ['Made', day(item.createdAt)],
    ['Owner', item.owner ?? 'Not known'],
    [
      ALGORITHM_NAMES[algorithmOf(item.digest ?? '') ?? 'sha256'],
      item.digest ? html`<code class="m-digest">${item.digest}</code>` : '–',
    ],
    [
      'Copies',
      item.copies > 1 && item.digest
        ? html`${link(paths.filesOf(share.id, `digest=${item.digest}`), counted(item.copies, 'file is the same', 'files are the same'))}`
        : 'None known',
    ],
    [
      'Remarks',
      remarks.length === 0
        ? 'None'
        : html`${remarks.map((words) => html`<p class="govuk-body">${visible(words)}</p>`)}`,
    ],
    ['Seen first', html`${link(paths.scan(share.id, item.addedScan), `Scan ${item.addedScan}`)}`],
    [
      'Gone',
      item.goneScan === null
        ? 'No'
        : html`${link(paths.scan(share.id, item.goneScan), `Not there any more in scan ${item.goneScan}`)}`,
    ],
  ]
  return sharePage(
    share,
    'files',
    html`${govukSummaryList({
      rows: rows.map(([key, value]) => ({
        key: { text: key },
        value: typeof value === 'string' ? { text: value } : { html: value },
      })),
    })}`,
    { title: visible(item.name) },
  )
}

export const notScannedPage = (share: Share): View =>
  sharePage(share, 'folders', html`<p class="govuk-body">The share was not scanned yet.</p>`)
