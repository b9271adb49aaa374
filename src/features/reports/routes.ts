import { may } from '#platform/access/index.ts'
import { sizeInWords } from '#platform/blobs/index.ts'
import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { DOCUMENT_FORMATS, documentOnPage, type ReportSection } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import { day, type FormState, firstValue, form, radios, requiredText, text, wholeNumber } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableOfPaper, tableRoutes } from '#platform/listing/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukTag,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { type Answer, type AskedBy, file, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import { addPart, begin, changePart, compileAgain, issueReport } from './deeds.ts'
import { definitions, type Part, paperOf, type Report, says, usualSpan } from './model.ts'
import { paths } from './paths.ts'
import { filesOf, findPart, findReport, lastBoard, partsOf, reports } from './store.ts'

const beginForm = form(
  {
    title: requiredText({ label: 'Title', required: 'Enter the title', most: 300 }),
    from: day({ label: 'From', required: 'Enter the first day' }),
    to: day({ label: 'To', required: 'Enter the last day' }),
  },
  ({ from, to }) =>
    from && to && to < from
      ? { field: 'to', message: 'The last day must be the same as or after the first', control: 'to-day' }
      : null,
)

const partForm = form({
  heading: requiredText({ label: 'Heading', required: 'Enter the heading', most: 200 }),
  words: text({ label: 'In your words', lines: 8, most: 50_000 }),
  isIn: radios({
    label: 'Is it in the report?',
    required: 'Select whether it is in the report',
    isInline: true,
    options: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ],
  }),
  position: wholeNumber({
    label: 'Its place',
    hint: 'Parts follow one another by these numbers',
    required: 'Enter its place',
    least: 1,
    most: 100_000,
  }),
})

const ownForm = form({
  heading: requiredText({ label: 'Heading', required: 'Enter the heading', most: 200 }),
  words: requiredText({ label: 'In your words', required: 'Enter the words', lines: 8, most: 50_000 }),
})

/** Reports and packs for boards: compiled from every room, edited, frozen when they are issued. */
export function reportRoutes(sections: readonly ReportSection[]): Route[] {
  return [
    get(paths.home, 'reports:read', showReports),
    ...tableRoutes(`${paths.home}/table`, 'reports:read', async ({ db, person }) => ({
      title: 'Reports',
      headers: ['Report', 'From', 'To', 'Issued', 'By', 'Digest'],
      rows: (await reports(db, may(person, 'reports:write'))).map((one) => [
        one.title,
        one.fromOn,
        one.toOn,
        one.issuedAt?.toISOString() ?? null,
        one.issuedBy,
        one.digest?.toString('hex') ?? null,
      ]),
    })),
    get(paths.begin(':kind'), 'reports:write', async (asked) => {
      const definition = definitionOf(asked)
      const { from, to } = usualSpan(definition.period, asked.today, await lastBoard(asked.db, asked.today))
      return showBegin(asked, beginForm.filled({ title: definition.title, from, to }))
    }),
    post(paths.begin(':kind'), 'reports:write', async (asked) => {
      const definition = definitionOf(asked)
      const read = beginForm.read(asked.body)
      if (!read.ok) return showBegin(asked, read)
      const { title, from, to } = read.value
      const span = { from: from ?? asked.today, to: to ?? asked.today }
      const id = await begin(asked.db, asked.act, definition, { title, span, sections, person: asked.person })
      return redirect(paths.report(id), 'The report was compiled. Write what you want to say, and issue it')
    }),
    get(paths.report(':id'), 'reports:read', async (asked) => showReport(asked, sections)),
    ...tableRoutes(`${paths.report(':id')}/table`, 'reports:read', async (asked) => {
      const { report, parts } = await found(asked, sections)
      return tableOfPaper(paperOf(report, parts), firstValue(asked.query, 'number'))
    }),
    ...DOCUMENT_FORMATS.map(({ ending, type }) =>
      get(`${paths.report(':id')}.${ending}`, 'reports:read', async (asked) => {
        const { report } = await found(asked, sections)
        const frozen = (await filesOf(asked.db, report.id)).find((one) => one.ending === ending)
        if (!frozen) throw new NotFound()
        return file(`${nameOf(report)}.${ending}`, type, asked.blobs.read(frozen.digest))
      }),
    ),
    post(paths.compile(':id'), 'reports:write', async (asked) => {
      const { report } = await found(asked, sections)
      await compileAgain(asked.db, asked.act, report.id, { sections, person: asked.person })
      return redirect(paths.report(report.id), 'Every part was compiled again')
    }),
    get(paths.addPart(':id'), 'reports:write', async (asked) => showOwn(asked, sections, { values: {}, errors: [] })),
    post(paths.addPart(':id'), 'reports:write', async (asked) => {
      const { report } = await found(asked, sections)
      const read = ownForm.read(asked.body)
      if (!read.ok) return showOwn(asked, sections, read)
      await addPart(asked.db, asked.act, report.id, read.value.heading, read.value.words)
      return redirect(paths.report(report.id), 'The part was added')
    }),
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
      await changePart(asked.db, asked.act, part, Number(firstValue(asked.body, 'version')), {
        heading: title,
        words,
        isIn: isIn === 'yes',
        position: Number(position),
      })
      return redirect(paths.report(report.id), 'The part was saved')
    }),
    get(paths.issue(':id'), 'reports:issue', async (asked) => {
      const { report, parts } = await found(asked, sections)
      if (report.issuedAt) throw new NotFound()
      const shut = closedTo(asked, sections, parts)
      return page({
        title: 'Issue the report',
        back: { href: paths.report(report.id) },
        content: twoThirds(
          html`${heading('Issue the report', report.title)}<p class="govuk-body">It was compiled on ${instantInWords(report.compiledAt)}. When it is issued it is written as HTML, ODT and DOCX, what it says gets a digest by which anybody can tell that it is the same, and nothing of it can be changed any more. Everybody who may read reports sees it whole.</p>${shut.length > 0 ? govukInsetText({ text: `You may not see these parts yourself: ${shut.map((part) => part.heading).join(', ')}.` }) : null}${deedButton(paths.issue(report.id), 'Issue it', { values: { version: String(report.version) } })}`,
        ),
      })
    }),
    post(paths.issue(':id'), 'reports:issue', async (asked) => {
      const { report } = await found(asked, sections)
      await issueReport(asked, asked.act, report.id, Number(firstValue(asked.body, 'version')))
      return redirect(paths.report(report.id), 'The report was issued')
    }),
  ]
}

