import { documentOnPage, type PaperDocument, WRITTEN_HINT } from '#platform/documents/index.ts'
import { type Choice, checkboxes, type FormState, form, radios, requiredText, text } from '#platform/form/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukDetails,
  govukFileUpload,
  govukInsetText,
  type Html,
  heading,
  hidden,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { SECTION_NAMES, SECTIONS } from '../reports/sections.ts'
import { type Layout, TEMPLATE_FIELDS } from './model.ts'

export const layoutForm = (plans: readonly Choice[]) =>
  form({
    name: requiredText({
      label: 'Which board or reader is it for?',
      required: 'Enter which board or reader it is for',
      most: 200,
    }),
    introduction: text({
      label: 'Introduction',
      hint: `Words of yours at the start of the report. ${WRITTEN_HINT}`,
      lines: 4,
      most: 5_000,
    }),
    length: radios({
      label: 'How long is it?',
      required: 'Select how long it is',
      options: [
        {
          value: 'summary',
          text: 'A summary of about two pages',
          hint: 'Two A4 pages at most: the figures, the picture, progress, and the first rows of what is overdue and what is due next. It says what it leaves out',
        },
        { value: 'full', text: 'The full report' },
      ],
    }),
    sections: checkboxes({
      label: 'Which parts?',
      required: 'Select at least one part',
      options: SECTIONS.map((section) => ({ value: section, text: SECTION_NAMES[section] })),
    }),
    plans: checkboxes({ label: 'Which plans?', hint: 'Leave all empty for every plan', options: plans }),
  })

export function layoutsPage(all: readonly Layout[], canChange: boolean): View {
  const table =
    all.length === 0
      ? html`<p class="govuk-body">There are no layouts yet.</p>`
      : dataTable({
          caption: 'Layouts',
          captionClasses: 'govuk-visually-hidden',
          columns: [{ text: 'For', classes: 'm-words' }, { text: 'Length' }, { text: 'Plans' }, { text: 'Template' }],
          rows: all.map(({ id, name, isSummary, planIds, templateName }) => [
            link(paths.layout(id), name),
            isSummary ? 'Summary' : 'Full',
            planIds ? counted(planIds.length, 'plan', 'plans') : 'Every plan',
            templateName ?? '–',
          ]),
        })
  return {
    title: 'Tailored reports',
    back: { href: paths.allReport, text: 'Back to the progress report' },
    content: html`${heading('Tailored reports')}<p class="govuk-body">How each board wants its report: which plans and parts, an introduction, and a template of your own.</p>${table}${canChange ? govukButton({ text: 'Add a layout', href: `${paths.layouts}/add` }) : null}`,
  }
}

/** Adds or changes a layout. */
export function layoutFormPage(layout: Layout | null, plans: readonly Choice[], state: FormState): View {
  const action = layout ? `${paths.layout(layout.id)}/change` : `${paths.layouts}/add`
  const title = layout ? `Change ${layout.name}` : 'Add a layout'
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const fields = dataTable({
    caption: 'Fields of a template',
    columns: [{ text: 'Field' }, { text: 'What stands there', classes: 'm-words' }],
    rows: Object.entries(TEMPLATE_FIELDS).map(([field, says]) => [html`<code>{{${field}}}</code>`, says]),
  })
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'Template', classes: 'govuk-label--s' },
    hint: {
      text: `An ODT or DOCX of your own with fields in it.${layout?.templateName ? ` Now: ${layout.templateName}. Choose a file to put another in its place.` : ''}`,
    },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  const version = layout ? hidden('version', layout.version) : null
  return {
    title,
    back: { href: layout ? paths.layout(layout.id) : paths.layouts, text: 'Back' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(title)}${postForm(
        action,
        [
          version,
          layoutForm(plans).controls(state),
          upload,
          govukDetails({ summaryText: 'Fields that a template can have', html: fields }),
          govukButton({ text: 'Save the layout', preventDoubleClick: true }),
        ],
        { upload: true },
      )}`,
    ),
  }
}

/** One layout: what it holds, and the report by it as of any day. */
export function layoutPage(
  layout: Layout,
  planTitles: readonly string[] | null,
  files: readonly { readonly href: string; readonly name: string }[],
  { state, control }: { readonly state: FormState; readonly control: Html },
  canChange: boolean,
  paper: PaperDocument,
): View {
  const { id, name, sections, isSummary, templateName } = layout
  const chooser = html`<form method="get" action="${paths.layout(id)}" class="m-no-print" novalidate>${control}${govukButton({ text: 'Show the report', classes: 'govuk-button--secondary' })}</form>`
  const facts = [
    isSummary ? 'A summary' : 'The full report',
    counted(sections.length, 'part', 'parts'),
    planTitles ? planTitles.join('; ') : 'every plan',
    templateName ? `in the template ${templateName}` : null,
  ]
  const deeds = canChange
    ? html`<div class="m-actions-bar">${link(`${paths.layout(id)}/change`, 'Change this layout')}${templateName ? deedButton(`${paths.layout(id)}/template`, 'Take the template off', { kind: 'secondary' }) : null}${deedButton(`${paths.layout(id)}/end`, 'Remove this layout', { kind: 'secondary' })}</div>`
    : null
  return {
    title: name,
    back: { href: paths.layouts, text: 'Back to the tailored reports' },
    errors: state.errors,
    content: html`${heading(name, 'Tailored report')}<p class="govuk-body m-meta">${facts.filter(Boolean).join(' · ')}</p>${deeds}${chooser}<p class="govuk-body m-no-print">Download as:</p><ul class="govuk-list govuk-list--bullet m-no-print">${files.map(({ href, name: format }) => html`<li><a class="govuk-link" href="${href}">${format}</a></li>`)}</ul>${layout.introduction ? null : govukInsetText({ text: 'This layout has no introduction.' })}<h2 class="govuk-heading-m">${paper.title}</h2><p class="govuk-body m-meta">${paper.subtitle}</p>${documentOnPage(paper)}`,
  }
}
