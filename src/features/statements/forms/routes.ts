import { stringify } from 'yaml'
import { mayEverywhere } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import type { Measure } from '#platform/measures.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { askedInWords, inOrder, readForm } from '../model.ts'
import { paths } from '../paths.ts'
import { STATEMENTS_SEEN } from '../seeing.ts'
import { type FormRow, newestForms, versionsOf } from '../store.ts'
import { saveForm } from './deeds.ts'
import { formReply, formsPage, textForm, writingPage } from './views.ts'

/** Forms: what is asked, of whom, and which measure is laid beside it. They are data, and each change is a version. */
export function formRoutes(measures: readonly Measure[]): Route[] {
  const names = new Map(measures.map(({ key, name }) => [key, name]))
  return [
    get(paths.forms, 'statements:read', async ({ db, person }) =>
      page(formsPage(await newestForms(db), mayEverywhere(person, 'statements:run'))),
    ),
    get(paths.form(':key'), 'statements:read', async (asked) => {
      const [newest, ...older] = await foundForm(asked)
      return page(formReply(newest, older, names, mayEverywhere(asked.person, 'statements:run')))
    }),
    ...formTables,
    get(paths.newForm, 'statements:run', async () => write(null, measures, textForm.filled({ text: STARTER }))),
    post(paths.newForm, 'statements:run', async (asked) => save(asked, null, measures)),
    get(paths.editForm(':key'), 'statements:run', async (asked) => {
      const [newest] = await foundForm(asked)
      return write(newest, measures, textForm.filled({ text: stringify(inOrder(newest.body), { lineWidth: 120 }) }))
    }),
    post(paths.editForm(':key'), 'statements:run', async (asked) => {
      const [newest] = await foundForm(asked)
      return save(asked, newest, measures)
    }),
  ]
}

/** The tables of the pages as files. */
const formTables: readonly Route[] = [
  ...tableRoutes(`${paths.forms}/table`, 'statements:read', STATEMENTS_SEEN, async ({ db }) => ({
    title: 'Forms of statements',
    headers: ['Form', 'Asked of', 'Countersigned by', 'Version'],
    rows: (await newestForms(db)).map(({ title, body, version }) => [
      title,
      askedInWords(body),
      body.countersigned_by ?? null,
      version,
    ]),
  })),
  ...tableRoutes(`${paths.form(':key')}/table`, 'statements:read', STATEMENTS_SEEN, async (asked) => {
    const [{ body, title }] = await foundForm(asked)
    return {
      title,
      headers: ['Part', 'Key', 'Question', 'Answered', 'Has to be explained', 'Measure'],
      rows: body.sections.flatMap((section) =>
        section.questions.map((question) => [
          section.title,
          question.key,
          question.text,
          question.kind,
          question.explain ?? null,
          question.measure ?? null,
        ]),
      ),
    }
  }),
]

const STARTER = `key: my-statement
title: A statement
about: What it is for.
asked_of: [Information Asset Owner]
of: person
declaration: What I declare here is true as far as I know.
sections:
  - title: A part
    questions:
      - { key: first, text: Is it so?, kind: yes-no, explain: 'no' }
`

export async function foundForm({ db, params }: PersonRequest): Promise<readonly [FormRow, ...FormRow[]]> {
  const [newest, ...older] = await versionsOf(db, params.key ?? '')
  if (!newest) throw new NotFound()
  return [newest, ...older]
}

async function save(asked: PersonRequest, before: FormRow | null, measures: readonly Measure[]): Promise<Reply> {
  const again = (messages: readonly string[]) =>
    write(before, measures, { values: asked.body, errors: messages.map((message) => ({ field: 'text', message })) })
  const sent = textForm.read(asked.body)
  if (!sent.ok) return write(before, measures, sent)
  const read = readForm(firstValue(asked.body, 'text'), new Set(measures.map(({ key }) => key)))
  if ('problems' in read) return again(read.problems)
  const { key } = read.form
  if (before && key !== before.key) return again([`The key of this form is ${before.key}: it stays`])
  if (!before && (await versionsOf(asked.db, key)).length > 0)
    return again([`There is a form with the key ${key} already`])
  const version = await saveForm(asked.db, asked.act, read.form)
  return redirect(paths.form(key), `Version ${version} was saved. Rounds that are under way keep theirs`)
}

const write = (before: FormRow | null, measures: readonly Measure[], state: FormState): Reply =>
  page(writingPage(before, measures, state), state.errors.length > 0 ? 422 : 200)
