import { instantInWords } from '#platform/calendar/index.ts'
import { countIn, type Field, type Form, type FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  govukButton,
  govukDetails,
  govukFileUpload,
  govukSummaryList,
  govukTag,
  type Html,
  heading,
  hidden,
  html,
  link,
  paragraphs,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { capital, spelt } from '#platform/words.ts'
import { paths } from '../paths.ts'
import type { FrameworkQuestion, FrameworkSection, Problem } from '../scoring/model.ts'
import { ends, scaleInWords } from '../scoring/scale.ts'
import { ruleInWords } from './edit.ts'
import { addForm } from './forms.ts'
import type { FrameworkRow, StoredFramework } from './store.ts'

const STATES = { draft: 'Draft', published: 'Published', withdrawn: 'Withdrawn' } as const
const stateTag = (state: FrameworkRow['state']) =>
  govukTag({
    text: STATES[state],
    classes: { draft: 'govuk-tag--yellow', published: 'govuk-tag--green', withdrawn: 'govuk-tag--grey' }[state],
  })

export function frameworksPage(rows: readonly FrameworkRow[], canRun: boolean): View {
  return {
    title: 'Frameworks',
    back: { href: paths.home, text: 'Back to assessments' },
    content: html`${heading('Frameworks')}<p class="govuk-body">A framework says what is asked, on which scale, and how answers become scores. A published version never changes; a new one says which questions it continues.</p>
${canRun ? html`<p class="govuk-body m-no-print">${link(paths.frameworkAdd, 'Add a framework')}</p>` : null}
${dataTable({
  caption: 'Frameworks',
  captionClasses: 'govuk-visually-hidden',
  columns: [
    { text: 'Framework', classes: 'm-words' },
    { text: 'Version' },
    { text: 'State' },
    { text: 'Questions', numeric: true },
    { text: 'Campaigns', numeric: true },
  ],
  rows: rows.map((row) => [
    html`${link(paths.framework(row.id), row.name)}${row.kind === 'health-check' ? html`<br><span class="m-meta">Health check</span>` : null}`,
    row.version,
    stateTag(row.state),
    row.questions,
    row.campaigns,
  ]),
})}${downloads('Download this list', `${paths.frameworks}/table`)}`,
  }
}

const problemList = (problems: readonly Problem[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${problems.map(({ message, line }) => html`<li>${line === null ? null : html`Line ${line}: `}${message}</li>`)}</ul>`

/** What stands against publishing, and what is only to be thought of. */
function problemsPart(problems: readonly Problem[]): Html | null {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  if (problems.length === 0) return null
  const lines = problems.some(({ line }) => line !== null)
    ? html`<p class="govuk-body m-meta">Lines are those of the framework as text.</p>`
    : null
  return html`${errors.length > 0 ? html`<h2 class="govuk-heading-m">${spelt(errors.length, 'One thing must', 'things must')} be put right before it can be published</h2>${problemList(errors)}` : null}${warnings.length > 0 ? html`<h2 class="govuk-heading-m">Worth a look</h2>${problemList(warnings)}` : null}${lines}`
}

export function addPage(state: FormState, problems: readonly Problem[]): View {
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'File' },
    hint: {
      text: 'YAML or JSON as docs/frameworks.md describes it, or a workbook or other document with a table of questions: a column “Question”, and if you like “Section”, “Code”, “Guidance” and “Level 0”, “Level 1” and so on',
    },
    ...(state.errors.some(({ field }) => field === 'file')
      ? { errorMessage: { text: state.errors.find(({ field }) => field === 'file')?.message ?? '' } }
      : {}),
  })
  return {
    title: 'Add a framework',
    back: { href: paths.frameworks, text: 'Back to frameworks' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Add a framework')}${problems.length > 0 ? html`<h2 class="govuk-heading-m">What is wrong with the file</h2>${problemList(problems.slice(0, 50))}` : null}<h2 class="govuk-heading-m">From a file</h2>${postForm(`${paths.frameworkAdd}/file`, [upload, govukButton({ text: 'Read the file', preventDoubleClick: true })], { upload: true })}<h2 class="govuk-heading-m">From nothing</h2>${postForm(paths.frameworkAdd, [addForm.controls(state), govukButton({ text: 'Begin a draft', classes: 'govuk-button--secondary', preventDoubleClick: true })])}`,
    ),
  }
}

