import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import type { Layout } from './model.ts'

const LAYOUT = sql`
  l.id, l.version, l.name, l.introduction, l.sections, l.is_summary as "isSummary", l.plan_ids as "planIds", l.template, l.template_name as "templateName"`

export function layouts(db: Queries): Promise<Layout[]> {
  return db.many(
    sql`select ${LAYOUT} from plans.report_layout l where l.ended_at is null order by l.name, l.id limit 200`,
  )
}

export function findLayout(db: Queries, id: string): Promise<Layout | null> {
  return db.maybe(sql`select ${LAYOUT} from plans.report_layout l where l.id = ${id} and l.ended_at is null`)
}

export async function insertLayout(tx: Tx, layout: Omit<Layout, 'version'>, at: Date, by: string): Promise<void> {
  const { id, name, introduction, sections, isSummary, planIds, template, templateName } = layout
  await tx.run(sql`
    insert into plans.report_layout (id, name, introduction, sections, is_summary, plan_ids, template, template_name, made_at, made_by)
    values (${id}, ${name}, ${introduction}, ${sections}, ${isSummary}, ${planIds}::uuid[], ${template}, ${templateName}, ${at}, ${by})`)
}

/** Changes a layout that is still the version that was seen. */
export function updateLayout(tx: Tx, layout: Layout): Promise<number> {
  const { id, version, name, introduction, sections, isSummary, planIds, template, templateName } = layout
  return tx.run(sql`
    update plans.report_layout set version = version + 1, name = ${name}, introduction = ${introduction}, sections = ${sections}, is_summary = ${isSummary},
      plan_ids = ${planIds}::uuid[], template = ${template}, template_name = ${templateName}
    where id = ${id} and version = ${version} and ended_at is null`)
}

export function endLayout(tx: Tx, id: string, at: Date): Promise<number> {
  return tx.run(sql`update plans.report_layout set ended_at = ${at} where id = ${id} and ended_at is null`)
}

/** The titles of plans, in their order. */
export async function titlesOf(db: Queries, planIds: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ title: string }>(
    sql`select title from plans.plan where id = any(${planIds}::uuid[]) order by title limit 300`,
  )
  return rows.map(({ title }) => title)
}
