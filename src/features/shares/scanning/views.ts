import { dayOf, inWords } from '#platform/calendar/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { dataTable, govukSummaryList, html, link, type View } from '#platform/page/index.ts'
import { sizeInWords } from '#platform/words.ts'
import { countInWords, SCAN_STATES } from '../model.ts'
import { visible } from '../names.ts'
import { sharePage } from '../parts.ts'
import { paths } from '../paths.ts'
import type { Movement, ScanFacts, Share } from '../store.ts'

const day = (at: Date | null) => (at ? inWords(dayOf(at)) : '–')

export function scansPage(share: Share, scans: readonly ScanFacts[]): View {
  return sharePage(
    share,
    'scans',
    scans.length === 0
      ? html`<p class="govuk-body">The share was not scanned yet.</p>`
      : html`${dataTable({
          caption: 'Scans, the latest first',
          columns: [
            { text: 'Scan' },
            { text: 'State' },
            { text: 'Asked for', classes: 'm-date' },
            { text: 'By' },
            { text: 'Seen', numeric: true },
            { text: 'Added', numeric: true },
            { text: 'Changed', numeric: true },
            { text: 'Gone', numeric: true },
          ],
          rows: scans.map((scan) => [
            link(paths.scan(share.id, scan.number), String(scan.number)),
            SCAN_STATES[scan.state],
            day(scan.askedAt),
            scan.askedBy ?? 'The command line',
            countInWords(scan.seen),
            ...[scan.added, scan.changed, scan.gone].map((count) => (count === null ? '–' : countInWords(count))),
          ]),
        })}${downloads('Download this table', `${paths.scans(share.id)}/table`)}`,
  )
}

const MOVED = { added: 'Added', changed: 'Changed', gone: 'Gone' } as const

export function scanPage(share: Share, scan: ScanFacts, moved: readonly Movement[], isCut: boolean): View {
  const facts = govukSummaryList({
    rows: (
      [
        ['State', SCAN_STATES[scan.state]],
        ['Where it comes from', scan.source === 'droid' ? 'A profile made with DROID' : 'The folder itself'],
        ['Signatures', scan.signatures ?? '–'],
        ['Seen', `${countInWords(scan.seen)}, ${sizeInWords(scan.bytes)}`],
        ['Examined anew', countInWords(scan.examined)],
        ...(scan.error ? [['What went wrong', scan.error] as const] : []),
      ] as const
    ).map(([key, value]) => ({ key: { text: key }, value: { text: value } })),
  })
  const table =
    moved.length === 0
      ? html`<p class="govuk-body">Nothing was added, changed or gone.</p>`
      : html`${dataTable({
          caption: isCut ? `The first ${moved.length} that were added, changed or gone` : 'Added, changed and gone',
          columns: [
            { text: 'File', classes: 'm-words' },
            { text: 'What' },
            { text: 'Size', numeric: true },
            { text: 'Last changed', classes: 'm-date' },
            { text: 'Format' },
          ],
          rows: moved.map(({ what, path, size, modifiedAt, format }) => [
            visible(path),
            MOVED[what],
            size === null ? '–' : sizeInWords(size),
            day(modifiedAt),
            format ?? '–',
          ]),
        })}${downloads('Download this table', `${paths.scan(share.id, scan.number)}/table`)}`
  return sharePage(share, 'scans', html`${facts}${table}`, { title: `Scan ${scan.number}` })
}
