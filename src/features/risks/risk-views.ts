import { inWords } from '#platform/calendar/index.ts'
import { wordsOf } from '#platform/form/index.ts'
import { type Content, dataTable, govukButton, govukInsetText, type Html, html, link } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { CLOCKS, CONTROL_KINDS, RATED, WORKS } from './model.ts'
import type { ActionRow, ControlRow, EscalationRow, IncidentRow, LinkRow, RatingRow, RiskFacts } from './one-risk.ts'
import { paths } from './paths.ts'
import { bandTag } from './tags.ts'

/** What stands out of a risk, and what can be done with it now. */
export function leadOfRisk(id: string, facts: RiskFacts, canChange: boolean): Html {
  const isTheirs = canChange || facts.isTheirs
  const said = [
    ...(facts.beyond === 'yes'
      ? [`It is beyond the appetite: the most that is accepted for ${facts.category} is ${facts.appetite}.`]
      : []),
    ...(facts.heldLow && facts.isOpen
      ? [`A risk that is ${facts.band} is held further up. Escalate it, or lower it.`]
      : []),
  ]
  const deeds =
    isTheirs && facts.isOpen
      ? html`<div class="m-actions-bar m-no-print">${govukButton({ text: 'Review this risk', href: paths.review(id) })}${facts.escalation ? null : govukButton({ text: 'Escalate or hand down', href: paths.escalate(id), classes: 'govuk-button--secondary' })}</div>`
      : null
  const waiting = facts.escalation
    ? html`<p class="govuk-body">${link(paths.answer(facts.escalation), 'An escalation waits for an answer')}</p>`
    : null
  return html`${said.length > 0 ? govukInsetText({ html: html`${said.map((one) => html`<p class="govuk-body govuk-!-margin-bottom-1">${one}</p>`)}` }) : null}${waiting}${deeds}`
}

function part(options: {
  readonly caption: string
  readonly none: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Content[])[]
  readonly add?: string | null
}): Html {
  const { caption, none, columns, rows, add } = options
  const more = add
    ? html`<p class="govuk-body m-no-print">${link(add, 'Add', `to ${caption.toLowerCase()}`)}</p>`
    : null
  if (rows.length === 0)
    return html`<h2 class="govuk-heading-m">${caption}</h2><p class="govuk-body">${none}</p>${more}`
  return html`${dataTable({ caption, columns: columns.map((text) => ({ text })), rows })}${more}`
}

function controlsPart(id: string, rows: readonly ControlRow[], canAdd: boolean): Html {
  return part({
    caption: 'Controls',
    none: 'No controls have been added yet.',
    columns: ['Control', 'Kind', 'Looked after by', 'Does it work?', 'Last tested'],
    rows: rows.map((row) => [
      link(`${paths.controls}/${row.id}`, row.name),
      wordsOf(CONTROL_KINDS, row.kind),
      row.owner ?? '',
      wordsOf(WORKS, row.works),
      row.testedOn ? inWords(row.testedOn) : '',
    ]),
    add: canAdd ? `${paths.controls}/add?risk_id=${id}` : null,
  })
}

function actionsPart(id: string, rows: readonly ActionRow[], canAdd: boolean): Html {
  return part({
    caption: 'Actions',
    none: 'Nothing is planned.',
    columns: ['Action', 'In an action plan', 'Owner', 'By', 'State'],
    rows: rows.map((row) => [
      link(`${paths.mitigations}/${row.id}`, row.what),
      row.actionId && row.action ? link(`/plans/actions/${row.actionId}`, row.action) : '',
      row.owner ?? '',
      row.dueOn ? inWords(row.dueOn) : '',
      row.doneOn ? `Done on ${inWords(row.doneOn)}` : row.isFinished ? 'Finished in the plan' : 'Open',
    ]),
    add: canAdd ? `${paths.mitigations}/add?risk_id=${id}` : null,
  })
}

function linksPart(id: string, rows: readonly LinkRow[], canAdd: boolean, seesShares: boolean): Html {
  const known = ({ puid, level, files }: LinkRow) =>
    puid && seesShares
      ? html`${level ? `${level.charAt(0).toUpperCase()}${level.slice(1)} risk by the policy` : 'Not rated by the policy'}; ${counted(files, 'file', 'files')} on ${link('/shares', 'shared drives')}`
      : ''
  return part({
    caption: 'What it is a risk to',
    none: 'It is linked with no asset, place or format yet.',
    columns: ['What', 'Kind', 'In which way', 'Known of it', 'Entry'],
    rows: rows.map((row) => [
      row.href ? link(row.href, row.name) : row.name,
      row.kind,
      row.note ?? '',
      known(row),
      link(`${paths.ties}/${row.id}`, 'See', `the entry for ${row.name}`),
    ]),
    add: canAdd ? `${paths.ties}/add?risk_id=${id}` : null,
  })
}

function incidentsPart(rows: readonly IncidentRow[]): Html {
  return part({
    caption: 'When it came true',
    none: 'No incident is linked with it.',
    columns: ['Incident', 'We became aware', 'Notification'],
    rows: rows.map((row) => [
      link(paths.incident(row.id), row.title),
      inWords(row.awareOn),
      wordsOf(CLOCKS, row.clock),
    ]),
  })
}

function escalationsPart(rows: readonly EscalationRow[]): Html | null {
  return rows.length === 0
    ? null
    : part({
        caption: 'Where it went',
        none: '',
        columns: ['Day', 'From', 'To', 'Why', 'Answer'],
        rows: rows.map((row) => [
          link(paths.answer(row.id), inWords(row.on)),
          row.from,
          `${row.to}: ${row.owner}`,
          row.why,
          row.outcome
            ? `${row.outcome === 'taken' ? 'Taken' : 'Sent back'}${row.answer ? `: ${row.answer}` : ''}`
            : 'Waits',
        ]),
      })
}

function ratingsPart(rows: readonly RatingRow[]): Html {
  return part({
    caption: 'How it stood',
    none: 'It has not been judged yet.',
    columns: ['Day', 'What', 'Band and score', 'Note', 'By'],
    rows: rows.map((row) => [
      inWords(row.on),
      RATED[row.kind],
      bandTag(row.band, row.colour, row.score),
      row.note ?? '',
      row.by ?? '',
    ]),
  })
}

/** What is on record of one risk. */
interface OfRisk {
  readonly controls: readonly ControlRow[]
  readonly actions: readonly ActionRow[]
  readonly links: readonly LinkRow[]
  /** Null where whoever looks may not see incidents. */
  readonly incidents: readonly IncidentRow[] | null
  readonly escalations: readonly EscalationRow[]
  readonly ratings: readonly RatingRow[]
}

/** What keeps a risk down, what is still to be done, what it is to, when it came true, where it went and how it stood. */
export const partsOfRisk = (
  id: string,
  of: OfRisk,
  may: { readonly add: boolean; readonly seeShares: boolean },
): Html =>
  html`${controlsPart(id, of.controls, may.add)}${actionsPart(id, of.actions, may.add)}${linksPart(id, of.links, may.add, may.seeShares)}${of.incidents && incidentsPart(of.incidents)}${escalationsPart(of.escalations)}${ratingsPart(of.ratings)}`
