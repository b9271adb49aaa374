import { CannotStart } from '../errors.ts'
import type { Db } from './pool.ts'
import { sql } from './sql.ts'

interface RoleFacts {
  readonly name: string
  readonly isSuper: boolean
  readonly bypassesRules: boolean
  readonly owns: number
  readonly isMember: boolean
  readonly fsync: string
}

/** Refuses to run as a role that could change the schema or pass by its rules, or on a database that does not wait for the disk. */
export async function checkRole(db: Db): Promise<void> {
  const facts = await db.one<RoleFacts>(sql`
    select current_user as name, r.rolsuper as "isSuper", r.rolbypassrls as "bypassesRules",
      (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relowner = r.oid and n.nspname in ('access', 'audit', 'past', 'people', 'plans', 'register', 'muniment')) as owns,
      exists (select from pg_roles where rolname = 'muniment_app') and pg_has_role(current_user, 'muniment_app', 'usage') as "isMember",
      current_setting('fsync') as fsync
    from pg_roles r where r.rolname = current_user`)
  const wrong = facts.isSuper
    ? 'is a superuser'
    : facts.bypassesRules
      ? 'may pass by row-level security'
      : facts.owns > 0
        ? 'owns tables'
        : facts.isMember
          ? null
          : 'is not a member of the role muniment_app'
  if (wrong)
    throw new CannotStart(
      `Cannot start: the database role “${facts.name}” ${wrong}. See docs/operate/install.md, “Your own PostgreSQL”.`,
    )
  if (facts.fsync !== 'on')
    throw new CannotStart(
      'Cannot start: the database has fsync turned off, so it may lose what it has confirmed. Turn it on.',
    )
}
