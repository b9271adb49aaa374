import { BadRequest, NotFound, Refusal } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { UnreadableFile } from '#platform/reading/index.ts'
import {
  get,
  json,
  MANY_ENTRIES,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { PEOPLE_SEEN } from '../seeing.ts'
import { type Comparison, compare } from './compare.ts'
import { applyFeed, dropFeed, type Feed, feeds, findFeed, keepFeed, tooManyLeavers } from './deeds.ts'
import { figuresOf, inWords } from './figures.ts'
import { fedFrom } from './file.ts'
import { type Fed, fedFromScim, KINDS } from './model.ts'
import { LABELS, rowsOf } from './rows.ts'
import { feedPage, feedsPage, STATES, wholeForm } from './views.ts'

/** People and units from a directory or a staff system: read, compared with what is there, and taken over when somebody says so. */
export const routes: readonly Route[] = [
  get(paths.feeds, 'accounts:administer', async (asked) => show(asked, { values: {}, errors: [] })),
  post(paths.feeds, 'accounts:administer', upload, { takesFile: true }),
  ...tableRoutes(`${paths.feeds}/table`, 'accounts:administer', PEOPLE_SEEN, async ({ db }) => ({
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
  ...tableRoutes(`${paths.feed(':id')}/table`, 'accounts:administer', PEOPLE_SEEN, async (asked) => {
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
    const feed = await foundFeed(asked)
    const figures = await applyFeed(asked.db, asked.act, feed.id, firstValue(asked.body, 'accept') === 'yes')
    return redirect(paths.feed(feed.id), inWords(figures))
  }),
  post(`${paths.feed(':id')}/drop`, 'accounts:administer', async (asked) => {
    const feed = await foundFeed(asked)
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
        seenBy: PEOPLE_SEEN,
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

async function upload(asked: PersonRequest): Promise<Reply> {
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

async function show({ db }: PersonRequest, state: FormState): Promise<Reply> {
  return page(feedsPage(await feeds(db), state), state.errors.length > 0 ? 422 : 200)
}

async function foundFeed({ db, params }: PersonRequest): Promise<Feed & { rows: Fed }> {
  const id = params.id ?? ''
  const feed = isId(id) ? await findFeed(db, id) : null
  if (!feed) throw new NotFound()
  return feed
}

async function compared(asked: PersonRequest): Promise<{ feed: Feed; found: Comparison }> {
  const feed = await foundFeed(asked)
  return { feed, found: await compare(asked.db, feed.rows, feed.isWhole, asked.today) }
}

async function preview(asked: PersonRequest): Promise<Reply> {
  const { feed, found } = await compared(asked)
  return page(feedPage(feed, found, LABELS, feed.state === 'waiting' && (await tooManyLeavers(asked.db, found))))
}
