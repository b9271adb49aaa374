import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { type Content, counts, deedButton, type Html, html, link, type View } from '#platform/page/index.ts'
import { FAMILIES } from '../families.ts'
import { countInWords, FLAGS, type Flag, LEVELS, type Level, SCAN_STATES, sizeInWords, timeLeft } from '../model.ts'
import { paths } from '../paths.ts'
import type { DuplicateSum, FormatRisk, ScanFacts, Share, Tally } from '../store.ts'
import { barsWithTable, sharePage } from './parts.ts'

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
  readonly canManage: boolean
  readonly now: Date
  readonly today: Day
}

const OWNERS_SHOWN = 12

export function overviewPage(overview: Overview): View {
  const { share, scan, all } = overview
  const isScanned = all.length > 0
  return sharePage(
    share,
    'overview',
    html`${facts(overview)}${scan ? scanState(overview, scan) : ''}${scanButtons(overview)}${isScanned ? figures(overview) : html`<p class="govuk-body">Nothing is known of this share until it was scanned.</p>`}`,
  )
}

function facts({ share, canManage }: Overview): Html {
  const where = share.root ? html`<code>${share.root}</code>` : 'Profiled elsewhere and loaded'
  return html`<p class="govuk-body">${where}${share.unit ? html` · ${share.unit}` : ''}${share.audience === 'unit' ? ' · only its unit may see it' : ''} · kept for ${share.keepYears} years after the last change${canManage ? html` · ${link(paths.change(share.id), 'Change', 'what is said of the share')}` : ''}</p>`
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
    return html`<div class="govuk-inset-text"><p class="govuk-body"><strong>The scan failed.</strong> ${scan.error ?? ''}</p><p class="govuk-body">What it had seen is kept. It goes on from there when it is started again.</p></div>`
  const share_ = scan.expected && scan.expected > 0 ? Math.min(1, scan.seen / scan.expected) : 0
  const seconds = scan.startedAt ? Math.max(1, (now.getTime() - scan.startedAt.getTime()) / 1000) : 0
  const rate = seconds > 0 ? scan.seen / seconds : 0
  const left = scan.expected && rate > 0 ? timeLeft((scan.expected - scan.seen) / rate) : null
  const told =
    scan.state === 'running'
      ? scan.expected === null
        ? 'Counting what there is …'
        : `${countInWords(scan.seen)} of ${countInWords(scan.expected)} seen (${sizeInWords(scan.bytes)}), ${countInWords(Math.round(rate))} a second${left ? `, ${left} left` : ''}`
      : scan.state === 'stopped'
        ? `Stopped after ${countInWords(scan.seen)}${scan.expected === null ? '' : ` of ${countInWords(scan.expected)}`}. What was seen is kept, and the scan goes on from there.`
        : SCAN_STATES[scan.state]
  const isOpen = scan.state !== 'stopped'
  return html`<div class="govuk-inset-text"><h2 class="govuk-heading-s">${scan.number === 1 ? 'The first scan' : `Scan ${scan.number}`}: ${SCAN_STATES[scan.state].toLowerCase()}</h2>${scan.state === 'running' && scan.expected !== null ? html`<progress class="m-progress" max="100" value="${Math.round(share_ * 100)}" aria-label="How far the scan is">${Math.round(share_ * 100)}%</progress>` : ''}<p class="govuk-body">${told}</p>${isOpen ? html`<p class="govuk-body">${link(paths.share(share.id), 'See how far it is now')}</p>` : ''}${canManage && (scan.state === 'running' || scan.state === 'waiting') ? deedButton(`${paths.share(share.id)}/stop`, 'Stop the scan', { kind: 'secondary' }) : ''}</div>`
}

function scanButtons({ share, scan, canManage }: Overview): Content {
  const isOpen = scan !== null && ['waiting', 'running', 'stopping'].includes(scan.state)
  if (!canManage || share.root === null || isOpen) return ''
  const words = scan === null ? 'Scan the share' : scan.state === 'finished' ? 'Scan again' : 'Go on with the scan'
  return html`<div class="govuk-button-group">${deedButton(`${paths.share(share.id)}/scan`, words, { values: { digests: 'yes' } })}</div>`
}

function figures(overview: Overview): Html {
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
    { number: countInWords(files?.files ?? 0), label: 'files', href: paths.files(share.id) },
    { number: sizeInWords(files?.bytes ?? 0), label: 'in all' },
    { number: countInWords(of('folder')?.files ?? 0), label: 'folders', href: paths.folders(share.id) },
    {
      number: sizeInWords(duplicates.saved),
      label: 'would be saved by keeping one of each',
      href: paths.duplicates(share.id),
    },
    {
      number: countInWords(past.files),
      label: `not changed for ${share.keepYears} years`,
      href: `${paths.files(share.id)}?${past.query}`,
    },
    { number: countInWords(high), label: 'in formats at high risk', href: paths.formats(share.id), alert: high > 0 },
  ])
  const remarks = counts([
    remark('unknown', 'of unknown format'),
    remark('mismatch', 'named otherwise than their format'),
    remark('protected', 'encrypted'),
    remark('names', 'with names that make trouble'),
    remark('empty', 'empty'),
    remark('rubbish', 'left over by programs'),
    remark('link', 'links'),
    remark('unreadable', 'could not be read'),
  ])
  return html`${sums}${remarks}${byFamily(overview)}${byAge(overview)}${byRisk(overview)}${byOwner(overview)}${downloads('Download these figures', `${paths.share(share.id)}/figures`)}<p class="govuk-body">${link(paths.droid(share.id), 'Download as DROID’s CSV')}</p>`
}

