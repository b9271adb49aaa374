import { isOrActsFor } from '#features/people/index.ts'
import { isSeenByAll } from '#features/shares/index.ts'
import { may, type Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { dayOfInstant, type Queries, sql } from '#platform/db/index.ts'
import { wordsOf } from '#platform/form/index.ts'
import { type Content, dataTable, govukButton, govukInsetText, type Html, html, link } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { type BandColour, CLOCKS, CONTROL_KINDS, WORKS } from './model.ts'
import { paths } from './paths.ts'
import { heldLow } from './store.ts'
import { bandTag } from './tags.ts'

interface Facts {
  readonly isTheirs: boolean
  readonly isOpen: boolean
  readonly heldLow: boolean
  readonly band: string | null
  readonly beyond: string | null
  readonly category: string | null
  readonly appetite: string | null
  readonly escalation: string | null
}

/** What stands out of a risk, and what can be done with it now. */
export async function riskLead(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const facts = await db.one<Facts>(sql`
    select coalesce(${isOrActsFor(sql`r.owner_id`, viewer.id, today)}, false) as "isTheirs", r.closed_on is null as "isOpen", coalesce(${heldLow}, false) as "heldLow", b.name as band, r.beyond, c.name as category, a.name as appetite,
      (select e.id from risks.escalation e where e.risk_id = r.id and e.outcome is null) as escalation
    from risks.risk r join people.unit u on u.id = r.unit_id left join risks.band b on b.id = r.band_id left join risks.category c on c.id = r.category_id
      left join risks.band a on a.id = c.appetite_id where r.id = ${id}`)
  const canChange = may(viewer, 'risks:change')
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

/** What keeps a risk down, what is still to be done, what it is to, when it came true, where it went and how it stood. */
export async function riskPanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  const canChange = may(viewer, 'risks:change')
  const parts = await Promise.all([
    controlsOf(db, id, canChange),
    actionsOf(db, id, canChange),
    tiesOf(db, id, viewer, canChange),
    may(viewer, 'incidents:read') ? incidentsOf(db, id) : null,
    escalationsOf(db, id),
    ratingsOf(db, id),
  ])
  return html`${parts}`
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

async function controlsOf(db: Queries, id: string, canChange: boolean): Promise<Html> {
  const rows = await db.many<{
    id: string
    name: string
    kind: string
    owner: string | null
    works: string | null
    testedOn: Day | null
  }>(sql`
    select c.id, c.name, c.kind, p.name as owner, c.works, c.tested_on as "testedOn" from risks.control c left join people.person p on p.id = c.owner_id
    where c.risk_id = ${id} and c.ended_on is null order by c.name, c.id limit 200`)
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
    add: canChange ? `${paths.controls}/add?risk_id=${id}` : null,
  })
}

async function actionsOf(db: Queries, id: string, canChange: boolean): Promise<Html> {
  const rows = await db.many<{
    id: string
    what: string
    actionId: string | null
    action: string | null
    isFinished: boolean | null
    owner: string | null
    dueOn: Day | null
    doneOn: Day | null
  }>(sql`
    select m.id, m.what, m.action_id as "actionId", n.name as action, a.is_finished as "isFinished", p.name as owner, coalesce(a.target_latest, m.due_on) as "dueOn",
      m.done_on as "doneOn"
    from risks.mitigation m left join plans.action a on a.id = m.action_id left join plans.action_named n on n.id = a.id left join people.person p on p.id = m.owner_id
    where m.risk_id = ${id} and m.ended_on is null order by coalesce(a.target_latest, m.due_on) nulls last, m.id limit 200`)
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
    add: canChange ? `${paths.mitigations}/add?risk_id=${id}` : null,
  })
}

async function tiesOf(db: Queries, id: string, viewer: Person, canChange: boolean): Promise<Html> {
  const rows = await db.many<{
    id: string
    kind: string
    name: string
    href: string | null
    note: string | null
    puid: string | null
    level: string | null
    files: number
  }>(sql`
    select t.id, case when a.id is not null then 'Asset' when p.id is not null then 'Place' else 'Format' end as kind, coalesce(a.name, p.name, t.format) as name,
      case when a.id is not null then '/assets/assets/' || a.id when p.id is not null then '/assets/places/' || p.id end as href, t.note, f.puid, r.level,
      (select coalesce(sum(n.files), 0) from shares.tally n join shares.share s on s.id = n.share_id and ${isSeenByAll('s')}
        where n.measure = 'format' and n.key = f.puid) as files
    from risks.tie t left join assets.asset a on a.id = t.asset_id left join assets.place p on p.id = t.place_id
      cross join lateral (select substring(t.format from '(?:x-)?fmt/[0-9]+') as puid) f left join shares.policy y on y.is_in_use
      left join shares.policy_rule r on r.policy_id = y.id and r.puid = f.puid
    where t.risk_id = ${id} and t.ended_on is null order by 2, 3 limit 200`)
  // What the shared drives hold of a format is told to those who may see it there, of drives that everybody may.
  const seesShares = may(viewer, 'shares:read')
  const known = ({ puid, level, files }: (typeof rows)[number]) =>
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
    add: canChange ? `${paths.ties}/add?risk_id=${id}` : null,
  })
}

async function incidentsOf(db: Queries, id: string): Promise<Html> {
  const rows = await db.many<{ id: string; title: string; awareOn: Day; clock: string }>(sql`
    select id, title, ${dayOfInstant(sql`aware_at`)} as "awareOn", clock from risks.incident where risk_id = ${id} order by aware_at desc limit 100`)
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

async function escalationsOf(db: Queries, id: string): Promise<Html | null> {
  const rows = await db.many<{
    id: string
    on: Day
    from: string
    to: string
    owner: string
    why: string
    outcome: string | null
    answer: string | null
  }>(sql`
    select e.id, ${dayOfInstant(sql`e.at`)} as on, f.name as from, t.name as to, p.name as owner, e.why, e.outcome, e.answer
    from risks.escalation e join people.unit f on f.id = e.from_unit_id join people.unit t on t.id = e.to_unit_id join people.person p on p.id = e.to_owner_id
    where e.risk_id = ${id} order by e.at desc limit 100`)
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

const RATED = {
  first: 'First judged',
  changed: 'Judged anew',
  reviewed: 'Looked at',
  closed: 'Closed',
  rescaled: 'The matrix has other levels',
} as const

async function ratingsOf(db: Queries, id: string): Promise<Html> {
  const rows = await db.many<{
    on: Day
    kind: keyof typeof RATED
    band: string | null
    colour: BandColour | null
    score: number | null
    note: string | null
    by: string | null
  }>(sql`
    select g.rated_on as on, g.kind, b.name as band, b.colour, g.score, g.note, p.name as by
    from risks.rating g left join risks.band b on b.id = g.band_id left join people.person p on p.id = g.by_person_id
    where g.risk_id = ${id} order by g.rated_on desc, g.place desc limit 100`)
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
