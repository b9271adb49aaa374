import type pg from 'pg'
import type { Secrets } from './secrets.ts'

/** One at a time makes the roles, so that two who open a new database do not meet. */
const ROLES_LOCK = 7_205_759_406

/** The roles and the database, made where they are missing. `renew` also gives the roles the passwords that are kept. */
export async function prepareRoles(superuser: pg.Client, { owner, web }: Secrets, renew: boolean): Promise<void> {
  await superuser.query('select pg_advisory_lock($1)', [ROLES_LOCK])
  try {
    if (!renew && (await isPrepared(superuser))) return
    await superuser.query(rolesSql(owner, web))
    const { rowCount } = await superuser.query("select from pg_database where datname = 'muniment'")
    if (rowCount === 0) await superuser.query('create database muniment owner muniment_owner')
    await superuser.query(
      'revoke all on database muniment from public; grant connect, temporary on database muniment to muniment_app',
    )
  } finally {
    await superuser.query('select pg_advisory_unlock($1)', [ROLES_LOCK]).catch(() => undefined)
  }
}

/** The last thing that is done is that only the application's roles may connect. */
async function isPrepared(superuser: pg.Client): Promise<boolean> {
  const { rowCount } = await superuser.query(
    "select from pg_database, pg_roles where datname = 'muniment' and rolname = 'muniment_app' and has_database_privilege(pg_roles.oid, pg_database.oid, 'connect') and datacl is not null",
  )
  return rowCount === 1
}

/** The secrets are hexadecimal, so they can stand in quotes. */
function rolesSql(owner: string, web: string): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = 'muniment_app') then create role muniment_app nologin; end if;
    if not exists (select from pg_roles where rolname = 'muniment_owner') then create role muniment_owner login nosuperuser nobypassrls; end if;
    if not exists (select from pg_roles where rolname = 'muniment_web') then create role muniment_web login nosuperuser nobypassrls in role muniment_app; end if;
  end $$;
  alter role muniment_owner password '${owner}'; alter role muniment_web password '${web}'`
}
