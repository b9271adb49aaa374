import { mayEverywhere } from '#platform/access/index.ts'
import { DOCUMENT_FORMATS, type ReportSection, writeDocument } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue, versionIn } from '#platform/form/index.ts'
import { tableOfPaper, tableRoutes } from '#platform/listing/index.ts'
import { recordBegan } from '#platform/past/index.ts'
import {
  download,
  file,
  get,
  ofWholeBody,
  type PersonRequest,
  post,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { addPart, begin, changePart, compileAgain, issueReport } from './deeds.ts'
import { beginForm, ownForm, partForm } from './forms.ts'
import { showIssue } from './issuing.ts'
import { definitionOf, foundPart, foundReport } from './lookup.ts'
import { beforeIssue, paperOf, type Report, usualSpan } from './model.ts'
import { paths } from './paths.ts'
import { REPORTS_SEEN } from './seeing.ts'
import { showBegin, showOwn, showPart, showReport, showReports } from './showing.ts'
import { filesOf, lastBoard, reports } from './store.ts'

/**
 * Reports and packs for boards: compiled from every room, edited, frozen when they are issued. They are of the whole body, so that those write and issue
 * them who may everywhere.
 */
export const reportRoutes = (sections: readonly ReportSection[]): Route[] =>
  ofWholeBody(
    'reports:write',
    ofWholeBody('reports:issue', [
      ...listOfReports,
      ...beginning(sections),
      ...reading(sections),
      ...writing(sections),
      ...partRoutes,
      ...issuing(sections),
    ]),
  )

const listOfReports: readonly Route[] = [
  get(paths.home, 'reports:read', showReports),
  ...tableRoutes(`${paths.home}/table`, 'reports:read', REPORTS_SEEN, async ({ db, person }) => ({
    title: 'Reports',
    headers: ['Report', 'From', 'To', 'Issued', 'By', 'Digest'],
    rows: (await reports(db, mayEverywhere(person, 'reports:write'))).map((one) => [
      one.title,
      one.fromOn,
      one.toOn,
      one.issuedAt?.toISOString() ?? null,
      one.issuedBy,
      one.digest?.toString('hex') ?? null,
    ]),
  })),
]

const formToBegin = async ({ db, today }: PersonRequest) => beginForm(today, await recordBegan(db))

/** A report of a kind is begun for a span of days, and compiled. */
const beginning = (sections: readonly ReportSection[]): Route[] => [
  get(paths.begin(':kind'), 'reports:write', async (asked) => {
    const definition = definitionOf(asked)
    const { from, to } = usualSpan(definition.period, asked.today, await lastBoard(asked.db, asked.today))
    const form = await formToBegin(asked)
    return showBegin(asked, form, form.filled({ title: definition.title, from, to }))
  }),
  post(paths.begin(':kind'), 'reports:write', async (asked) => {
    const definition = definitionOf(asked)
    const form = await formToBegin(asked)
    const read = form.read(asked.body)
    if (!read.ok) return showBegin(asked, form, read)
    const { title, from, to } = read.value
    const span = { from: from ?? asked.today, to: to ?? asked.today }
    const id = await begin(asked.db, asked.act, definition, { title, span, sections, person: asked.person })
    return redirect(paths.report(id), 'The report was compiled. Write what you want to say, and issue it')
  }),
]

/** A report on its page, its tables and its documents: a draft until it is issued, then what was frozen. */
const reading = (sections: readonly ReportSection[]): Route[] => [
  get(paths.report(':id'), 'reports:read', async (asked) => showReport(asked, sections)),
  ...tableRoutes(`${paths.report(':id')}/table`, 'reports:read', REPORTS_SEEN, async (asked) => {
    const { report, parts } = await foundReport(asked, sections)
    return tableOfPaper(paperOf(report, parts), firstValue(asked.query, 'number'))
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    download(`${paths.report(':id')}.${ending}`, 'reports:read', REPORTS_SEEN, async (asked) => {
      const { report, parts } = await foundReport(asked, sections)
      if (!report.issuedAt) {
        const draft = { ...paperOf(report, parts), mark: 'Draft' }
        return file(`${nameOf(report)}-draft.${ending}`, type, await writeDocument(ending, draft))
      }
      const frozen = (await filesOf(asked.db, report.id)).find((one) => one.ending === ending)
      if (!frozen) throw new NotFound()
      return file(`${nameOf(report)}.${ending}`, type, asked.blobs.read(frozen.digest))
    }),
  ),
]

/** Every part is compiled again; parts in one's own words are added. */
const writing = (sections: readonly ReportSection[]): Route[] => [
  post(paths.compile(':id'), 'reports:write', async (asked) => {
    const { report } = await foundReport(asked, sections)
    await compileAgain(asked.db, asked.act, report.id, { sections, person: asked.person })
    return redirect(paths.report(report.id), 'Every part was compiled again')
  }),
  get(paths.addPart(':id'), 'reports:write', async (asked) => showOwn(asked, sections, { values: {}, errors: [] })),
  post(paths.addPart(':id'), 'reports:write', async (asked) => {
    const { report } = await foundReport(asked, sections)
    const read = ownForm.read(asked.body)
    if (!read.ok) return showOwn(asked, sections, read)
    await addPart(asked.db, asked.act, report.id, read.value.heading, read.value.words)
    return redirect(paths.report(report.id), 'The part was added')
  }),
]

const partRoutes: readonly Route[] = [
  get(paths.part(':id'), 'reports:write', async (asked) => {
    const { part, report } = await foundPart(asked)
    const { heading: title, words, isIn, position } = part
    return showPart(
      report,
      part,
      partForm.filled({ heading: title, words, isIn: isIn ? 'yes' : 'no', position: String(position) }),
    )
  }),
  post(paths.part(':id'), 'reports:write', async (asked) => {
    const { part, report } = await foundPart(asked)
    const read = partForm.read(asked.body)
    if (!read.ok) return showPart(report, part, read)
    const { heading: title, words, isIn, position } = read.value
    await changePart(asked.db, asked.act, part, versionIn(asked.body), {
      heading: title,
      words,
      isIn: isIn === 'yes',
      position: Number(position),
    })
    return redirect(paths.report(report.id), 'The part was saved')
  }),
]

const issuing = (sections: readonly ReportSection[]): Route[] => [
  get(paths.issue(':id'), 'reports:issue', async (asked) => showIssue(asked, sections)),
  post(paths.issue(':id'), 'reports:issue', async (asked) => {
    const { report } = await foundReport(asked, sections)
    const isEarlyMeant = firstValue(asked.body, 'early') === 'yes'
    if (!report.issuedAt && beforeIssue(report, asked.today) === 'unended' && !isEarlyMeant)
      return showIssue(asked, sections, 422)
    const version = versionIn(asked.body)
    await issueReport(asked, asked.act, report.id, { version, isEarlyMeant })
    return redirect(paths.report(report.id), 'The report was issued')
  }),
]

const nameOf = ({ title, toOn }: Report) =>
  `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}-${toOn}`