export function frameworkPage(
  stored: StoredFramework,
  versions: readonly { readonly id: string; readonly version: string; readonly state: string }[],
  problems: readonly Problem[],
  canRun: boolean,
): View {
  const { id, content, state } = stored
  const isDraft = state === 'draft'
  const canEdit = isDraft && canRun
  const scale = content.scales[content.scale]
  const others = versions.filter((one) => one.id !== id)
  const rows: readonly (readonly [string, Content])[] = [
    ['State', stateTag(state)],
    ['Version', content.version],
    ['Scale', scale ? capital(scaleInWords(scale)) : content.scale],
    ['Score of a section', ruleInWords(content.rules.section)],
    ['Score of the whole', ruleInWords(content.rules.overall)],
    ...(content.target === undefined ? [] : [['Target level', content.target] as const]),
    ...(content.threshold === undefined
      ? []
      : [['Threshold', `Below ${content.threshold} a unit does not comply`] as const]),
    ...(content.source ? [['Where it comes from', content.source] as const] : []),
    ...(content.replaces
      ? [
          [
            'Replaces',
            `Version ${content.replaces.version}${content.replaces.dropped.length > 0 ? `, without ${content.replaces.dropped.join(', ')}` : ''}`,
          ] as const,
        ]
      : []),
    ...(stored.publishedAt
      ? [
          [
            'Published',
            `${instantInWords(stored.publishedAt)}${stored.publishedBy ? `, by ${stored.publishedBy}` : ''}`,
          ] as const,
        ]
      : []),
    ...(others.length > 0
      ? [
          [
            'Other versions',
            html`${others.map((one, index) => html`${index > 0 ? ', ' : ''}${link(paths.framework(one.id), `${one.version}${one.state === 'draft' ? ' (draft)' : ''}`)}`)}`,
          ] as const,
        ]
      : []),
  ]
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  const deeds = canRun
    ? html`<div class="m-actions-bar m-no-print">${
        isDraft
          ? html`${hasErrors ? null : deedButton(paths.frameworkPublish(id), 'Publish this version', { values: { edition: String(stored.edition) } })}${link(paths.frameworkFacts(id), 'Change facts and rules')} ${link(paths.frameworkScale(id), 'Change the scale')} ${link(paths.frameworkSection(id, 'add'), 'Add a section')} ${link(paths.frameworkText(id), 'Change it as text')} ${deedButton(`${paths.frameworkDraft(id)}/remove`, 'Remove the draft', { kind: 'warning' })}`
          : html`${deedButton(paths.frameworkDraft(id), 'Draft the next version', { kind: 'secondary' })}${state === 'published' ? deedButton(paths.frameworkWithdraw(id), 'Withdraw this framework', { kind: 'secondary' }) : null}`
      }</div>`
    : null
  return {
    title: content.name,
    back: { href: paths.frameworks, text: 'Back to frameworks' },
    content: html`${heading(content.name, `Version ${content.version}`)}${content.about ? twoThirds(paragraphs(content.about.trim())) : null}${deeds}${problemsPart(problems)}${govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: typeof value === 'string' || typeof value === 'number' ? { text: String(value) } : { html: html`${value}` } })) })}
<p class="govuk-body m-no-print">Download it as <a class="govuk-link" href="${paths.frameworkFile(id)}.yaml">YAML</a> or <a class="govuk-link" href="${paths.frameworkFile(id)}.xlsx">Excel</a></p>
${content.sections.map((section) => sectionPart(stored, section, canEdit))}`,
  }
}

function sectionPart({ id, content }: StoredFramework, section: FrameworkSection, canEdit: boolean): Html {
  const facts = [
    section.weight === 1 ? null : `Weight ${section.weight}`,
    section.rule ? ruleInWords(section.rule) : null,
    section.target === undefined ? null : `Target ${section.target}`,
    askedOf(section.for),
  ].filter((one) => one !== null)
  const edit = canEdit
    ? html`<div class="m-actions-bar govuk-body m-no-print">${link(paths.frameworkSection(id, section.code), 'Change', `the section ${section.name}`)} ${moves(`${paths.frameworkSection(id, section.code)}/move`, section.name)} ${link(`${paths.frameworkQuestion(id, 'add')}?section=${encodeURIComponent(section.code)}`, 'Add a question', `to ${section.name}`)}</div>`
    : null
  return html`<section class="m-section"><h2 class="govuk-heading-m">${section.code}. ${section.name}</h2>${section.about ? paragraphs(section.about.trim()) : null}${facts.length > 0 ? html`<p class="govuk-body m-meta">${facts.join('. ')}</p>` : null}${edit}${section.questions.map((question) => questionPart({ id, content }, question, canEdit))}</section>`
}

