import { type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  dataTable,
  type FieldError,
  govukButton,
  govukDetails,
  govukFileUpload,
  heading,
  html,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { PLAN_FORMATS } from '../../exchange/files.ts'
import { paths } from '../../paths.ts'
import type { Revision } from '../store.ts'

/** Where a plan is taken away, brought back, and where its versions are listed. */
export function versionsPage(
  plan: { readonly id: string; readonly title: string; readonly planOn: Day; readonly sourceName: string | null },
  revisions: readonly Revision[],
  may: { readonly bringVersions: boolean; readonly sendBack: boolean },
  state: { readonly errors: readonly FieldError[] } | FormState = { errors: [] },
): View {
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'The workbook or document, changed' },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  const formats = PLAN_FORMATS.map(
    ({ ending, name }) => html`<li><a class="govuk-link" href="${paths.planFile(plan.id)}.${ending}">${name}</a></li>`,
  )
  const bring = may.bringVersions
    ? html`<h2 class="govuk-heading-m">Bring a new version</h2><p class="govuk-body">A new version of the same document, from anywhere, is compared with the plan before anything is merged.</p>${postForm(paths.versions(plan.id), [upload, govukButton({ text: 'Read the new version', preventDoubleClick: true })], { upload: true })}`
    : null
  const send = may.sendBack
    ? html`<h2 class="govuk-heading-m">Send back your updates</h2><p class="govuk-body">Take the plan away as a workbook, change the status and the commentary of your actions, and send it back: they become your claims and commentary once you have checked them.</p>${postForm(
        paths.returns(plan.id),
        [
          may.bringVersions
            ? govukDetails({
                summaryText: 'Send back my own updates',
                html: html`${govukFileUpload({ id: 'returned', name: 'file', label: { text: 'The workbook with your updates' } })}${govukButton({ text: 'Read my updates', preventDoubleClick: true, classes: 'govuk-button--secondary' })}`,
              })
            : html`${upload}${govukButton({ text: 'Read my updates', preventDoubleClick: true })}`,
        ],
        { upload: true },
      )}`
    : null
  const history =
    revisions.length === 0
      ? html`<p class="govuk-body">The plan has been read once${plan.sourceName ? html`, from ${plan.sourceName}` : null}.</p>`
      : dataTable({
          caption: 'Versions that were merged',
          columns: [
            { text: 'Document' },
            { text: 'Speaks from' },
            { text: 'Merged' },
            { text: 'By' },
            { text: 'Added', numeric: true },
            { text: 'Changed', numeric: true },
            { text: 'Gone', numeric: true },
          ],
          rows: revisions.map(({ fileName, revisedOn, at, by, counts }) => [
            fileName,
            inWords(revisedOn),
            instantInWords(at),
            by ?? 'The system',
            String(counts.added),
            String(counts.changed + counts.moved),
            String(counts.gone),
          ]),
        })
  return {
    title: 'Versions',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    errors: state.errors,
    content: html`${heading('Versions', plan.title)}${twoThirds(html`<h2 class="govuk-heading-m">Take the plan away</h2><p class="govuk-body">Each of these can be changed elsewhere and brought back without loss.</p><ul class="govuk-list govuk-list--bullet">${formats}</ul>${bring}${send}`)}<h2 class="govuk-heading-m">History</h2>${history}`,
  }
}
