import { dayOf, inWords, isDay } from '#platform/calendar/index.ts'
import { containing, inPattern, sql } from '#platform/db/index.ts'
import { withoutEnds } from '#platform/ends.ts'
import { answersNamed, choiceFilter, type Listing } from '#platform/listing/index.ts'
import { link, noted } from '#platform/page/index.ts'
import { sizeInWords } from '#platform/words.ts'
import { FAMILIES } from './families.ts'
import { algorithmOf, FLAGS, type ItemFacts, isFlag, LEVELS } from './model.ts'
import { kindInWords, visible } from './names.ts'
import { paths } from './paths.ts'
import { remarks } from './remark-views.ts'

export interface FileRow extends ItemFacts {
  readonly id: string
  readonly shareId: string
  readonly share: string
  readonly name: string
  readonly folder: string
  readonly modifiedAt: Date | null
  readonly createdAt: Date | null
}

const likely = (value: string) => containing(value.toLowerCase())

const select = sql`i.id, i.share_id as "shareId", s.name as share, i.path, i.name, i.folder, i.kind, i.size, i.modified_at as "modifiedAt", i.created_at as "createdAt",
  i.owner, i.puids, i.format, i.format_version as "formatVersion", i.mime, i.basis, encode(i.digest, 'hex') as digest, i.flags, i.warnings, i.error`

const columns: Listing<FileRow>['columns'] = [
  {
    key: 'name',
    label: 'Name',
    classes: 'm-words',
    sort: { type: 'text', up: sql`i.name` },
    cell: ({ id, shareId, name, folder }) =>
      noted(link(paths.file(shareId, id), visible(name)), visible(folder) || 'At the top'),
    text: ({ path }) => path,
  },
  {
    key: 'format',
    label: 'Format',
    classes: 'm-words',
    cell: ({ format, formatVersion, puids, kind }) =>
      format
        ? noted([format, formatVersion].filter(Boolean).join(' '), puids.join(', '))
        : kind === 'file'
          ? 'Not known'
          : kindInWords(kind),
    text: ({ format, formatVersion }) => [format, formatVersion].filter(Boolean).join(' ') || null,
  },
  { key: 'puid', label: 'PUID', cell: null, text: ({ puids }) => puids.join(', ') },
  { key: 'mime', label: 'MIME type', cell: null, text: ({ mime }) => mime },
  { key: 'basis', label: 'Told by', cell: null, text: ({ basis }) => basis },
  {
    key: 'size',
    label: 'Size',
    numeric: true,
    sort: { type: 'integer', up: sql`coalesce(i.size, 0)` },
    cell: ({ size }) => (size === null ? '–' : sizeInWords(size)),
    text: ({ size }) => size,
  },
  {
    key: 'modified',
    label: 'Last changed',
    classes: 'm-date',
    sort: { type: 'instant', up: sql`coalesce(i.modified_at, 'infinity')` },
    cell: ({ modifiedAt }) => (modifiedAt ? inWords(dayOf(modifiedAt)) : '–'),
    text: ({ modifiedAt }) => modifiedAt?.toISOString() ?? null,
  },
  { key: 'created', label: 'Made', cell: null, text: ({ createdAt }) => createdAt?.toISOString() ?? null },
  { key: 'owner', label: 'Owner', cell: ({ owner }) => owner, text: ({ owner }) => owner },
  {
    key: 'remarks',
    label: 'Remarks',
    cell: ({ flags }) => remarks(flags.filter(isFlag).map((flag) => FLAGS[flag])),
    text: ({ flags, warnings, error }) =>
      [...flags.filter(isFlag).map((flag) => FLAGS[flag]), ...warnings, ...(error ? [error] : [])].join('; ') || null,
  },
  { key: 'digest', label: 'Digest', cell: null, text: ({ digest }) => digest },
]

/** What a share has: files, and what is no file. */
const KINDS = {
  file: { text: 'Files', where: sql`i.kind = 'file'` },
  folder: { text: 'Folders', where: sql`i.kind = 'folder'` },
  link: { text: 'Links', where: sql`i.kind = 'link'` },
  other: { text: 'Pipes, sockets and devices', where: sql`i.kind not in ('file', 'folder', 'link')` },
}

/** The files, folders and links of one share. */
export function fileListing(shareId: string): Listing<FileRow> {
  return {
    key: 'files',
    singular: 'file or folder',
    plural: 'files and folders',
    rows: 'every',
    select,
    from: sql`shares.item i join shares.share s on s.id = i.share_id and i.share_id = ${shareId} and i.gone_scan is null`,
    id: sql`i.id`,
    sortedBy: 'name',
    columns,
    filters: FILTERS,
  }
}

/** What the policy in use says of the format of a file. */
const RULE_IN_USE = sql`select from shares.policy_rule r join shares.policy p on p.id = r.policy_id and p.is_in_use where r.puid = i.puid`

/** By what files are found. */
const FILTERS: Listing<FileRow>['filters'] = [
  {
    key: 'words',
    label: 'With these words',
    hint: 'In the name or the path',
    kind: 'search',
    where: (value) => sql`lower(i.path) || ' ' || lower(coalesce(i.format, '')) like ${likely(value)}`,
  },
  choiceFilter('kind', 'Kind', KINDS),
  {
    key: 'folder',
    label: 'Below the folder',
    kind: 'search',
    where: (value) => {
      const folder = withoutEnds(value, /\//)
      return sql`(i.folder = ${folder} or i.folder like ${`${inPattern(folder)}/%`})`
    },
  },
  {
    key: 'family',
    label: 'Family',
    kind: 'choice',
    options: async () => [...FAMILIES].map(([value, text]) => ({ value, text })),
    where: (value) => (FAMILIES.has(value) ? sql`i.family = ${value}` : null),
  },
  choiceFilter(
    'flag',
    'Remark',
    answersNamed(FLAGS, (flag) => sql`i.flags @> array[${flag}]`),
  ),
  choiceFilter('risk', 'Risk of the format', {
    ...answersNamed(LEVELS, (level) => sql`exists (${RULE_IN_USE} and r.level = ${level})`),
    unrated: { text: LEVELS.unrated, where: sql`i.kind = 'file' and not exists (${RULE_IN_USE})` },
  }),
  { key: 'puid', label: 'PUID', kind: 'search', where: (value) => sql`i.puid = ${value.trim()}` },
  { key: 'owner', label: 'Owner', kind: 'search', where: (value) => sql`i.owner = ${value.trim()}` },
  {
    key: 'year',
    label: 'Last changed in the year',
    kind: 'search',
    where: (value) =>
      /^\d{4}$/.test(value)
        ? sql`i.modified_at >= make_timestamptz(${Number(value)}, 1, 1, 0, 0, 0, 'UTC') and i.modified_at < make_timestamptz(${Number(value) + 1}, 1, 1, 0, 0, 0, 'UTC')`
        : null,
  },
  {
    key: 'until',
    label: 'Last changed before',
    kind: 'day',
    where: (value) => (isDay(value) ? sql`i.modified_at < ${value}::timestamp at time zone 'UTC'` : null),
  },
  {
    key: 'since',
    label: 'Last changed on or after',
    kind: 'day',
    where: (value) => (isDay(value) ? sql`i.modified_at >= ${value}::timestamp at time zone 'UTC'` : null),
  },
  {
    key: 'digest',
    label: 'Digest',
    kind: 'search',
    where: (value) =>
      algorithmOf(value) !== null && /^[0-9a-f]+$/i.test(value) ? sql`i.digest = decode(${value}, 'hex')` : null,
  },
]