const nameOf = ({ title, toOn }: Report) =>
  `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}-${toOn}`

function definitionOf({ params }: AskedBy) {
  const definition = definitions.find(({ key }) => key === params.kind)
  if (!definition) throw new NotFound()
  return definition
}

/** Parts that somebody could not compile themselves. */
const closedTo = ({ person }: AskedBy, sections: readonly ReportSection[], parts: readonly Part[]): Part[] =>
  parts.filter(({ section }) => {
    const admits = sections.find(({ key }) => key === section)?.admits
    return admits !== undefined && !may(person, admits)
  })

/** A report that was issued, whole; a draft for those who write reports, without the parts that they may not see. */
async function found(
  asked: AskedBy,
  sections: readonly ReportSection[],
): Promise<{ report: Report; parts: readonly Part[] }> {
  const id = asked.params.id ?? ''
  const report = isId(id) ? await findReport(asked.db, id) : null
  if (!report || (!report.issuedAt && !may(asked.person, 'reports:write'))) throw new NotFound()
  const parts = await partsOf(asked.db, id)
  if (report.issuedAt) return { report, parts }
  const shut = new Set(closedTo(asked, sections, parts).map((part) => part.id))
  return { report, parts: parts.map((part) => (shut.has(part.id) ? { ...part, blocks: null } : part)) }
}

async function foundPart({ db, params }: AskedBy) {
  const id = params.id ?? ''
  const part = isId(id) ? await findPart(db, id) : null
  const report = part ? await findReport(db, part.reportId) : null
  if (!part || !report || report.issuedAt) throw new NotFound()
  return { part, report }
}

async function showReports({ db, person }: AskedBy): Promise<Answer> {
  const canWrite = may(person, 'reports:write')
  const all = await reports(db, canWrite)
  const starts = canWrite
    ? html`<h2 class="govuk-heading-m">Begin a report</h2><ul class="govuk-list">${definitions.map(({ key, title, about }) => html`<li>${link(paths.begin(key), title)} – ${about}</li>`)}</ul>`
    : null
  return page({
    title: 'Reports',
    content: html`${heading('Reports')}<p class="govuk-body">Compiled from what is on record, and frozen when they are issued. The progress report of action plans is ${link('/plans/report', 'with the plans')}.</p>${
      all.length === 0
        ? html`<p class="govuk-body">None has been ${canWrite ? 'begun' : 'issued'} yet.</p>`
        : html`${dataTable({
            caption: 'Reports',
            captionClasses: 'govuk-visually-hidden',
            columns: [{ text: 'Report', classes: 'm-words' }, { text: 'From' }, { text: 'To' }, { text: 'State' }],
            rows: all.map((one) => [
              link(paths.report(one.id), one.title),
              inWords(one.fromOn),
              inWords(one.toOn),
              one.issuedAt
                ? html`${govukTag({ text: 'Issued', classes: 'govuk-tag--green' })}<br><span class="m-meta">${instantInWords(one.issuedAt)}</span>`
                : govukTag({ text: 'Draft', classes: 'govuk-tag--yellow' }),
            ]),
          })}${downloads('Download this table', `${paths.home}/table`)}`
    }${starts}`,
  })
}

