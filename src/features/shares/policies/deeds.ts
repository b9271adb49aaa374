import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { askIn } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { BadRequest } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { PolicyRule } from './policies.ts'

const OwnPolicy = z.object({
  name: z.string(),
  rules: z.array(
    z.object({
      level: z.enum(['low', 'moderate', 'high']),
      action: z.string(),
      reason: z.string(),
      puids: z.array(z.string()),
    }),
  ),
})

/** Puts the project's own policy in place where there is none. */
export async function loadOwnPolicy(tx: Tx, act: Act): Promise<void> {
  if (await tx.maybe(sql`select from shares.policy limit 1`)) return
  const { name, rules } = OwnPolicy.parse(parse(readFileSync(join(ROOT, 'content/format-policy.yaml'), 'utf8')))
  const all = rules.flatMap(({ puids, ...rule }) => puids.map((puid): PolicyRule => ({ puid, ...rule })))
  await addPolicyIn(tx, act, name, all)
}

/** Keeps a policy and uses it. Answers its id. Throws BadRequest where another has its name. */
export const addPolicy = (db: Db, act: Act, name: string, rules: readonly PolicyRule[]): Promise<string> =>
  db.transaction(async (tx) => {
    await askIn(tx, act, 'shares:manage', null)
    return addPolicyIn(tx, act, name, rules)
  })

/** The same within a transaction. */
export async function addPolicyIn(tx: Tx, act: Act, name: string, rules: readonly PolicyRule[]): Promise<string> {
  if (await tx.maybe(sql`select from shares.policy where lower(name) = lower(${name})`))
    throw new BadRequest(`There is a policy called “${name}” already`)
  const id = newId(act.at.getTime())
  const by = byOf(act)
  await tx.run(sql`update shares.policy set is_in_use = false where is_in_use`)
  await tx.run(
    sql`insert into shares.policy (id, name, loaded_at, loaded_by, is_in_use) values (${id}, ${name}, ${act.at}, ${by}, true)`,
  )
  await tx.run(sql`
    insert into shares.policy_rule (policy_id, puid, level, action, reason)
    select ${id}, puid, level, action, reason from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r(puid text, level text, action text, reason text)`)
  await audit(tx, act, 'format-policy.added', { kind: 'format-policy', id }, { name, rules: rules.length })
  return id
}
