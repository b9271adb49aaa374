import { inWords } from '#platform/calendar/index.ts'
import { barChart, type Drawn, pictureWithTable } from '#platform/charts/index.ts'
import { day, type FormState, form, requiredText } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukFileUpload,
  govukInsetText,
  type Html,
  heading,
  html,
  lines,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { inFigures } from '../scoring/scale.ts'
import { type FigureRow, measureInWords } from './model.ts'
import type { Interview } from './store.ts'

export const interviewForm = form({
  held: day({ label: 'Held on', required: 'Enter the day' }),
  roles: requiredText({
    label: 'Whom you spoke with',
    hint: 'By role and not by name',
    required: 'Enter whom you spoke with',
    most: 300,
  }),
  notes: requiredText({
    label: 'What you heard',
    hint: 'Nobody of the unit sees these notes',
    required: 'Enter what you heard',
    lines: 6,
    most: 20_000,
  }),
})

export interface VisitPage {
  readonly participant: Participant
  /** Null for those of the unit, who do not see what colleagues said. */
  readonly interviews: readonly Interview[] | null
  readonly figures: Drawn<readonly FigureRow[]>
  readonly medianMail: number | null
  readonly canChange: boolean
  readonly state: FormState
}

/** Interviews beside figures: what people say, and what the systems hold. */
export function visitPage({ participant, interviews, figures, medianMail, canChange, state }: VisitPage): View {
  const { id } = participant
  const fileProblem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'File with figures' },
    hint: {
      text: 'A table with the columns Measure, Item and Value: such as Documents by type, Word, 412. Measures by contributor, by type and of mailboxes are looked at more closely',
    },
    ...(fileProblem ? { errorMessage: { text: fileProblem } } : {}),
  })
  const measures = [...Map.groupBy(figures.rows, ({ measure }) => measure)].map(
    ([measure, rows]) => [measure, figures.as(() => rows)] as const,
  )
  const interviewsPart =
    interviews === null
      ? html`<p class="govuk-body">Only the visitors see what was said.</p>`
      : html`${
          interviews.length === 0
            ? html`<p class="govuk-body">No interview has been put down yet.</p>`
            : html`${dataTable({
                caption: 'Interviews',
                columns: [
                  { text: 'Day', classes: 'm-date' },
                  { text: 'With' },
                  { text: 'What was heard', classes: 'm-words' },
                  { text: 'Noted by' },
                ],
                rows: interviews.map((one) => [inWords(one.heldOn), one.roles, lines(one.notes), one.by ?? '']),
              })}${downloads('Download the interviews', `${paths.visit(id)}/interviews`)}`
        }${canChange ? twoThirds(html`<h3 class="govuk-heading-s">Add an interview</h3>${postForm(paths.visit(id), [interviewForm.controls(state), govukButton({ text: 'Add the interview', preventDoubleClick: true })])}`) : null}`
  return {
    title: 'Interviews and figures',
    back: { href: paths.unit(id), text: 'Back to the health check' },
    errors: state.errors,
    content: html`${heading('Interviews and figures', `${participant.unit}, ${participant.campaign}`)}<h2 class="govuk-heading-m">Interviews</h2>${interviewsPart}<h2 class="govuk-heading-m">Figures</h2>${measures.length === 0 ? html`<p class="govuk-body">No figures have been imported yet.</p>` : html`${measures.map(([measure, rows], index) => measurePart(participant, measure, rows, { index, medianMail, canChange }))}${downloads('Download the figures', `${paths.figures(id)}`)}`}${canChange ? twoThirds(postForm(paths.figures(id), [upload, govukButton({ text: 'Import the figures', classes: 'govuk-button--secondary', preventDoubleClick: true })], { upload: true })) : null}`,
  }
}

/** Bars of one picture; the rest is in its table. */
const PICTURED = 20

function measurePart(
  { id }: Participant,
  measure: string,
  from: Drawn<readonly FigureRow[]>,
  {
    index,
    medianMail,
    canChange,
  }: { readonly index: number; readonly medianMail: number | null; readonly canChange: boolean },
): Html {
  const { rows } = from
  const sorted = rows.toSorted((a, b) => b.value - a.value)
  const words = measureInWords(measure, rows, medianMail)
  return pictureWithTable({
    id: `measure-${index}`,
    title: measure,
    picture: barChart({
      from,
      id: `measure-${index}`,
      title: measure,
      description: `${counted(rows.length, 'figure', 'figures')}, the largest first.`,
      rows: sorted
        .slice(0, PICTURED)
        .map(({ item, value }) => ({ label: item, value, inWords: value.toLocaleString('en-GB') })),
    }),
    columns: [
      { text: 'Item', classes: 'm-words' },
      { text: 'Value', numeric: true },
    ],
    rows: sorted.map(({ item, value }) => [item, inFigures(value)]),
    below: html`${words ? govukInsetText({ text: words }) : null}${canChange ? deedButton(`${paths.figures(id)}/remove`, 'Remove these figures', { kind: 'secondary', values: { measure }, hiddenText: measure }) : null}`,
  })
}