function showBegin(asked: AskedBy, state: FormState): Answer {
  const definition = definitionOf(asked)
  const view = {
    title: definition.title,
    back: { href: paths.home, text: 'Back to reports' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(definition.title)}<p class="govuk-body">${definition.about}</p>${postForm(paths.begin(definition.key), [beginForm.controls(state), govukButton({ text: 'Compile it', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

async function showReport(asked: AskedBy, sections: readonly ReportSection[]): Promise<Answer> {
  const { report, parts } = await found(asked, sections)
  const paper = paperOf(report, parts)
  const own = paths.report(report.id)
  const content = documentOnPage(paper, (number) =>
    downloads('Download this table', `${own}/table`, `?number=${number}`),
  )
  const head = report.issuedAt ? await issuedHead(asked, report) : draftHead(asked, report, parts)
  return page({
    title: report.title,
    back: { href: paths.home, text: 'Back to reports' },
    content: html`${heading(report.title, `From ${inWords(report.fromOn)} to ${inWords(report.toOn)}`)}${head}${content}`,
  })
}

async function issuedHead({ db }: AskedBy, report: Report): Promise<Html> {
  const files = await filesOf(db, report.id)
  const rows = DOCUMENT_FORMATS.flatMap(({ ending, name }) => {
    const frozen = files.find((one) => one.ending === ending)
    return frozen
      ? [
          html`<li><a class="govuk-link" href="${paths.report(report.id)}.${ending}">${name}</a> <span class="m-meta">${sizeInWords(frozen.size)}, SHA-256 <code class="m-digest">${frozen.digest.toString('hex')}</code></span></li>`,
        ]
      : []
  })
  return html`<p class="govuk-body">Issued on ${instantInWords(report.issuedAt ?? report.compiledAt)}${report.issuedBy ? ` by ${report.issuedBy}` : ''}, as things stood on ${instantInWords(report.compiledAt)}. It has not changed since. <span class="m-meta">What it says has the digest <code class="m-digest">${report.digest?.toString('hex') ?? ''}</code></span></p><ul class="govuk-list govuk-list--bullet m-no-print">${rows}</ul>`
}

function draftHead({ person }: AskedBy, report: Report, parts: readonly Part[]): Html {
  const issue = may(person, 'reports:issue') ? govukButton({ text: 'Issue it', href: paths.issue(report.id) }) : null
  return html`${govukInsetText({ text: `A draft, compiled on ${instantInWords(report.compiledAt)}. Only those who write reports see it.` })}<div class="m-actions-bar m-no-print">${issue}${deedButton(paths.compile(report.id), 'Compile it again', { kind: 'secondary' })}${govukButton({ text: 'Add a part of your own', href: paths.addPart(report.id), classes: 'govuk-button--secondary' })}</div>${dataTable(
    {
      caption: 'Its parts',
      columns: [{ text: 'Part', classes: 'm-words' }, { text: 'Says' }, { text: 'Now' }],
      rows: parts.map((part) => [
        part.heading,
        !part.isIn
          ? 'Left out'
          : [...(part.words ? ['your words'] : []), ...(part.blocks?.length ? ['what was compiled'] : [])].join(
              ' and ',
            ) || html`Nothing yet${part.hint ? html`<br><span class="m-meta">${part.hint}</span>` : null}`,
        link(paths.part(part.id), 'Change', part.heading),
      ]),
    },
  )}<hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible">${parts.some(says) ? null : html`<p class="govuk-body">It says nothing yet.</p>`}`
}

function showPart(report: Report, part: Part, state: FormState): Answer {
  const view = {
    title: part.heading,
    back: { href: paths.report(report.id), text: 'Back to the report' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(part.heading, report.title)}${part.hint ? html`<p class="govuk-body">${part.hint}.</p>` : null}${part.section ? html`<p class="govuk-body">What was compiled follows your words.</p>` : null}${postForm(paths.part(part.id), [html`<input type="hidden" name="version" value="${report.version}">`, partForm.controls(state), govukButton({ text: 'Save', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

async function showOwn(asked: AskedBy, sections: readonly ReportSection[], state: FormState): Promise<Answer> {
  const { report } = await found(asked, sections)
  if (report.issuedAt) throw new NotFound()
  const view = {
    title: 'Add a part of your own',
    back: { href: paths.report(report.id), text: 'Back to the report' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Add a part of your own', report.title)}${postForm(paths.addPart(report.id), [ownForm.controls(state), govukButton({ text: 'Add it', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
