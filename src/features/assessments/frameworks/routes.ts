import { mayEverywhere } from '#platform/access/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { UnreadableFile } from '#platform/reading/index.ts'
import {
  download,
  file,
  get,
  ofWholeBody,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { frameworkOf, type ReadFramework } from '../scoring/read.ts'
import { RESULTS_SEEN } from '../seeing.ts'
import { addDraft, nextVersion, problemsHere, publishFramework, removeDraft, withdrawFramework } from './deeds.ts'
import { draftingRoutes, foundDraft } from './drafting.ts'
import { PRESETS } from './edit.ts'
import { addForm } from './forms.ts'
import { frameworkFromFile } from './reading.ts'
import { foundFramework, frameworks, versionsOf } from './store.ts'
import { addPage, editionOf, frameworkPage, frameworksPage } from './views.ts'
import { frameworkWorkbook } from './workbook.ts'
import { frameworkText } from './write.ts'

const EMPTY: FormState = { values: {}, errors: [] }
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A framework asks units of the whole body, and belongs to none. */
export const routes: readonly Route[] = ofWholeBody('assessments:run', [
  get(paths.frameworks, 'assessments:read', async ({ db, person }) =>
    page(frameworksPage(await frameworks(db), mayEverywhere(person, 'assessments:run'))),
  ),
  ...tableRoutes(`${paths.frameworks}/table`, 'assessments:read', RESULTS_SEEN, async ({ db }) => ({
    title: 'Frameworks',
    headers: ['Framework', 'Key', 'Version', 'State', 'Questions', 'Campaigns'],
    rows: (await frameworks(db)).map((one) => [
      one.name,
      one.key,
      one.version,
      one.state,
      one.questions,
      one.campaigns,
    ]),
  })),
  get(paths.frameworkAdd, 'assessments:run', async () => page(addPage(EMPTY, []))),
  post(paths.frameworkAdd, 'assessments:run', addFromNothing),
  post(`${paths.frameworkAdd}/file`, 'assessments:run', addFromFile, { takesFile: true }),
  get(paths.framework(':id'), 'assessments:read', async ({ db, params, person }) => {
    const stored = await foundFramework(db, params.id)
    const problems = stored.state === 'draft' ? await problemsHere(db, stored.content) : []
    return page(
      frameworkPage(stored, await versionsOf(db, stored.key), problems, mayEverywhere(person, 'assessments:run')),
    )
  }),
  download(`${paths.frameworkFile(':id')}.yaml`, 'assessments:read', RESULTS_SEEN, async ({ db, params }) => {
    const { key, version, content } = await foundFramework(db, params.id)
    return file(`${key}-${version}.yaml`, 'application/yaml; charset=utf-8', Buffer.from(frameworkText(content)))
  }),
  download(`${paths.frameworkFile(':id')}.xlsx`, 'assessments:read', RESULTS_SEEN, async ({ db, params }) => {
    const { key, version, content } = await foundFramework(db, params.id)
    return file(`${key}-${version}.xlsx`, XLSX, await frameworkWorkbook(content))
  }),
  post(paths.frameworkDraft(':id'), 'assessments:run', async ({ db, act, params }) => {
    const { content, key, version } = await foundFramework(db, params.id)
    const taken = new Set((await versionsOf(db, key)).map((one) => one.version))
    const next = [...Array(50).keys()].map((more) =>
      /^\d{4}$/.test(version) ? String(Number(version) + more + 1) : `${version}.${more + 1}`,
    )
    const id = await addDraft(db, act, nextVersion(content, next.find((one) => !taken.has(one)) ?? `${version} next`))
    return redirect(paths.framework(id), 'A draft of the next version was begun')
  }),
  post(`${paths.frameworkDraft(':id')}/remove`, 'assessments:run', async ({ db, act, params }) => {
    await removeDraft(db, act, await foundFramework(db, params.id))
    return redirect(paths.frameworks, 'The draft was removed')
  }),
  post(paths.frameworkPublish(':id'), 'assessments:run', async (asked) => {
    const { db, act } = asked
    const draft = await foundDraft(asked)
    const [wrong] = (await problemsHere(db, draft.content)).filter(({ severity }) => severity === 'error')
    if (wrong) throw new Conflict('Cannot publish this framework', wrong.message)
    await publishFramework(db, act, draft.id, editionOf(asked.body))
    return redirect(paths.framework(draft.id), 'The framework was published')
  }),
  post(paths.frameworkWithdraw(':id'), 'assessments:run', async ({ db, act, params }) => {
    const { id } = await foundFramework(db, params.id)
    await withdrawFramework(db, act, id)
    return redirect(paths.framework(id), 'It is offered for new campaigns no more')
  }),
  ...draftingRoutes,
])

const keyFrom = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'framework'

async function addFromNothing({ db, act, body }: PersonRequest): Promise<Reply> {
  const read = addForm.read(body)
  if (!read.ok) return page(addPage(read, []), 422)
  const { name, version, scale } = read.value
  const { framework, problems } = frameworkOf({
    key: keyFrom(name),
    version,
    name,
    scales: { main: PRESETS[scale ?? '']?.scale },
    scale: 'main',
    sections: [{ code: 'A', name: 'First section', questions: [{ code: 'A1', text: 'First question?' }] }],
  })
  if (!framework) return page(addPage({ values: body, errors: [] }, problems), 422)
  const id = await addDraft(db, act, framework)
  return redirect(paths.framework(id), 'A draft was begun')
}

async function addFromFile({ db, act, file: given }: PersonRequest): Promise<Reply> {
  const refuse = (message: string) => page(addPage({ values: {}, errors: [{ field: 'file', message }] }, []), 422)
  if (!given || given.bytes.length === 0) return refuse('Choose a file')
  let read: ReadFramework
  try {
    read = await readGiven(given)
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(`${error.message} ${error.advice}`)
    throw error
  }
  const { framework, problems } = read
  if (!framework) {
    const [first] = problems
    const errors = [
      {
        field: 'file',
        message: first ? `The file is not a framework: ${first.message}` : 'The file is not a framework',
      },
    ]
    return page(addPage({ values: {}, errors }, problems), 422)
  }
  const id = await addDraft(db, act, framework)
  return redirect(paths.framework(id), 'The file was read. Look through the draft, and publish it')
}

function readGiven(given: { readonly name: string; readonly bytes: Buffer }): Promise<ReadFramework> {
  const title = given.name.replace(/\.[^.]*$/, '')
  return frameworkFromFile(given, { key: keyFrom(title), version: '1', name: title || 'Framework' })
}
