import { may } from '#platform/access/index.ts'
import { dayOf, instantInWords, inWords } from '#platform/calendar/index.ts'
import { DOCUMENT_FORMATS, documentOnPage, type ReportSection } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukTag,
  govukWarningText,
  type Html,
  heading,
  html,
  link,
  mojTimeline,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { type PersonRequest, page, type Reply } from '#platform/web/index.ts'
import { capital, sizeInWords } from '#platform/words.ts'
import { beginForm, ownForm, partForm } from './forms.ts'
import { definitionOf, found } from './lookup.ts'
import { definitions, figuresNote, isBeforeRecord, type Part, paperOf, type Report, says } from './model.ts'
import { paths } from './paths.ts'
import { filesOf, reports, stepsOf } from './store.ts'
import { compareWithLog } from './verifying.ts'

export async function showReports({ db, person }: PersonRequest): Promise<Reply> {
  const canWrite = may(person, 'reports:write')
  const all = await reports(db, canWrite)
  const starts = canWrite
    ? html`<h2 class="govuk-heading-m">Begin a report</h2><ul class="govuk-list">${definitions.map(({ key, title, about }) => html`<li>${link(paths.begin(key), title)} – ${about}</li>`)}</ul>`
    : null
  return page({
    title: 'Reports',
    content: html`${heading('Reports')}<p class="govuk-body">Compiled from what is on record, and frozen when they are issued.${may(person, 'plans:read') ? html` The progress report of action plans is ${link('/plans/report', 'with the plans')}.` : null}</p>${
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

export function showBegin(asked: PersonRequest, state: FormState): Reply {
  const definition = definitionOf(asked)
  const view = {
    title: definition.title,
    back: { href: paths.home, text: 'Back to reports' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(definition.title)}<p class="govuk-body">${definition.about}</p>${postForm(paths.begin(definition.key), [beginForm(asked.today).controls(state), govukButton({ text: 'Compile it', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

export async function showReport(asked: PersonRequest, sections: readonly ReportSection[]): Promise<Reply> {
  const { report, parts } = await found(asked, sections)
  const paper = paperOf(report, parts)
  const own = paths.report(report.id)
  const content = documentOnPage(paper, (number) =>
    downloads('Download this table', `${own}/table`, `?number=${number}`),
  )
  const history = may(asked.person, 'reports:write') ? await historyOf(asked, report) : null
  const head = report.issuedAt ? await issuedHead(asked, report) : draftHead(asked, report, parts)
  return page({
    title: report.title,
    back: { href: paths.home, text: 'Back to reports' },
    content: html`${heading(report.title, `From ${inWords(report.fromOn)} to ${inWords(report.toOn)}`)}${head}${content}${history}`,
  })
}

const STEPS = { begun: 'Begun', compiled: 'Compiled again', changed: 'Changed', issued: 'Issued' } as const

/** Who did what to a report, for those who write reports. */
async function historyOf({ db }: PersonRequest, { id }: Report): Promise<Html> {
  const steps = await stepsOf(db, id)
  return html`<h2 class="govuk-heading-m govuk-!-margin-top-6 m-no-print">History</h2><div class="m-no-print">${mojTimeline(
    {
      headingLevel: 3,
      items: steps.map(({ at, what, heading: part, wordsBefore, by }) => ({
        label: { text: part ? `${STEPS[what]}: ${part}` : STEPS[what] },
        datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
        ...(by ? { byline: { text: by } } : {}),
        ...(wordsBefore ? { text: `It said before: “${wordsBefore}”` } : {}),
      })),
    },
  )}</div>`
}

async function issuedHead({ db }: PersonRequest, report: Report): Promise<Html> {
  const files = await filesOf(db, report.id)
  const rows = DOCUMENT_FORMATS.flatMap(({ ending, name }) => {
    const frozen = files.find((one) => one.ending === ending)
    return frozen
      ? [
          html`<li><a class="govuk-link" href="${paths.report(report.id)}.${ending}">${name}</a> <span class="m-meta">${sizeInWords(frozen.size)}, SHA-256 <code class="m-digest">${frozen.digest.toString('hex')}</code></span></li>`,
        ]
      : []
  })
  const { problems } = await compareWithLog(db, report.id, report)
  const standing =
    problems.length === 0
      ? html`<p class="govuk-body">What it says is what the audit log has on record as issued.</p>`
      : govukWarningText({ text: `This is not what was issued. ${problems.join(' ')}`, iconFallbackText: 'Warning' })
  return html`<p class="govuk-body">Issued on ${instantInWords(report.issuedAt ?? report.compiledAt)}${report.issuedBy ? ` by ${report.issuedBy}` : ''}, compiled on ${instantInWords(report.compiledAt)} ${recordIn(report)}. <span class="m-meta">Its digest is <code class="m-digest">${report.digest?.toString('hex') ?? ''}</code></span></p>${standing}<ul class="govuk-list govuk-list--bullet m-no-print">${rows}</ul>`
}

/** Of which day the record is that a report was compiled from. */
const recordIn = ({ toOn, compiledAt, recordBeganOn }: Report) =>
  isBeforeRecord(toOn, recordBeganOn)
    ? 'of a period before the record began'
    : toOn < dayOf(compiledAt)
      ? `from what was on record at the end of ${inWords(toOn)}, but for parts that say otherwise`
      : 'from what was on record then'

/** What a draft says of its figures while its period goes on. */
const figuresIn = (report: Report) => {
  const note = figuresNote(report)
  return note === null ? '' : ` ${note}`
}

function draftHead({ person }: PersonRequest, report: Report, parts: readonly Part[]): Html {
  const isUnknown = isBeforeRecord(report.toOn, report.recordBeganOn)
  const issue = may(person, 'reports:issue') ? govukButton({ text: 'Issue it', href: paths.issue(report.id) }) : null
  return html`${govukInsetText({ text: `A draft, compiled on ${instantInWords(report.compiledAt)} ${recordIn(report)}.${figuresIn(report)} Only those who write reports see it.` })}<p class="govuk-body m-no-print">Download the draft, with “Draft” on every page: ${DOCUMENT_FORMATS.map(({ ending, name }, index) => html`${index > 0 ? ', ' : ''}<a class="govuk-link" href="${paths.report(report.id)}.${ending}">${name}</a>`)}</p><div class="m-actions-bar m-no-print">${issue}${deedButton(paths.compile(report.id), 'Compile it again', { kind: 'secondary' })}${govukButton({ text: 'Add a part of your own', href: paths.addPart(report.id), classes: 'govuk-button--secondary' })}</div>${dataTable(
    {
      caption: 'Its parts',
      columns: [{ text: 'Part', classes: 'm-words' }, { text: 'Says' }, { text: 'What you can do' }],
      rows: parts.map((part) => [
        part.heading,
        !part.isIn
          ? 'Left out'
          : capital(
              [...(part.words ? ['your words'] : []), ...(part.blocks?.length ? ['what was compiled'] : [])].join(
                ' and ',
              ),
            ) ||
            html`${part.section && isUnknown ? 'Nothing can be said' : 'Nothing yet'}${part.hint ? html`<br><span class="m-meta">${part.hint}</span>` : null}`,
        link(paths.part(part.id), 'Change', part.heading),
      ]),
    },
  )}<hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible">${parts.some(says) || isUnknown ? null : html`<p class="govuk-body">It says nothing yet.</p>`}`
}

export function showPart(report: Report, part: Part, state: FormState): Reply {
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

export async function showOwn(
  asked: PersonRequest,
  sections: readonly ReportSection[],
  state: FormState,
): Promise<Reply> {
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
