import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import type { Drawn } from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { type Content, counts, deedButton, type Html, html, link, type View } from '#platform/page/index.ts'
import { counted, sizeInWords } from '#platform/words.ts'
import { FAMILIES } from '../families.ts'
import { AGE_BANDS, countInWords, FLAGS, type Flag, LEVELS, type Level, SCAN_STATES, timeLeft } from '../model.ts'
import { barsWithTable, sharePage } from '../parts.ts'
import { paths } from '../paths.ts'
import type { DuplicateSum, FormatRisk, ScanFacts, Share, Tally } from '../store.ts'

export interface Overview {
  readonly share: Share
  readonly scan: ScanFacts | null
  readonly all: readonly Tally[]
  readonly families: readonly Tally[]
  readonly months: readonly Tally[]
  readonly owners: readonly Tally[]
  readonly flags: readonly Tally[]
  readonly risks: readonly FormatRisk[]
  readonly duplicates: DuplicateSum
  readonly emptyFolders: number
  readonly canManage: boolean
  readonly now: Date
  readonly today: Day
}

const OWNERS_SHOWN = 12

const NOT_COUNTED = 'What is on this share is shown here when a scan has ended.'
/** A walk begins at the root, and passes over what was examined: its count begins anew. */
const AGAIN = 'When it is started again, it counts from the beginning, and does not examine again what it has seen.'

export function overviewPage(shown: Drawn<Overview>): View {
  const overview = shown.rows
  const { share, scan, all } = overview
  const isScanned = all.length > 0
  return sharePage(
    share,
    'overview',
    html`${facts(overview)}${scan ? scanState(overview, scan) : ''}${scanButtons(overview)}${isScanned ? figures(shown) : html`<p class="govuk-body">${scan ? NOT_COUNTED : 'Nothing is known of this share until it has been scanned.'}</p>`}`,
  )
}

function facts({ share, canManage }: Overview): Html {
  const where = share.root ? html`<code>${share.root}</code>` : 'Profiled elsewhere and loaded'
  return html`<p class="govuk-body">${where}${share.unit ? html` · ${share.unit}` : ''}${share.audience === 'unit' ? ' · only its unit may see it' : ''} · kept for ${counted(share.keepYears, 'year', 'years')} after the last change${canManage ? html` · ${link(paths.change(share.id), 'Change', 'what is said of the share')}` : ''}</p>`
}

/** How a scan is going, or how the last one ended. */
export function scanState(
  { share, canManage, now }: Pick<Overview, 'share' | 'canManage' | 'now'>,
  scan: ScanFacts,
): Html {
  const when = scan.endedAt ?? scan.startedAt ?? scan.askedAt
  if (scan.state === 'finished')
    return html`<p class="govuk-body">Scanned on ${inWords(dayOf(when))} with the signatures ${scan.signatures ?? 'of another program'}${scan.number > 1 ? html`: ${countInWords(scan.added ?? 0)} added, ${countInWords(scan.changed ?? 0)} changed, ${countInWords(scan.gone ?? 0)} gone since the scan before` : ''}. ${link(paths.scan(share.id, scan.number), 'What this scan found', `of ${share.name}`)}</p>`
  if (scan.state === 'failed')
    return html`<div class="govuk-inset-text"><p class="govuk-body"><strong>The scan failed.</strong> ${scan.error ?? ''}</p><p class="govuk-body">What it had seen is kept. ${AGAIN}</p></div>`
  const share_ = scan.expected && scan.expected > 0 ? Math.min(1, scan.seen / scan.expected) : 0
  const seconds = scan.startedAt ? Math.max(1, (now.getTime() - scan.startedAt.getTime()) / 1000) : 0
  const rate = seconds > 0 ? scan.seen / seconds : 0
  const told = toldOf(scan, rate)
  const isOpen = scan.state !== 'stopped' && scan.state !== 'left'
  return html`<div class="govuk-inset-text"><h2 class="govuk-heading-s">${scan.number === 1 ? 'The first scan' : `Scan ${scan.number}`}: ${SCAN_STATES[scan.state].toLowerCase()}</h2>${scan.state === 'running' && scan.expected !== null ? html`<progress class="m-progress" max="100" value="${Math.round(share_ * 100)}" aria-label="How far the scan is">${Math.round(share_ * 100)}%</progress>` : ''}<p class="govuk-body">${told}</p>${isOpen ? html`<p class="govuk-body">${link(paths.share(share.id), 'See how far it is now')}</p>` : ''}${canManage && (scan.state === 'running' || scan.state === 'waiting') ? deedButton(`${paths.share(share.id)}/stop`, 'Stop the scan', { kind: 'secondary' }) : ''}</div>`
}