const moves = (action: string, what: string) =>
  html`${(['up', 'down', 'remove'] as const).map((move) => html`${deedLink(action, { up: 'Up', down: 'Down', remove: 'Remove' }[move], what, move)} `)}`

const deedLink = (action: string, text: string, what: string, move: string) =>
  postForm(
    action,
    [
      html`<input type="hidden" name="move" value="${move}"><button class="govuk-link m-button-link" type="submit">${text}<span class="govuk-visually-hidden"> ${what}</span></button>`,
    ],
    { classes: 'm-inline-form' },
  )

function askedOf(asked: FrameworkSection['for']): string | null {
  if (!asked) return null
  const whom = [...(asked.kinds ?? []), ...(asked.units ?? [])].join(', ')
  return asked.others === 'may' ? `Asked of ${whom}; others may answer` : `Asked only of ${whom}`
}

function questionPart(
  { id, content }: Pick<StoredFramework, 'id' | 'content'>,
  question: FrameworkQuestion,
  canEdit: boolean,
): Html {
  const scale = content.scales[question.scale ?? content.scale]
  const { least, most } = scale ? ends(scale) : { least: 0, most: 0 }
  const facts = [
    question.scale ? `Scale ${question.scale}, ${least} to ${most}` : null,
    question.weight === 1 ? null : `Weight ${question.weight}`,
    question.target === undefined ? null : `Target ${question.target}`,
    question.of === 'system' ? 'Asked of each system' : null,
    question.was ? (question.was.length > 0 ? `Continues ${question.was.join(', ')}` : 'New') : null,
    askedOf(question.for),
  ].filter((one) => one !== null)
  const levels = (scale?.levels ?? []).flatMap(({ value, name }) => {
    const words = question.levels?.[String(value)]
    return words ? [html`<dt><strong>${value} ${name}</strong></dt><dd>${words}</dd>`] : []
  })
  const indicators = (question.indicators ?? []).map(
    ({ code, text, group }) => html`<li><strong>${code}</strong>${group ? ` (${group})` : ''} ${text}</li>`,
  )
  const more = html`${question.guidance ? paragraphs(question.guidance.trim()) : null}${facts.length > 0 ? html`<p class="govuk-body m-meta">${facts.join('. ')}</p>` : null}${levels.length > 0 ? html`<dl class="govuk-body m-levels">${levels}</dl>` : null}${indicators.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${indicators}</ul>` : null}`
  const edit = canEdit
    ? html`<div class="m-actions-bar govuk-body m-no-print">${link(paths.frameworkQuestion(id, question.code), 'Change', `question ${question.code}`)} ${moves(`${paths.frameworkQuestion(id, question.code)}/move`, `question ${question.code}`)}</div>`
    : null
  return html`${govukDetails({ summaryText: `${question.code} ${question.text}`, html: more })}${edit}`
}

type Shown = {
  readonly title: string
  readonly caption: string
  readonly action: string
  readonly back: string
  readonly button?: string
}

/** A page of one form of a draft. */
export function editPage(
  { title, caption, action, back, button }: Shown,
  controls: Content,
  edition: number,
  errors: FormState['errors'],
  above?: Content,
): View {
  return {
    title,
    back: { href: back, text: 'Back to the draft' },
    errors,
    content: twoThirds(
      html`${heading(title, caption)}${above}${postForm(action, [hidden('edition', edition), controls, govukButton({ text: button ?? 'Save', preventDoubleClick: true })])}`,
    ),
  }
}

export function questionControls(
  main: Form<Record<string, Field<string | null>>>,
  levels: Form<Record<string, Field<string | null>>>,
  state: FormState,
): Html {
  const described = levels.controls(state)
  return html`${main.controls(state)}${described.length > 0 ? html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">What each level means for this question</legend>${described}</fieldset>` : null}`
}

export const editionOf = (values: FormState['values']) => countIn(values, 'edition')