function byFamily({ share, families }: Overview): Html {
  const named = families.map((one) => ({ ...one, name: FAMILIES.get(one.key) ?? one.key }))
  const first = named[0]
  return barsWithTable({
    id: 'families',
    title: 'Size by format family',
    description: first ? `The most is taken by ${first.name}, ${sizeInWords(first.bytes)}` : 'Nothing',
    bars: named.map(({ name, bytes, files }) => ({
      label: name,
      value: bytes,
      inWords: `${sizeInWords(bytes)}, ${countInWords(files)} files`,
    })),
    columns: [{ text: 'Family' }, { text: 'Files', numeric: true }, { text: 'Size', numeric: true }],
    rows: named.map(({ key, name, files, bytes }) => [
      link(`${paths.files(share.id)}?family=${key}`, name),
      countInWords(files),
      sizeInWords(bytes),
    ]),
  })
}

function byAge({ share, months }: Overview): Html {
  const years = new Map<string, { files: number; bytes: number }>()
  for (const { key, files, bytes } of months) {
    const year = key === '' ? 'Not known' : key.slice(0, 4)
    const before = years.get(year) ?? { files: 0, bytes: 0 }
    years.set(year, { files: before.files + files, bytes: before.bytes + bytes })
  }
  const sorted = [...years].toSorted(([a], [b]) => b.localeCompare(a))
  const oldest = sorted.findLast(([year]) => /^\d/.test(year))
  return barsWithTable({
    id: 'ages',
    title: 'Files by year of their last change',
    description: oldest ? `The oldest were last changed in ${oldest[0]}` : 'Nothing',
    bars: sorted.map(([year, { files, bytes }]) => ({
      label: year,
      value: files,
      inWords: `${countInWords(files)} files, ${sizeInWords(bytes)}`,
      colour: 'green' as const,
    })),
    columns: [{ text: 'Year' }, { text: 'Files', numeric: true }, { text: 'Size', numeric: true }],
    rows: sorted.map(([year, { files, bytes }]) => [
      /^\d/.test(year) ? link(`${paths.files(share.id)}?year=${year}`, year) : year,
      countInWords(files),
      sizeInWords(bytes),
    ]),
  })
}

const LEVEL_COLOURS = { high: 'red', moderate: 'yellow', low: 'green', unrated: 'grey' } as const

function byRisk({ share, risks }: Overview): Html {
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
    id: 'risks',
    title: 'Files by the risk of their format',
    description: levels.map(({ level, files }) => `${LEVELS[level]}: ${countInWords(files)}`).join(', '),
    bars: levels.map(({ level, files }) => ({
      label: LEVELS[level],
      value: files,
      inWords: `${countInWords(files)} files`,
      colour: LEVEL_COLOURS[level],
    })),
    columns: [
      { text: 'Risk' },
      { text: 'Formats', numeric: true },
      { text: 'Files', numeric: true },
      { text: 'Size', numeric: true },
    ],
    rows: levels.map(({ level, formats, files, bytes }) => [
      LEVELS[level],
      formats,
      countInWords(files),
      sizeInWords(bytes),
    ]),
    below: html`<p class="govuk-body">${link(paths.formats(share.id), 'Every format, and what is said of it')}</p>`,
  })
}

function byOwner({ share, owners }: Overview): Html {
  const shown = owners.slice(0, OWNERS_SHOWN)
  return barsWithTable({
    id: 'owners',
    title:
      owners.length > shown.length ? `Size by owner, the first ${shown.length} of ${owners.length}` : 'Size by owner',
    description: 'Who owns the files, as the system of the share tells',
    bars: shown.map(({ label, bytes }) => ({ label, value: bytes, inWords: sizeInWords(bytes) })),
    columns: [{ text: 'Owner' }, { text: 'Files', numeric: true }, { text: 'Size', numeric: true }],
    rows: shown.map(({ key, label, files, bytes }) => [
      key === '' ? label : link(`${paths.files(share.id)}?owner=${encodeURIComponent(key)}`, label),
      countInWords(files),
      sizeInWords(bytes),
    ]),
  })
}

/** Files whose last change lies further back than the share is kept, counted by whole months. */
export function pastRetention({ months, share, today }: Pick<Overview, 'months' | 'share' | 'today'>): {
  files: number
  bytes: number
  query: string
} {
  const [year = '', month = ''] = today.split('-')
  const before = `${Number(year) - share.keepYears}-${month}`
  const old = months.filter(({ key }) => key !== '' && key < before)
  const [fromYear = '', fromMonth = ''] = before.split('-')
  return {
    files: old.reduce((sum, { files }) => sum + files, 0),
    bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
    query: `until-day=1&until-month=${Number(fromMonth)}&until-year=${fromYear}`,
  }
}

export const flagRows = (flags: readonly Tally[]) =>
  flags.map(({ key, files, bytes }): [string, number, number] => [FLAGS[key as Flag] ?? key, files, bytes])
