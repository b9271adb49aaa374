import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { DOCUMENT_FORMATS } from '#platform/documents/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  type Content,
  counts,
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukSummaryList,
  govukWarningText,
  type Html,
  heading,
  hidden,
  html,
  link,
  mojSubNavigation,
  noted,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted, spelt } from '#platform/words.ts'
import { type Campaign, isUnderWay, OBLIGATIONS, type Participant, type UnitChoice } from '../model.ts'
import { paths } from '../paths.ts'
import { campaignTag } from '../tags.ts'
import { endForm, type handOverForm, type manageForm } from './forms.ts'
import type { CampaignFigures } from './store.ts'

const TABS = [
  { key: 'units', text: 'Units', href: paths.campaign },
  { key: 'results', text: 'Heat map', href: paths.heatMap },
  { key: 'league', text: 'League table', href: paths.league },
  { key: 'movement', text: 'Movement', href: paths.movement },
  { key: 'spread', text: 'Distribution', href: paths.spread },
  { key: 'following', text: 'What follows', href: paths.following },
  { key: 'report', text: 'Report', href: paths.board },
] as const
export type CampaignTab = (typeof TABS)[number]['key']

/** A page of a campaign, with the way to its other pages. */
export function campaignPage(
  campaign: Pick<Campaign, 'id' | 'name' | 'kind' | 'state' | 'closedAt'>,
  active: CampaignTab,
  content: Content,
  more: { readonly canCompare: boolean; readonly errors?: View['errors'] },
): View {
  const shown = TABS.filter(({ key }) => key === 'units' || more.canCompare)
  const tab = TABS.find(({ key }) => key === active)
  const items = shown.map(({ key, text, href }) => ({ text, href: href(campaign.id), active: key === active }))
  return {
    title: active === 'units' ? campaign.name : `${tab?.text}: ${campaign.name}`,
    back: { href: paths.home, text: 'Back to assessments' },
    errors: more.errors ?? [],
    content: html`${active === 'units' ? heading(campaign.name) : heading(tab?.text ?? '', campaign.name)}${mojSubNavigation({ label: 'What is known of the campaign', items })}${campaign.state === 'closed' ? govukInsetText({ text: closedInWords(campaign) }) : null}${content}`,
  }
}

/** What every picture of a closed campaign says. */
export const closedInWords = ({ closedAt }: Pick<Campaign, 'closedAt'>): string =>
  `The campaign ${closedAt ? `was closed on ${inWords(dayOf(closedAt))}` : 'is closed'}. Nothing is answered or moderated any more. What was not finished stays as it was.`

