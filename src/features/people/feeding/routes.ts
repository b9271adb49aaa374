import { instantInWords } from '#platform/calendar/index.ts'
import { BadRequest, NotFound, Refusal } from '#platform/errors.ts'
import { type FormState, firstValue, form, radios } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import {
  counts,
  dataTable,
  deedButton,
  govukButton,
  govukCheckboxes,
  govukFileUpload,
  heading,
  html,
  link,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { readDocument, UnreadableFile } from '#platform/reading/index.ts'
import {
  type Answer,
  type AskedBy,
  get,
  json,
  jsonIn,
  MANY_ENTRIES,
  page,
  post,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { counted, sizeInWords } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { type Comparison, compare } from './compare.ts'
import { applyFeed, dropFeed, type Feed, feeds, figuresOf, findFeed, keepFeed, tooManyLeavers } from './deeds.ts'
import { type Fed, fedFromScim, fedFromTable } from './model.ts'
import { changesTable, goneTable, KINDS, problemsTable, rowsOf } from './tables.ts'

const wholeForm = form({
  whole: radios({
    label: 'Does it name everybody?',
    hint: 'If it does, whoever came from an earlier feed and is not in this one has left',
    required: 'Select whether it names everybody',
    options: [
      { value: 'yes', text: 'Yes, everybody who is here' },
      { value: 'no', text: 'No, only some' },
    ],
  }),
})

/** People and units from a directory or a staff system: read, compared with what is there, and taken over when somebody says so. */
export const routes: readonly Route[] = [
  get(paths.feeds, 'accounts:administer', async (asked) => show(asked, { values: {}, errors: [] })),
  post(paths.feeds, 'accounts:administer', upload, { takesFile: true }),
  ...tableRoutes(`${paths.feeds}/table`, 'accounts:administer', async ({ db }) => ({
    title: 'Feeds of people and units',
    headers: ['Feed', 'When', 'By', 'Names everybody', 'State'],
    rows: (await feeds(db)).map((one) => [
      one.name,
      one.at.toISOString(),
      one.by,
      one.isWhole ? 'yes' : 'no',
      STATES[one.state],
    ]),
  })),
  get(paths.feed(':id'), 'accounts:administer', preview),
  ...tableRoutes(`${paths.feed(':id')}/table`, 'accounts:administer', async (asked) => {
    const { feed, found } = await compared(asked)
    return {
      title: `Changes by ${feed.name}`,
      headers: ['What', 'Name', 'Row', 'Field', 'From', 'To'],
      rows: [
        ...found.problems.map(({ row, name, message }) => ['Problem', name, row, null, null, message]),
        ...found.units.flatMap((one) => rowsOf(one.kind === 'gone' ? 'Unit that is gone' : 'Unit', one)),
        ...found.people.flatMap((one) => rowsOf(KINDS[one.kind], one)),
      ],
    }
  }),
  post(`${paths.feed(':id')}/apply`, 'accounts:administer', async (asked) => {
    const { feed } = await compared(asked)
    const figures = await applyFeed(asked.db, asked.act, feed.id, firstValue(asked.body, 'accept') === 'yes')
    return redirect(paths.feed(feed.id), inWords(figures))
  }),
  post(`${paths.feed(':id')}/drop`, 'accounts:administer', async (asked) => {
    const { feed } = await compared(asked)
    await dropFeed(asked.db, asked.act, feed.id)
    return redirect(paths.feeds, 'The feed was dropped. Nothing was changed')
  }),
  post(
    '/api/v1/people/feeds',
    'accounts:administer',
    async ({ db, act, json: sent, query, today }) => {
      const rows = await fedFromScim(sent)
      if (!rows) throw new BadRequest('Send a list of resources as SCIM has them, in “Resources”')
      const isWhole = firstValue(query, 'whole') === 'yes'
      const id = await keepFeed(db, act, { name: 'API', rows, isWhole })
      const found = await compare(db, rows, isWhole, today)
      const { problems } = found
      if (firstValue(query, 'apply') !== 'yes') return json({ id, applied: false, figures: figuresOf(found), problems })
      const figures = await applyFeed(db, act, id, firstValue(query, 'accept-leavers') === 'yes')
      return json({ id, applied: true, figures, problems })
    },
    {
      most: MANY_ENTRIES,
      api: {
        summary: 'Send people and units from a directory; see what would change, or apply it',
        tag: 'feeds',
        query: {
          whole: { description: '`yes` where the list names everybody', schema: { enum: ['yes', 'no'] } },
          apply: { description: '`yes` to apply it at once', schema: { enum: ['yes', 'no'] } },
          'accept-leavers': {
            description: '`yes` where more than a tenth of all people may leave at once',
            schema: { enum: ['yes', 'no'] },
          },
        },
        body: {
          type: 'object',
          properties: { Resources: { type: 'array', items: { type: 'object' } } },
          required: ['Resources'],
        },
        answer: {
          type: 'object',
          properties: {
            id: { type: 'string', format: 'uuid' },
            applied: { type: 'boolean' },
            figures: { type: 'object' },
            problems: { type: 'array', items: { type: 'object' } },
          },
        },
      },
    },
  ),
]

export function inWords(figures: ReturnType<typeof figuresOf>): string {
  const { added, changed, left, back, units: trees, problems } = figures
  const parts = [
    `${added} added`,
    `${changed} changed`,
    `${left} left`,
    ...(back > 0 ? [`${back} came back`] : []),
    ...(trees > 0 ? [counted(trees, 'unit', 'units')] : []),
    ...(problems > 0 ? [`${problems} with problems were left out`] : []),
  ]
  return `The feed was applied: ${parts.join(', ')}`
}

/** A file of people, of units, or of both, as it was read. Throws where it is neither. */
export async function fedFrom(bytes: Buffer, name: string): Promise<Fed> {
  if (/\.(json|scim)$/i.test(name)) {
    if (bytes.length > MANY_ENTRIES.bytes)
      throw new Refusal(
        `The file is longer than ${sizeInWords(MANY_ENTRIES.bytes)}`,
        413,
        'Send it in parts, or as a table.',
      )
    const value = jsonIn(bytes.toString('utf8'))
    const fed = await fedFromScim(value)
    if (!fed) throw new BadRequest('The file is no list of resources as SCIM has them, in “Resources”')
    return fed
  }
  const fed = await fedFromTable(await readDocument(bytes, name))
  if (!fed) throw new BadRequest('The file has no table with a column for the name')
  return fed
}

async function upload(asked: AskedBy): Promise<Answer> {
  const { file, body, db, act } = asked
  const again = (message: string) => show(asked, { values: body, errors: [{ field: 'file', message }] })
  if (!file) return again('Choose a file')
  const read = wholeForm.read(body)
  if (!read.ok) return show(asked, read)
  try {
    const rows = await fedFrom(file.bytes, file.name)
    if (rows.people.length + rows.units.length === 0) return again('The file has no rows')
    const id = await keepFeed(db, act, { name: file.name, rows, isWhole: read.value.whole === 'yes' })
    return redirect(paths.feed(id))
  } catch (error) {
    if (error instanceof UnreadableFile) return again(`${error.message} ${error.advice}`)
    if (error instanceof Refusal) return again(error.advice ? `${error.message}. ${error.advice}` : error.message)
    throw error
  }
}

const STATES = { waiting: 'Waits', applied: 'Applied', dropped: 'Dropped' } as const

async function show({ db }: AskedBy, state: FormState): Promise<Answer> {
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const all = await feeds(db)
  const chooser = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'Choose a file' },
    hint: {
      text: 'A table of people (name, email, number, grade, unit, active) or of units (name, number, kind, part of) in CSV, Excel or OpenDocument; or JSON as SCIM has it, with people and units together',
    },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  const past =
    all.length === 0
      ? null
      : html`${dataTable({
          caption: 'Feeds',
          columns: [{ text: 'Feed', classes: 'm-words' }, { text: 'When' }, { text: 'By' }, { text: 'State' }],
          rows: all.map((one) => [
            link(paths.feed(one.id), one.name),
            instantInWords(one.at),
            one.by ?? 'A program',
            STATES[one.state],
          ]),
        })}${downloads('Download this table', `${paths.feeds}/table`)}`
  const view = {
    title: 'People and units from a directory',
    back: { href: paths.home, text: 'Back to people' },
    errors: state.errors,
    content: html`${twoThirds(
      html`${heading('People and units from a directory')}<p class="govuk-body">A file or another system tells us who works here, and in which unit. You see what would change before anything does. Leavers lose access the same day.</p>${postForm(paths.feeds, [chooser, wholeForm.controls(state), govukButton({ text: 'Continue', preventDoubleClick: true })], { upload: true })}`,
    )}${past}`,
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

async function compared({ db, params, today }: AskedBy): Promise<{ feed: Feed & { rows: Fed }; found: Comparison }> {
  const id = params.id ?? ''
  const feed = isId(id) ? await findFeed(db, id) : null
  if (!feed) throw new NotFound()
  return { feed, found: await compare(db, feed.rows, feed.isWhole, today) }
}

async function preview(asked: AskedBy): Promise<Answer> {
  const { feed, found } = await compared(asked)
  const own = paths.feed(feed.id)
  const title = `Changes from ${feed.name}`
  const figures = feed.figures ?? figuresOf(found)
  // What was applied is counted; what would be is listed below as well.
  const to = (id: string, number: number) => (feed.state === 'waiting' && number > 0 ? { href: `#${id}` } : {})
  const told = counts([
    { number: figures.added, label: { one: 'new person', more: 'new people' }, ...to('add', figures.added) },
    { number: figures.changed, label: 'changed', ...to('change', figures.changed) },
    { number: figures.left, label: 'leave', ...to('leave', figures.left) },
    { number: figures.back, label: 'come back', ...to('back', figures.back) },
    {
      number: figures.units,
      label: { one: 'unit new or changed', more: 'units new or changed' },
      ...to('units', figures.units),
    },
    {
      number: figures.problems,
      label: 'with problems',
      ...to('problems', figures.problems),
      alert: figures.problems > 0,
    },
    { number: figures.unchanged, label: 'as they are' },
  ])
  if (feed.state !== 'waiting')
    return page({
      title,
      back: { href: paths.feeds, text: 'Back to feeds' },
      content: html`${heading(feed.name, instantInWords(feed.at))}<p class="govuk-body">${feed.state === 'applied' ? 'It was applied. This is what it did:' : 'It was dropped. Nothing was changed.'}</p>${feed.figures ? told : null}${problemsTable(found)}`,
    })
  const asks = await tooManyLeavers(asked.db, found)
  const accept = asks
    ? govukCheckboxes({
        idPrefix: 'accept',
        name: 'accept',
        fieldset: {
          legend: {
            text: `${counted(figures.left, 'person leaves', 'people leave')} at once`,
            classes: 'govuk-fieldset__legend--s',
          },
        },
        items: [{ value: 'yes', text: 'That is right: shut them out' }],
      })
    : null
  const nothing = figures.added + figures.changed + figures.left + figures.back + figures.units === 0
  return page({
    title,
    back: { href: paths.feeds, text: 'Back to feeds' },
    content: html`${heading(title)}${told}${
      nothing
        ? html`<p class="govuk-body">Nothing would change.</p>`
        : postForm(`${own}/apply`, [accept, govukButton({ text: 'Apply these changes', preventDoubleClick: true })])
    }${deedButton(`${own}/drop`, 'Drop this feed', { kind: 'secondary' })}${problemsTable(found)}${changesTable(
      'units',
      'Units',
      found.units.filter(({ kind }) => kind !== 'gone'),
    )}${goneTable(found)}${(['leave', 'add', 'change', 'back'] as const).map((kind) =>
      changesTable(
        kind,
        `People: ${KINDS[kind].toLowerCase()}`,
        found.people.filter((one) => one.kind === kind),
      ),
    )}${downloads('Download every change', `${own}/table`)}`,
  })
}
