import { may } from '#platform/access/index.ts'
import { dayOf, inWords } from '#platform/calendar/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { type FormState, form, requiredText } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukFileUpload,
  heading,
  html,
  link,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { LEVELS } from '../model.ts'
import { paths } from '../paths.ts'
import { addPolicy, policies, readPolicy, rulesOf, usePolicy } from './policies.ts'

const policyForm = form({
  name: requiredText({ label: 'What is the policy called?', required: 'Enter what the policy is called', most: 200 }),
})

const EMPTY: FormState = { values: {}, errors: [] }

export const routes: readonly Route[] = [
  get(paths.policies, 'shares:read', (asked) => show(asked, EMPTY)),
  ...tableRoutes(`${paths.policies}/table`, 'shares:read', async ({ db }) => ({
    title: 'Policies for formats',
    headers: ['Policy', 'Formats', 'Loaded', 'By', 'In use'],
    rows: (await policies(db)).map((one) => [
      one.name,
      one.rules,
      one.loadedAt.toISOString(),
      one.loadedBy,
      one.isInUse ? 'Yes' : 'No',
    ]),
  })),
  post(paths.policies, 'shares:manage', load, { takesFile: true }),
  get(paths.policy(':id'), 'shares:read', async (asked) => {
    const policy = await found(asked)
    const rules = await rulesOf(asked.db, policy.id)
    return page({
      title: policy.name,
      back: { href: paths.policies, text: 'Back to policies for formats' },
      content: html`${heading(policy.name)}<p class="govuk-body">Loaded on ${inWords(dayOf(policy.loadedAt))}${policy.isInUse ? ', and in use' : ''}.</p>${dataTable(
        {
          caption: 'What it says of formats',
          columns: [
            { text: 'PUID' },
            { text: 'Risk' },
            { text: 'What to do', classes: 'm-words' },
            { text: 'Why', classes: 'm-words' },
          ],
          rows: rules
            .slice(0, 1000)
            .map(({ puid, level, action, reason }) => [puid, LEVELS[level], action ?? '–', reason ?? '–']),
        },
      )}${downloads('Download this table', `${paths.policy(policy.id)}/table`)}`,
    })
  }),
  ...tableRoutes(`${paths.policy(':id')}/table`, 'shares:read', async (asked) => {
    const policy = await found(asked)
    return {
      title: policy.name,
      headers: ['PUID', 'Risk', 'What to do', 'Why'],
      rows: (await rulesOf(asked.db, policy.id)).map(({ puid, level, action, reason }) => [
        puid,
        LEVELS[level],
        action,
        reason,
      ]),
    }
  }),
  post(`${paths.policy(':id')}/use`, 'shares:manage', async (asked) => {
    const policy = await found(asked)
    await asked.db.transaction((tx) => usePolicy(tx, asked.act, policy.id))
    return redirect(paths.policies, `In use: ${policy.name}`)
  }),
]

async function found({ db, params }: PersonRequest) {
  const id = params.id ?? ''
  const policy = isId(id) ? (await policies(db)).find((one) => one.id === id) : undefined
  if (!policy) throw new NotFound()
  return policy
}

async function show({ db, person }: PersonRequest, state: FormState): Promise<Reply> {
  const all = await policies(db)
  const canManage = may(person, 'shares:manage')
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'The policy as a CSV file' },
    hint: { text: 'With a column of PUIDs or PRONOM addresses and one of risk levels: low, moderate, high' },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  const table = dataTable({
    caption: 'Policies that were loaded',
    columns: [
      { text: 'Policy', classes: 'm-words' },
      { text: 'Formats', numeric: true },
      { text: 'Loaded', classes: 'm-date' },
      { text: 'In use' },
    ],
    rows: all.map(({ id, name, rules, loadedAt, isInUse }) => [
      link(paths.policy(id), name),
      rules,
      inWords(dayOf(loadedAt)),
      isInUse
        ? 'Yes'
        : canManage
          ? deedButton(`${paths.policy(id)}/use`, 'Use it', { kind: 'secondary', hiddenText: name })
          : 'No',
    ]),
  })
  const add = canManage
    ? twoThirds(
        html`<h2 class="govuk-heading-m">Load a policy</h2>${postForm(paths.policies, [policyForm.controls(state), upload, govukButton({ text: 'Load it and use it', preventDoubleClick: true })], { upload: true })}`,
      )
    : ''
  return page(
    {
      title: 'Policies for formats',
      back: { href: paths.shares, text: 'Back to shared drives' },
      errors: state.errors,
      content: html`${heading('Policies for formats')}<p class="govuk-body">Whether a format is at risk is a matter of policy. PRONOM says what formats are, and not how long they will be readable.</p>${table}${downloads('Download this table', `${paths.policies}/table`)}${add}`,
    },
    state.errors.length > 0 ? 422 : 200,
  )
}

async function load(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, file } = asked
  const read = policyForm.read(body)
  const missing = file && file.bytes.length > 0 ? [] : [{ field: 'file', message: 'Choose a file', control: 'file' }]
  if (!read.ok || !file || missing.length > 0)
    return show(asked, { values: body, errors: [...(read.ok ? [] : read.errors), ...missing] })
  try {
    const rules = readPolicy(file.bytes.toString('utf8'))
    const id = await db.transaction((tx) => addPolicy(tx, act, read.value.name, rules))
    return redirect(
      paths.policy(id),
      `${counted(rules.length, 'format was', 'formats were')} loaded, and the policy is in use`,
    )
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    const isName = /called/.test(error.message)
    const field = isName ? 'name' : 'file'
    return show(asked, {
      values: body,
      errors: [{ field, message: [error.message, error.advice].filter(Boolean).join('. '), control: field }],
    })
  }
}