function toldOf(scan: ScanFacts, rate: number): string {
  const { state, seen, expected, bytes } = scan
  if (state === 'waiting') return 'It begins as soon as a worker is free.'
  if (state === 'stopping') return 'It stops after the files that it is at.'
  if (state === 'stopped')
    return `Stopped after ${countInWords(seen)}${expected === null ? '' : ` of ${countInWords(expected)}`}. What was seen is kept. ${AGAIN}`
  if (state === 'left')
    return `The program that worked on it ended before the scan did. What was seen is kept. ${AGAIN}`
  if (expected === null) return 'Counting what there is …'
  const left = rate > 0 ? `, ${timeLeft((expected - seen) / rate)} left` : ''
  return `${countInWords(seen)} of ${countInWords(expected)} seen (${sizeInWords(bytes)}), ${countInWords(Math.round(rate))} a second${left}`
}

function scanButtons({ share, scan, canManage }: Overview): Content {
  const isOpen = scan !== null && ['waiting', 'running', 'stopping'].includes(scan.state)
  if (!canManage || share.root === null || isOpen) return ''
  const words = scan === null ? 'Scan the share' : scan.state === 'finished' ? 'Scan again' : 'Go on with the scan'
  return html`<div class="govuk-button-group">${deedButton(`${paths.share(share.id)}/scan`, words, { values: { digests: 'yes' } })}</div>`
}

function figures(shown: Drawn<Overview>): Html {
  const overview = shown.rows
  const { share, all, duplicates } = overview
  const of = (kind: string) => all.find(({ key }) => key === kind)
  const files = of('file')
  const flags = new Map(overview.flags.map((one) => [one.key, one.files]))
  const past = pastRetention(overview)
  const high = overview.risks.filter(({ level }) => level === 'high').reduce((sum, one) => sum + one.files, 0)
  const remark = (flag: Flag, label: string) => ({
    number: countInWords(flags.get(flag) ?? 0),
    label,
    href: `${paths.files(share.id)}?flag=${flag}`,
    alert: flag === 'unreadable' && (flags.get(flag) ?? 0) > 0,
  })
  const sums = counts([
    { number: countInWords(files?.files ?? 0), label: { one: 'file', more: 'files' }, href: paths.filesOf(share.id) },
    { number: sizeInWords(files?.bytes ?? 0), label: 'in all' },
    {
      number: countInWords(of('folder')?.files ?? 0),
      label: { one: 'folder', more: 'folders' },
      href: `${paths.files(share.id)}?kind=folder`,
    },
    {
      number: sizeInWords(duplicates.saved),
      label: 'would be saved by keeping one of each',
      href: paths.duplicates(share.id),
    },
    {
      number: countInWords(past.files),
      label: `not changed for ${counted(share.keepYears, 'year', 'years')}`,
      href: paths.filesOf(share.id, past.query),
    },
    {
      number: countInWords(high),
      label: 'in formats at high risk',
      href: paths.filesOf(share.id, 'risk=high'),
      alert: high > 0,
    },
  ])
  const remarks = counts([
    remark('unreadable', 'could not be read'),
    remark('unknown', 'of unknown format'),
    remark('mismatch', 'named otherwise than their format'),
    remark('protected', 'encrypted'),
    remark('names', 'with names that make trouble'),
    remark('empty', 'empty files'),
    {
      number: countInWords(overview.emptyFolders),
      label: { one: 'empty folder', more: 'empty folders' },
      href: paths.emptyFolders(share.id),
    },
    remark('rubbish', 'left over by programs'),
    remark('link', 'links'),
  ])
  return html`${sums}${remarks}${byFamily(shown)}${byAge(shown)}${byRisk(shown)}${byOwner(shown)}${downloads('Download these figures', `${paths.share(share.id)}/figures`)}<p class="govuk-body">${link(paths.droid(share.id), 'Download as DROID’s CSV')}</p>`
}

function byFamily(from: Drawn<Overview>): Html {
  const { share, families } = from.rows
  const named = families.map((one) => ({ ...one, name: FAMILIES.get(one.key) ?? one.key }))
  const first = named[0]
  return barsWithTable({
    from,
    id: 'families',
    title: 'Size by format family',
    description: first ? `The most is taken by ${first.name}, ${sizeInWords(first.bytes)}` : 'Nothing',
    bars: named.map(({ key, name, bytes, files }) => ({
      href: paths.filesOf(share.id, `family=${key}`),
      label: name,
      value: bytes,
      inWords: `${sizeInWords(bytes)}, ${counted(files, 'file', 'files')}`,
    })),
    columns: [{ text: 'Family' }, { text: 'Files', numeric: true }, { text: 'Size', numeric: true }],
    rows: named.map(({ key, name, files, bytes }) => [
      link(paths.filesOf(share.id, `family=${key}`), name),
      countInWords(files),
      sizeInWords(bytes),
    ]),
  })
}

/** The first day of the month that lies so many years before today's: ages are counted by whole months. */
const monthsAgo = (today: Day, years: number): Day => {
  const [year = '', month = ''] = today.split('-')
  return `${Number(year) - years}-${month}-01`
}

