import { dayOf, instantInWords, inWords } from '#platform/calendar/index.ts'
import { DOCUMENT_FORMATS, documentOnPage, type PaperDocument } from '#platform/documents/index.ts'
import type { FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  type FieldError,
  govukButton,
  govukInsetText,
  govukTag,
  govukWarningText,
  type Html,
  heading,
  hidden,
  html,
  link,
  mojTimeline,
  noted,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { capital, sizeInWords } from '#platform/words.ts'
import { ownForm, partForm } from './forms.ts'
import {
  type Definition,
  definitions,
  figuresNote,
  isBeforeRecord,
  type Report,
  type ReportPart,
  says,
} from './model.ts'
import { paths } from './paths.ts'
import type { FrozenFile, Step } from './store.ts'

export function reportsPage(all: readonly Report[], canWrite: boolean, seesPlans: boolean): View {
  const starts = canWrite
    ? html`<h2 class="govuk-heading-m">Begin a report</h2><ul class="govuk-list">${definitions.map(({ key, title, about }) => html`<li>${link(paths.begin(key), title)} – ${about}</li>`)}</ul>`
    : null
  return {
    title: 'Reports',
    content: html`${heading('Reports')}<p class="govuk-body">Compiled from what is on record, and frozen when they are issued.${seesPlans ? html` The progress report of action plans is ${link('/plans/report', 'with the plans')}.` : null}</p>${
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
                ? noted(govukTag({ text: 'Issued', classes: 'govuk-tag--green' }), instantInWords(one.issuedAt))
                : govukTag({ text: 'Draft', classes: 'govuk-tag--yellow' }),
            ]),
          })}${downloads('Download this table', `${paths.home}/table`)}`
    }${starts}`,
  }
}

export function beginPage(definition: Definition, controls: Content, errors: readonly FieldError[]): View {
  return {
    title: definition.title,
    back: { href: paths.home, text: 'Back to reports' },
    errors,
    content: twoThirds(
      html`${heading(definition.title)}<p class="govuk-body">${definition.about}</p>${postForm(paths.begin(definition.key), [controls, govukButton({ text: 'Compile it', preventDoubleClick: true })])}`,
    ),
  }
}

/** A report: how it stands, what it says, and for those who write reports, who did what to it. */
export function reportPage({
  report,
  paper,
  head,
  steps,
}: {
  readonly report: Report
  readonly paper: PaperDocument
  readonly head: Html
  readonly steps: readonly Step[] | null
}): View {
  const own = paths.report(report.id)
  const content = documentOnPage(paper, (number) =>
    downloads('Download this table', `${own}/table`, `?number=${number}`),
  )
  return {
    title: report.title,
    back: { href: paths.home, text: 'Back to reports' },
    content: html`${heading(report.title, `From ${inWords(report.fromOn)} to ${inWords(report.toOn)}`)}${head}${content}${steps && history(steps)}`,
  }
}

const STEPS = { begun: 'Begun', compiled: 'Compiled again', changed: 'Changed', issued: 'Issued' } as const

/** Who did what to a report, for those who write reports. */
function history(steps: readonly Step[]): Html {
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

/** How an issued report stands: its files, and whether it is what the log has on record. */
export function issuedHead(
  report: Report,
  files: readonly FrozenFile[],
  { problems, cannotKnow }: { readonly problems: readonly string[]; readonly cannotKnow: readonly string[] },
): Html {
  const rows = DOCUMENT_FORMATS.flatMap(({ ending, name }) => {
    const frozen = files.find((one) => one.ending === ending)
    return frozen
      ? [
          html`<li><a class="govuk-link" href="${paths.report(report.id)}.${ending}">${name}</a> <span class="m-meta">${sizeInWords(frozen.size)}, SHA-256 <code class="m-digest">${frozen.digest.toString('hex')}</code></span></li>`,
        ]
      : []
  })
  const standing =
    problems.length === 0
      ? html`<p class="govuk-body">What it says is what the audit log has on record as issued.${cannotKnow.map((one) => html` <span class="m-meta">${one}</span>`)}</p>`
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

/** How a draft stands: its parts, and what can be done with it. */
export function draftHead(report: Report, parts: readonly ReportPart[], canIssue: boolean): Html {
  const isUnknown = isBeforeRecord(report.toOn, report.recordBeganOn)
  const issue = canIssue ? govukButton({ text: 'Issue it', href: paths.issue(report.id) }) : null
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

export function partPage(report: Report, part: ReportPart, state: FormState): View {
  return {
    title: part.heading,
    back: { href: paths.report(report.id), text: 'Back to the report' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(part.heading, report.title)}${part.hint ? html`<p class="govuk-body">${part.hint}.</p>` : null}${part.section ? html`<p class="govuk-body">What was compiled follows your words.</p>` : null}${postForm(paths.part(part.id), [hidden('version', report.version), partForm.controls(state), govukButton({ text: 'Save', preventDoubleClick: true })])}`,
    ),
  }
}

export function ownPage(report: Report, state: FormState): View {
  return {
    title: 'Add a part of your own',
    back: { href: paths.report(report.id), text: 'Back to the report' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Add a part of your own', report.title)}${postForm(paths.addPart(report.id), [ownForm.controls(state), govukButton({ text: 'Add it', preventDoubleClick: true })])}`,
    ),
  }
}
