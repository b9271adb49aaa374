import { instantInWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  dataTable,
  deedButton,
  type FieldError,
  govukButton,
  govukDetails,
  govukFileUpload,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { LIMITS, READABLE } from '#platform/reading/index.ts'
import { sizeInWords } from '#platform/words.ts'
import { paths, UNFINISHED } from '../../paths.ts'
import { pasteForm } from '../forms.ts'
import type { Mapping } from '../store.ts'

export interface OpenImport {
  readonly id: string
  readonly fileName: string
}

export function startPage(
  open: readonly OpenImport[],
  kept: readonly Mapping[],
  errors: readonly FieldError[] = [],
  state?: FormState,
): View {
  const problem = (field: string) => errors.find((error) => error.field === field)?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'Upload a document', classes: 'govuk-label--m' },
    hint: {
      text: `${READABLE.map(({ name, endings }) => `${name} (${endings[0]})`).join(', ')}. At most ${sizeInWords(LIMITS.fileBytes)}.`,
    },
    ...(problem('file') ? { errorMessage: { text: problem('file') ?? '' } } : {}),
  })
  const unfinished =
    open.length > 0
      ? html`<h2 class="govuk-heading-m" id="${UNFINISHED}">Imports that you have not finished</h2><ul class="govuk-list">${open.map(({ id, fileName }) => html`<li>${link(paths.import(id), fileName)}</li>`)}</ul>`
      : null
  return {
    title: 'Import an action plan',
    back: { href: paths.plans, text: 'Back to action plans' },
    errors,
    content: twoThirds(html`${heading('Import an action plan')}
<p class="govuk-body">Muniment reads the tables as people write them and shows what it understood. Nothing is saved until you have checked it.</p>
${postForm(paths.imports, [upload, govukDetails({ summaryText: 'Paste a table instead', html: pasteForm.control('table', state), open: problem('table') !== undefined }), govukButton({ text: 'Read the document', preventDoubleClick: true })], { upload: true })}${unfinished}${keptMappings(kept)}`),
  }
}

/** Headers whose reading somebody kept, each to be forgotten again. */
function keptMappings(kept: readonly Mapping[]): Html | null {
  if (kept.length === 0) return null
  return dataTable({
    caption: 'Headers that are read as somebody said',
    columns: [{ text: 'Headers', classes: 'm-words' }, { text: 'Said by' }, { text: 'Action' }],
    rows: kept.map(({ id, name, by, at }) => [
      name,
      `${by}, ${instantInWords(at)}`,
      deedButton(paths.mappingRemove, 'Forget', {
        kind: 'secondary',
        values: { id },
        hiddenText: `the headers ${name}`,
      }),
    ]),
  })
}