function byAge(from: Drawn<Overview>): Html {
  const { share, months, today } = from.rows
  const bands = AGE_BANDS.map(({ label, from, to }) => {
    const until = from === 0 ? null : monthsAgo(today, from)
    const since = to === null ? null : monthsAgo(today, to)
    const own = months.filter(
      ({ key }) => key !== '' && (until === null || `${key}-01` < until) && (since === null || `${key}-01` >= since),
    )
    const query = [until ? `until=${until}` : '', since ? `since=${since}` : ''].filter(Boolean).join('&')
    return { label, href: paths.filesOf(share.id, query), ...sumOf(own) }
  })
  const unknown = sumOf(months.filter(({ key }) => key === ''))
  const years = Map.groupBy(
    months.filter(({ key }) => key !== ''),
    ({ key }) => key.slice(0, 4),
  )
  const oldest = [...years.keys()].toSorted()[0]
  return barsWithTable({
    from,
    id: 'ages',
    title: 'When files were last changed',
    description: oldest ? `The oldest were last changed in ${oldest}` : 'Nothing',
    bars: bands.map(({ label, href, files, bytes }) => ({
      label,
      href,
      value: files,
      inWords: `${counted(files, 'file', 'files')}, ${sizeInWords(bytes)}`,
      colour: 'green' as const,
    })),
    columns: [{ text: 'Year' }, { text: 'Files', numeric: true }, { text: 'Size', numeric: true }],
    rows: [
      ...[...years]
        .toSorted(([a], [b]) => b.localeCompare(a))
        .map(([year, own]): Content[] => {
          const { files, bytes } = sumOf(own)
          return [link(paths.filesOf(share.id, `year=${year}`), year), countInWords(files), sizeInWords(bytes)]
        }),
      ...(unknown.files > 0 ? [['Not known', countInWords(unknown.files), sizeInWords(unknown.bytes)]] : []),
    ],
  })
}

const sumOf = (tallies: readonly Tally[]) => ({
  files: tallies.reduce((sum, { files }) => sum + files, 0),
  bytes: tallies.reduce((sum, { bytes }) => sum + bytes, 0),
})

const LEVEL_COLOURS = { high: 'red', moderate: 'yellow', low: 'green', unrated: 'grey' } as const

function byRisk(from: Drawn<Overview>): Html {
  const { share, risks } = from.rows
  const levels = (Object.keys(LEVELS) as Level[]).map((level) => {
    const own = risks.filter((one) => one.level === level)
    return {
      level,
      formats: own.length,
      files: own.reduce((sum, { files }) => sum + files, 0),
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  })
  return barsWithTable({
    from,
    id: 'risks',
    title: 'Files by the risk of their format',
    description: levels.map(({ level, files }) => `${LEVELS[level]}: ${countInWords(files)}`).join(', '),
    bars: levels.map(({ level, files }) => ({
      href: paths.filesOf(share.id, `risk=${level}`),
      label: LEVELS[level],
      value: files,
      inWords: counted(files, 'file', 'files'),
      colour: LEVEL_COLOURS[level],
    })),
    columns: [
      { text: 'Risk' },
      { text: 'Formats', numeric: true },
      { text: 'Files', numeric: true },
      { text: 'Size', numeric: true },
    ],
    rows: levels.map(({ level, formats, files, bytes }) => [
      link(paths.filesOf(share.id, `risk=${level}`), LEVELS[level]),
      formats,
      countInWords(files),
      sizeInWords(bytes),
    ]),
    below: html`<p class="govuk-body">${link(paths.formats(share.id), 'Every format, and what is said of it')}</p>`,
  })
}

function byOwner(from: Drawn<Overview>): Content {
  const { share, owners } = from.rows
  if (owners.every(({ key }) => key === '')) return ''
  const shown = owners.slice(0, OWNERS_SHOWN)
  return barsWithTable({
    from,
    id: 'owners',
    title:
      owners.length > shown.length ? `Size by owner, the first ${shown.length} of ${owners.length}` : 'Size by owner',
    description: 'Who owns the files, as the system of the share tells',
    bars: shown.map(({ key, label, bytes }) => ({
      ...(key === '' ? {} : { href: paths.filesOf(share.id, `owner=${encodeURIComponent(key)}`) }),
      label,
      value: bytes,
      inWords: sizeInWords(bytes),
    })),
    columns: [{ text: 'Owner' }, { text: 'Files', numeric: true }, { text: 'Size', numeric: true }],
    rows: shown.map(({ key, label, files, bytes }) => [
      key === '' ? label : link(paths.filesOf(share.id, `owner=${encodeURIComponent(key)}`), label),
      countInWords(files),
      sizeInWords(bytes),
    ]),
  })
}

/** Files whose last change lies further back than the share is kept, counted by whole months. */
export function pastRetention({ months, share, today }: Pick<Overview, 'months' | 'share' | 'today'>): {
  readonly files: number
  readonly bytes: number
  readonly query: string
} {
  const before = monthsAgo(today, share.keepYears)
  return { ...sumOf(months.filter(({ key }) => key !== '' && `${key}-01` < before)), query: `until=${before}` }
}

export const flagRows = (flags: readonly Tally[]) =>
  flags.map(({ key, files, bytes }): [string, number, number] => [FLAGS[key as Flag] ?? key, files, bytes])
