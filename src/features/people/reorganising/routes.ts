import { inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { Choice, FormState, Values } from '#platform/form/index.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukInsetText,
  govukSummaryList,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { type Answer, type AskedBy, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { unitTree } from '../store.ts'
import { choicesOf, type Effect, effectsOf, reorganise } from './deeds.ts'
import { mergeForm, moveForm, splitForm, transferInForm, transferOutForm } from './forms.ts'
import { type Belonging, isKind, KINDS, type Kind, type Reorganisation, type UnitRef } from './model.ts'

/** Changes of the tree of units: each is filled in, previewed with everything that it would move, and done in one deed. */
export function reorganisingRoutes(belongings: readonly Belonging[]): Route[] {
  return [
    get(paths.reorganise, 'people:change', async () => page(choosePage)),
    get(paths.reorganiseAs(':kind'), 'people:change', async (asked) =>
      showForm(asked, kindOf(asked), { values: {}, errors: [] }),
    ),
    post(paths.reorganiseAs(':kind'), 'people:change', async (asked) => {
      const kind = kindOf(asked)
      const read = await readForm(asked.db, kind, asked.body)
      if ('errors' in read) return showForm(asked, kind, read)
      if (firstValue(asked.body, 'sure') !== 'yes')
        return page(
          previewPage(
            read.what,
            await effectsOf(asked.db, belongings, read.what),
            await choicesOf(asked.db, belongings, read.what),
            asked.body,
          ),
        )
      try {
        const id = await reorganise(asked.db, asked.act, belongings, read.what)
        return redirect(paths.reorganisation(id), 'The units were reorganised')
      } catch (error) {
        const taken = error instanceof Error && 'constraint' in error && error.constraint === 'unit_name'
        if (!taken) throw error
        throw new Conflict('There is a unit with this name in the same place already', 'Give the new one another name.')
      }
    }),
    get(paths.reorganisations, 'people:read', async ({ db }) => page(historyPage(await history(db)))),
    ...tableRoutes(`${paths.reorganisations}/table`, 'people:read', async ({ db }) => ({
      title: 'Reorganisations',
      headers: ['Day', 'What', 'Before', 'After', 'Other body', 'Why'],
      rows: (await history(db)).map((one) => [
        one.on,
        KINDS[one.kind].done,
        one.before,
        one.after,
        one.otherBody,
        one.why,
      ]),
    })),
    get(paths.reorganisation(':id'), 'people:read', async ({ db, params }) => {
      const id = params.id ?? ''
      const [one] = isId(id) ? await history(db, id) : []
      if (!one) throw new NotFound()
      return page(onePage(one))
    }),
  ]
}

function kindOf({ params }: AskedBy): Kind {
  const kind = params.kind ?? ''
  if (!isKind(kind)) throw new NotFound()
  return kind
}

const choosePage: View = {
  title: 'Reorganise units',
  back: { href: paths.home, text: 'Back to people' },
  content: twoThirds(
    html`${heading('Reorganise units')}<p class="govuk-body">Each of these shows what it would move before it does anything, and keeps on record what was where.</p><ul class="govuk-list">${Object.entries(KINDS).map(([kind, { text, about }]) => html`<li class="govuk-!-margin-bottom-3">${link(paths.reorganiseAs(kind), text)}<br><span class="m-meta">${about}</span></li>`)}</ul><p class="govuk-body">${link(paths.reorganisations, 'What was reorganised')}</p>`,
  ),
}

const openUnits = async (db: Queries, today: string): Promise<Choice[]> =>
  (await unitTree(db, today)).map(({ id, name }) => ({ value: id, text: name }))

async function controlsFor({ db, today }: AskedBy, kind: Kind, state: FormState) {
  const units = await openUnits(db, today)
  switch (kind) {
    case 'move':
      return moveForm(units).controls(state)
    case 'merge':
      return mergeForm(units).controls(state)
    case 'split':
      return splitForm(units).controls(state)
    case 'transfer-out':
      return transferOutForm(units).controls(state)
    case 'transfer-in':
      return transferInForm(units).controls(state)
  }
}

async function showForm(asked: AskedBy, kind: Kind, state: FormState): Promise<Answer> {
  const { text, about } = KINDS[kind]
  const view: View = {
    title: text,
    back: { href: paths.reorganise, text: 'Back' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(text)}<p class="govuk-body">${about}</p>${postForm(paths.reorganiseAs(kind), [await controlsFor(asked, kind, state), govukButton({ text: 'See what it would move', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

/** Units by their ids, as they stand. */
async function refs(db: Queries, ids: readonly string[]): Promise<UnitRef[]> {
  const rows = await db.many<UnitRef>(sql`
    select u.id, u.name, p.name as parent from people.unit u left join people.unit p on p.id = u.parent_id where u.id = any(${ids.filter(isId)}::uuid[])`)
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

type Read = { readonly what: Reorganisation } | (FormState & { readonly errors: FormState['errors'] })

/** What a form asks for, as what is to happen. */
async function readForm(db: Queries, kind: Kind, values: Values): Promise<Read> {
  const all = (await db.many<{ value: string; text: string }>(
    sql`select id as value, name as text from people.unit where closed_on is null`,
  )) as Choice[]
  const none = { otherBody: null, makes: [], heir: null, parent: null, closes: false }
  if (kind === 'move') {
    const read = moveForm(all).read(values)
    if (!read.ok) return read
    const [unit, parent] = await refs(db, [read.value.unit ?? '', read.value.parent ?? ''])
    return {
      what: {
        ...none,
        kind,
        on: read.value.on ?? '',
        why: read.value.why,
        before: unit ? [unit] : [],
        parent: parent ?? null,
      },
    }
  }
  if (kind === 'merge') {
    const read = mergeForm(all).read(values)
    if (!read.ok) return read
    const { units, into, name, kind: unitKind, parent, on, why } = read.value
    const [heir] = into ? await refs(db, [into]) : []
    const before = await refs(
      db,
      units.filter((id) => id !== into),
    )
    const makes = into ? [] : [{ name: name ?? '', kind: unitKind ?? '', parentId: parent }]
    return { what: { ...none, kind, on: on ?? '', why, before, makes, heir: heir ?? 'made', closes: true } }
  }
  if (kind === 'split') {
    const read = splitForm(all).read(values)
    if (!read.ok) return read
    const { unit, names, kind: unitKind, heir, on, why } = read.value
    const [own] = await refs(db, [unit ?? ''])
    const { parent } = await db.one<{ parent: string | null }>(
      sql`select parent_id as parent from people.unit where id = ${unit}`,
    )
    const isKept = heir === 'itself'
    const makes = (names ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((name) => ({ name: name.slice(0, 200), kind: unitKind ?? '', parentId: parent }))
    return {
      what: {
        ...none,
        kind,
        on: on ?? '',
        why,
        before: own ? [own] : [],
        makes,
        heir: isKept ? (own ?? null) : 'made',
        closes: !isKept,
      },
    }
  }
  if (kind === 'transfer-out') {
    const read = transferOutForm(all).read(values)
    if (!read.ok) return read
    const before = await refs(db, [read.value.unit ?? ''])
    return {
      what: {
        ...none,
        kind,
        on: read.value.on ?? '',
        why: read.value.why,
        otherBody: read.value.body,
        before,
        closes: true,
      },
    }
  }
  const read = transferInForm(all).read(values)
  if (!read.ok) return read
  const { name, kind: unitKind, parent, body, on, why } = read.value
  return {
    what: {
      ...none,
      kind,
      on: on ?? '',
      why,
      otherBody: body,
      before: [],
      makes: [{ name, kind: unitKind ?? '', parentId: parent }],
      heir: 'made',
    },
  }
}

const heirName = ({ heir, makes }: Reorganisation) => (heir === 'made' ? (makes[0]?.name ?? '') : (heir?.name ?? ''))

/** What would happen, and a button that does it. */
function previewPage(
  what: Reorganisation,
  effects: readonly Effect[],
  choices: readonly string[],
  values: Values,
): View {
  const hidden = Object.entries(values).flatMap(([name, value]) =>
    name === '_csrf'
      ? []
      : (typeof value === 'object' ? [...value] : [value ?? '']).map(
          (one) => html`<input type="hidden" name="${name}" value="${one}">`,
        ),
  )
  const facts: readonly (readonly [string, string])[] = [
    ['Day', inWords(what.on)],
    ['Why', what.why],
    ...(what.before.length > 0
      ? [
          [
            'Units',
            what.before.map(({ name, parent }) => `${name}${parent ? ` (part of ${parent})` : ''}`).join(', '),
          ] as const,
        ]
      : []),
    ...(what.makes.length > 0 ? [['New units', what.makes.map(({ name }) => name).join(', ')] as const] : []),
    ...(what.parent ? [['Becomes part of', what.parent.name] as const] : []),
    ...(what.otherBody ? [['Other body', what.otherBody] as const] : []),
    ...(what.closes ? [['Closed', what.before.map(({ name }) => name).join(', ')] as const] : []),
  ]
  const goes = what.heir ? `Goes to ${heirName(what)}` : 'Stays on record with the closed unit'
  const table =
    effects.length === 0
      ? html`<p class="govuk-body">Nothing else moves.</p>`
      : dataTable({
          caption: 'What belongs to them',
          columns: [{ text: 'Unit' }, { text: 'What' }, { text: 'What happens' }, { text: 'Cannot follow' }],
          rows: effects.map(({ unit, belonging, moves, stays }) => [
            unit.name,
            `${moves} ${moves === 1 ? belonging.one : belonging.more}`,
            goes,
            stays === 0 ? '' : `${stays}, because ${heirName(what)} has the same already`,
          ]),
        })
  const choicesPart =
    choices.length === 0
      ? null
      : html`<h2 class="govuk-heading-m">What is chosen</h2><ul class="govuk-list govuk-list--bullet">${choices.map((words) => html`<li>${words}</li>`)}</ul>`
  return {
    title: 'What it would move',
    back: { href: paths.reorganiseAs(what.kind), text: 'Back' },
    content: html`${heading('What it would move', KINDS[what.kind].text)}${govukSummaryList({ rows: facts.map(([key, text]) => ({ key: { text: key }, value: { text } })) })}${table}${choicesPart}${govukInsetText({ text: 'Nothing has been changed yet.' })}${postForm(paths.reorganiseAs(what.kind), [hidden, html`<input type="hidden" name="sure" value="yes">`, govukButton({ text: 'Do it', preventDoubleClick: true })])}`,
  }
}

interface Past {
  readonly id: string
  readonly kind: Kind
  readonly on: string
  readonly why: string
  readonly otherBody: string | null
  readonly moved: Readonly<Record<string, number>>
  readonly chosen: readonly string[]
  readonly before: string | null
  readonly after: string | null
  readonly by: string | null
}

function history(db: Queries, id: string | null = null): Promise<Past[]> {
  const units = (part: string) =>
    sql`(select string_agg(n.name || coalesce(' (part of ' || n.parent || ')', ''), ', ' order by n.name) from people.reorganised_unit n where n.reorganisation_id = r.id and n.part = ${part})`
  return db.many(sql`
    select r.id, r.kind, r.happened_on as on, r.why, r.other_body as "otherBody", r.moved, r.chosen, ${units('before')} as before, ${units('after')} as after, p.name as by
    from people.reorganisation r left join people.person p on p.id = r.by_person_id where ${id === null ? sql`true` : sql`r.id = ${id}`}
    order by r.happened_on desc, r.at desc limit 500`)
}

function historyPage(rows: readonly Past[]): View {
  return {
    title: 'What was reorganised',
    back: { href: paths.reorganise, text: 'Back to reorganising' },
    content: html`${heading('What was reorganised')}${
      rows.length === 0
        ? html`<p class="govuk-body">Nothing yet.</p>`
        : html`${dataTable({
            caption: 'Reorganisations',
            captionClasses: 'govuk-visually-hidden',
            columns: [
              { text: 'Day', classes: 'm-date' },
              { text: 'What' },
              { text: 'Before', classes: 'm-words' },
              { text: 'After', classes: 'm-words' },
            ],
            rows: rows.map((one) => [
              link(paths.reorganisation(one.id), inWords(one.on)),
              KINDS[one.kind].done,
              one.before ?? '',
              one.after ?? one.otherBody ?? '',
            ]),
          })}${downloads('Download this list', `${paths.reorganisations}/table`)}`
    }`,
  }
}

function onePage(one: Past): View {
  const moved = Object.entries(one.moved).map(([what, count]) => `${count} ${what}`)
  const rows: readonly (readonly [string, Content])[] = [
    ['Day', inWords(one.on)],
    ['What', KINDS[one.kind].done],
    ...(one.before ? [['Before', one.before] as const] : []),
    ...(one.after ? [['After', one.after] as const] : []),
    ...(one.otherBody ? [['Other body', one.otherBody] as const] : []),
    ['Why', one.why],
    ['What followed', moved.length === 0 ? 'Nothing else' : moved.join(', ')],
    ...(one.chosen.length > 0 ? [['What was chosen', one.chosen.join(' ')] as const] : []),
    ...(one.by ? [['By', one.by] as const] : []),
  ]
  return {
    title: KINDS[one.kind].text,
    back: { href: paths.reorganisations, text: 'Back to what was reorganised' },
    content: twoThirds(
      html`${heading(KINDS[one.kind].text)}${govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { html: html`${value}` } })) })}`,
    ),
  }
}
