import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Act } from '#platform/audit/index.ts'
import { ROOT } from '#platform/config.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { CannotStart } from '#platform/errors.ts'
import { addIn } from '#platform/register/index.ts'
import type { RoomPermission } from '#platform/room/index.ts'
import { incompatibilities } from './governance/registers.ts'
import { appointments, people, units } from './registers.ts'
import { roles } from './roles.ts'

const Roles = z.array(
  z.object({
    name: z.string(),
    short_name: z.string().optional(),
    minimum_grade: z.string().optional(),
    description: z.string().optional(),
    reach: z.enum(['unit', 'everywhere']).optional(),
    delegate_grade: z.string().optional(),
    filled_in: z.enum(['department', 'units']).optional(),
    unit_kinds: z.array(z.string()).optional(),
    training: z.string().optional(),
    terms: z.string().optional(),
    asset_part: z.enum(['owner', 'deputy']).optional(),
    hears_overdue: z.enum(['yes', 'no']).optional(),
    hears_breaches: z.enum(['yes', 'no']).optional(),
  }),
)

const Example = z.object({
  units: z.array(z.object({ name: z.string(), kind: z.string(), parent: z.string().optional() })),
  people: z.array(z.object({ name: z.string(), grade: z.string(), role: z.string(), unit: z.string() })),
})

const content = (file: string): unknown => parse(readFileSync(join(ROOT, 'content', file), 'utf8'))

/** Adds the roles that every installation begins with, each with the permissions that the rooms say are given to it. */
export async function loadRoles(tx: Tx, act: Act, permissions: readonly RoomPermission[]): Promise<void> {
  const all = Roles.parse(content('roles.yaml'))
  const known = new Set(all.map(({ name }) => name))
  for (const { key, given = [] } of permissions) {
    const stranger = given.find((name) => !known.has(name))
    if (stranger) throw new CannotStart(`Cannot give the permission ${key}: there is no role ${stranger}`)
  }
  for (const role of all) {
    const held = permissions.filter(({ given }) => given?.includes(role.name)).map(({ key }) => key)
    const empty = { minimum_grade: null, short_name: null, description: null }
    await addIn(tx, act, roles(permissions), { ...empty, ...role, permissions: held })
  }
}

const RoleRules = z.array(
  z.object({ role: z.string(), other: z.string(), scope: z.enum(['person', 'unit', 'asset']), why: z.string() }),
)

/** Adds the rules on roles that do not go together, where there are none. A department may have renamed a role or done without it. */
export async function loadRoleRules(tx: Tx, act: Act): Promise<void> {
  if (await tx.maybe(sql`select from people.incompatibility limit 1`)) return
  const roleId = async (name: string) =>
    (await tx.maybe<{ id: string }>(sql`select id from people.role where name = ${name}`))?.id ?? null
  for (const { role, other, scope, why } of RoleRules.parse(content('role-rules.yaml'))) {
    const [role_id, other_role_id] = [await roleId(role), await roleId(other)]
    if (role_id && other_role_id)
      await addIn(tx, act, incompatibilities, { role_id, other_role_id, scope, why, ended_on: null })
  }
}

/** Adds the example department: its units, and a holder for each of its roles. */
export async function loadExamplePeople(tx: Tx, act: Act): Promise<void> {
  const example = Example.parse(content('example/people.yaml'))
  const unitIds = new Map<string, string>()
  for (const { name, kind, parent } of example.units) {
    const { id } = await addIn(tx, act, units, {
      name,
      kind,
      parent_id: parent ? (unitIds.get(parent) ?? null) : null,
      closed_on: null,
    })
    unitIds.set(name, id)
  }
  for (const { name, grade, role, unit } of example.people) {
    const person = await addIn(tx, act, people, { name, grade, email: null, left_on: null })
    const { id } = await tx.one<{ id: string }>(sql`select id from people.role where name = ${role}`)
    await addIn(tx, act, appointments, {
      person_id: person.id,
      role_id: id,
      unit_id: unitIds.get(unit) ?? null,
      from_on: '2015-04-01',
      until_on: null,
    })
  }
}

/** Adds a person who holds a role from this day, as the first administrator does. */
export async function appoint(
  tx: Tx,
  act: Act,
  appointment: { name: string; email: string | null; role: string; fromOn: string },
): Promise<string> {
  const person = await addIn(tx, act, people, {
    name: appointment.name,
    email: appointment.email,
    grade: null,
    left_on: null,
  })
  const { id } = await tx.one<{ id: string }>(sql`select id from people.role where name = ${appointment.role}`)
  await addIn(tx, act, appointments, {
    person_id: person.id,
    role_id: id,
    unit_id: null,
    from_on: appointment.fromOn,
    until_on: null,
  })
  return person.id
}