export function unitsPart(campaign: Campaign, figures: CampaignFigures, list: Html, canRun: boolean, today: Day): Html {
  const { id, state } = campaign
  const filtered = (query: string) => `${paths.campaign(id)}?${query}`
  const summary: readonly (readonly [string, Content])[] = [
    [
      'State',
      html`${campaignTag(state)}${state === 'open' && campaign.opensOn > today ? html` <span class="m-meta">It opens on ${inWords(campaign.opensOn)}</span>` : null}`,
    ],
    ['Framework', link(paths.framework(campaign.frameworkId), `${campaign.framework}, ${campaign.frameworkVersion}`)],
    ['Window', `${inWords(campaign.opensOn)} to ${inWords(campaign.closesOn)}`],
    ...(campaign.previousId && campaign.previous
      ? [['Campaign before', link(paths.campaign(campaign.previousId), campaign.previous)] as const]
      : []),
    [
      'Results',
      campaign.isPublished
        ? 'Everybody who may see assessments sees how units compare'
        : 'Only those who run and moderate see how units compare',
    ],
  ]
  const isPreparing = state === 'preparing'
  const deeds = canRun
    ? html`<div class="m-actions-bar m-no-print">${state === 'open' ? null : deedButton(paths.campaignOpen(id), state === 'preparing' ? 'Open the campaign' : 'Open it again')}${state === 'open' ? deedButton(paths.campaignClose(id), 'Close the campaign', { kind: 'secondary' }) : null}${isPreparing ? null : deedButton(paths.campaignPublish(id), campaign.isPublished ? 'Unpublish results' : 'Publish results', { kind: 'secondary', values: { publish: campaign.isPublished ? 'no' : 'yes' } })} ${link(paths.campaignUnits(id), 'Choose units')} ${link(paths.campaignChange(id), 'Change the campaign')} ${link(paths.rules(id), 'What follows a low score')}</div>`
    : null
  const isClosed = state === 'closed'
  const progressTiles = [
    { number: figures.answering, label: isClosed ? 'not handed in' : 'answering', href: filtered('state=answering') },
    {
      number: figures.submitted,
      label: isClosed ? 'not moderated' : 'in moderation',
      href: filtered('state=submitted'),
    },
    { number: figures.final, label: 'final', href: filtered('state=final') },
    ...(isClosed
      ? []
      : [
          {
            number: figures.late,
            label: 'past their last day',
            href: filtered('state=late'),
            alert: figures.late > 0,
          },
        ]),
  ]
  const trouble = [
    figures.closed > 0
      ? html`${link(filtered('state=closed'), `${spelt(figures.closed, 'A unit has', 'units have')} been closed since they were asked`)}. Hand their assessment over to the unit that takes over, or withdraw it.`
      : null,
    figures.leaderless > 0
      ? html`${link(filtered('state=leaderless'), `${spelt(figures.leaderless, 'One assessment has', 'assessments have')} no lead, or a lead who has left`)}.`
      : null,
  ].filter((words) => words !== null)
  return html`${canRun && !isClosed ? trouble.map((words) => govukWarningText({ html: words, iconFallbackText: 'Warning' })) : null}${counts(
    [
      {
        number: figures.asked,
        label: isPreparing ? { one: 'unit chosen', more: 'units chosen' } : { one: 'unit asked', more: 'units asked' },
        href: filtered('state=asked'),
      },
      ...(isPreparing ? [] : progressTiles),
    ],
  )}${deeds}${govukSummaryList({ rows: summary.map(([key, value]) => ({ key: { text: key }, value: typeof value === 'string' ? { text: value } : { html: html`${value}` } })) })}<h2 class="govuk-heading-m">Units</h2>${list}`
}

/** Asks whether results are to be published while units still answer or are moderated. */
/** Asks before a campaign is closed, and says what stays unfinished. */
export function closePage(
  campaign: Pick<Campaign, 'id' | 'name'>,
  { answering, submitted }: Pick<CampaignFigures, 'answering' | 'submitted'>,
): View {
  const unfinished = [
    answering > 0 ? `${counted(answering, 'unit has', 'units have')} not sent in their answers` : null,
    submitted > 0
      ? `${counted(submitted, 'unit has', 'units have')} answers that nobody has moderated to the end`
      : null,
  ].filter((line) => line !== null)
  const left =
    unfinished.length === 0
      ? html`<p class="govuk-body">Every unit has finished.</p>`
      : html`<p class="govuk-body">This stays unfinished:</p><ul class="govuk-list govuk-list--bullet">${unfinished.map((line) => html`<li>${line}</li>`)}</ul>`
  return {
    title: 'Close the campaign',
    back: { href: paths.campaign(campaign.id), text: 'Back to the campaign' },
    content: twoThirds(
      html`${heading('Are you sure that you want to close this campaign?', campaign.name)}${left}<p class="govuk-body">Once it is closed, nobody answers, replies or moderates in it. It can be opened again.</p>${postForm(paths.campaignClose(campaign.id), [hidden('sure', 'yes'), govukButton({ text: 'Close the campaign', preventDoubleClick: true })])}`,
    ),
  }
}

