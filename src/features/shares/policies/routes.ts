import { mayEverywhere } from '#platform/access/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import {
  formReply,
  get,
  ofWholeBody,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { LEVELS } from '../model.ts'
import { paths } from '../paths.ts'
import { POLICIES_SEEN } from '../seeing.ts'
import { addPolicy } from './deeds.ts'
import { policyForm } from './forms.ts'
import { policies, readPolicy, rulesOf } from './policies.ts'
import { usePolicy } from './use-policy.ts'
import { policiesPage, policyPage } from './views.ts'

const EMPTY: FormState = { values: {}, errors: [] }

/** The policy for formats is the same for every share, and belongs to no unit. */
export const routes: readonly Route[] = ofWholeBody('shares:manage', [
  get(paths.policies, 'shares:read', (asked) => show(asked, EMPTY)),
  ...tableRoutes(`${paths.policies}/table`, 'shares:read', POLICIES_SEEN, async ({ db }) => ({
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
    return page(policyPage(policy, rules))
  }),
  ...tableRoutes(`${paths.policy(':id')}/table`, 'shares:read', POLICIES_SEEN, async (asked) => {
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
    await usePolicy(asked.db, asked.act, policy.id)
    return redirect(paths.policies, `In use: ${policy.name}`)
  }),
])

async function found({ db, params }: PersonRequest) {
  const id = params.id ?? ''
  const policy = isId(id) ? (await policies(db)).find((one) => one.id === id) : undefined
  if (!policy) throw new NotFound()
  return policy
}

async function show({ db, person }: PersonRequest, state: FormState): Promise<Reply> {
  const all = await policies(db)
  return formReply(policiesPage(all, mayEverywhere(person, 'shares:manage'), state))
}

async function load(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, file } = asked
  const read = policyForm.read(body)
  const missing = file && file.bytes.length > 0 ? [] : [{ field: 'file', message: 'Choose a file', control: 'file' }]
  if (!read.ok || !file || missing.length > 0)
    return show(asked, { values: body, errors: [...(read.ok ? [] : read.errors), ...missing] })
  try {
    const rules = readPolicy(file.bytes.toString('utf8'))
    const id = await addPolicy(db, act, read.value.name, rules)
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