export const publishPage = (campaign: Pick<Campaign, 'id' | 'name'>, unfinished: number): View => ({
  title: 'Publish the results',
  back: { href: paths.campaign(campaign.id), text: 'Back to the campaign' },
  content: twoThirds(
    html`${heading(`${counted(unfinished, 'unit has', 'units have')} not finished. Publish now?`, campaign.name)}<p class="govuk-body">Everybody who may see assessments will see how units compare. Units that have not finished are shown as not complete or not moderated.</p>${postForm(paths.campaignPublish(campaign.id), [html`${hidden('publish', 'yes')}${hidden('sure', 'yes')}`, govukButton({ text: 'Publish now', preventDoubleClick: true })])}`,
  ),
})

export function campaignFormPage(
  title: string,
  controls: Content,
  action: string,
  back: { readonly href: string; readonly text: string },
  errors: FormState['errors'],
  version: number,
): View {
  return {
    title,
    back,
    errors,
    content: twoThirds(
      html`${heading(title)}${postForm(action, [hidden('version', version), controls, govukButton({ text: 'Save', preventDoubleClick: true })])}`,
    ),
  }
}

export function chooseUnitsPage(
  campaign: Campaign,
  units: readonly UnitChoice[],
  kindName: (kind: string) => string,
  errors: FormState['errors'] = [],
): View {
  const choice = ({ id, name, chosen }: UnitChoice) =>
    html`<select class="govuk-select m-cell-select" id="unit-${id}" name="unit-${id}" aria-label="${name}"><option value="">Not asked</option>${Object.entries(OBLIGATIONS).map(([value, text]) => html`<option value="${value}"${chosen === value ? html` selected` : ''}>${text}</option>`)}</select>`
  return {
    title: 'Choose units',
    back: { href: paths.campaign(campaign.id), text: 'Back to the campaign' },
    errors,
    content: html`${heading('Choose units', campaign.name)}<p class="govuk-body">A unit that is mandatory must hand in its answers. One that is invited may decline. Each is led by its champion or local information manager, or by somebody else there who may answer, until you choose somebody else.</p>${postForm(
      paths.campaignUnits(campaign.id),
      [
        dataTable({
          caption: 'Units',
          captionClasses: 'govuk-visually-hidden',
          columns: [{ text: 'Unit', classes: 'm-words' }, { text: 'Kind' }, { text: 'Takes part' }],
          rows: units.map((unit) => [
            html`<span class="m-depth-${Math.min(unit.depth, 5)}">${unit.name}</span>`,
            kindName(unit.kind),
            choice(unit),
          ]),
        }),
        govukButton({ text: 'Save the units', preventDoubleClick: true }),
      ],
    )}`,
  }
}

/** Who leads a health check that nobody leads. */
export const leadPage = (participant: Participant, controls: readonly Html[], { errors }: FormState): View => ({
  title: 'Name a lead',
  back: { href: paths.unit(participant.id), text: 'Back to the assessment' },
  errors,
  content: twoThirds(
    html`${heading('Name a lead', `${participant.unit}, ${participant.campaign}`)}<p class="govuk-body">The lead answers for the health check and is reminded of it.</p>${postForm(paths.unitLead(participant.id), [controls, govukButton({ text: 'Save', preventDoubleClick: true })])}`,
  ),
})

/** What whoever runs the campaign can do for one unit. */
export function managePage(
  participant: Participant,
  forms: {
    readonly manage: ReturnType<typeof manageForm>
    readonly handOver: ReturnType<typeof handOverForm>
    readonly state: FormState
    readonly handOverState: FormState
    readonly endState: FormState
  },
): View {
  const { id, version } = participant
  const canEnd = ['answering', 'submitted', 'declined'].includes(participant.state) || forms.endState.errors.length > 0
  return {
    title: 'Manage the assessment',
    back: { href: paths.unit(id), text: 'Back to the assessment' },
    errors: [...forms.state.errors, ...forms.handOverState.errors, ...forms.endState.errors],
    content: twoThirds(
      html`${heading('Manage the assessment', `${participant.unit}, ${participant.campaign}`)}${postForm(paths.unitManage(id), [hidden('version', version), forms.manage.controls(forms.state), govukButton({ text: 'Save', preventDoubleClick: true })])}
${isUnderWay(participant) || forms.handOverState.errors.length > 0 ? html`<h2 class="govuk-heading-m">Hand it over</h2><p class="govuk-body">If the unit was reorganised while it was answering, hand its answers over to the unit that takes over.</p>${postForm(`${paths.unitManage(id)}/hand-over`, [forms.handOver.controls(forms.handOverState), govukButton({ text: 'Hand it over', classes: 'govuk-button--secondary', preventDoubleClick: true })])}` : null}
${canEnd ? html`<h2 class="govuk-heading-m">Withdraw it</h2><p class="govuk-body">Its answers stay on record but do not count.</p>${postForm(`${paths.unitManage(id)}/withdraw`, [endForm.control('why', { ...forms.endState, values: forms.endState.values }), govukButton({ text: 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })])}` : null}`,
    ),
  }
}

export function homePage(options: {
  readonly mine: readonly { readonly participant: Participant; readonly answered: number; readonly wanted: number }[]
  readonly moderating: Html | null
  readonly campaigns: readonly Campaign[]
  readonly canRun: boolean
  readonly canSeeStatements: boolean
  readonly today: Day
}): View {
  const { mine, campaigns, canRun } = options
  const own = mine.map(({ participant, answered, wanted }) => [
    noted(link(paths.unit(participant.id), participant.campaign), participant.unit),
    `${answered} of ${wanted}`,
    inWords(participant.dueOn),
  ])
  return {
    title: 'Assessments',
    content: html`${heading('Assessments')}<p class="govuk-body">How well each part of the organisation looks after its information: judged by itself, moderated by others, and followed to what is done about it.</p>${options.canSeeStatements ? html`<p class="govuk-body">${link('/statements', 'Statements and returns')}: what role holders declare, compared with what is measured.</p>` : null}
${own.length > 0 ? dataTable({ caption: 'Yours to answer', columns: [{ text: 'Assessment', classes: 'm-words' }, { text: 'Answered', numeric: true }, { text: 'Last day' }], rows: own }) : null}${options.moderating}
<h2 class="govuk-heading-m">Campaigns</h2>${canRun ? html`<p class="govuk-body m-no-print">${link(paths.campaignAdd, 'Add a campaign')}</p>` : null}${
      campaigns.length === 0
        ? html`<p class="govuk-body">No campaign has been added yet.</p>`
        : dataTable({
            caption: 'Campaigns',
            captionClasses: 'govuk-visually-hidden',
            columns: [
              { text: 'Campaign', classes: 'm-words' },
              { text: 'Framework' },
              { text: 'Window', classes: 'm-date' },
              { text: 'State' },
            ],
            rows: campaigns.map((campaign) => [
              link(paths.campaign(campaign.id), campaign.name),
              `${campaign.framework}, ${campaign.frameworkVersion}`,
              `${inWords(campaign.opensOn)} to ${inWords(campaign.closesOn)}`,
              campaignTag(campaign.state),
            ]),
          })
    }<h2 class="govuk-heading-m">Frameworks</h2><p class="govuk-body">${link(paths.frameworks, 'Frameworks')}: what is asked, on which scales and by which rules.</p>`,
  }
}

/** Links to a document in each format. */
export const documentLinks = (path: string): Html =>
  html`<p class="govuk-body m-no-print">Download as: ${DOCUMENT_FORMATS.map(({ ending, name }, index) => html`${index > 0 ? ', ' : ''}<a class="govuk-link" href="${path}.${ending}">${name}</a>`)}</p>`

export const inset = (text: string): Html => govukInsetText({ text })
