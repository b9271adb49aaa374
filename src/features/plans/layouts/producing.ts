import { buffer } from 'node:stream/consumers'
import { type Day, nextFinancialQuarter } from '#platform/calendar/index.ts'
import {
  type DOCUMENT_FORMATS,
  fillTemplate,
  type SummaryPlace,
  type TemplateEnding,
  templateFields,
  templatePlace,
  writeDocument,
} from '#platform/documents/index.ts'
import { inOneBatch, type SheetValue, sheet } from '#platform/exports/index.ts'
import { type FileReply, file, type PersonRequest } from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { STATUS_NAMES, VERDICT_NAMES } from '../model.ts'
import { progressReportOn } from '../reports/report.ts'
import { type AnnexAction, annexActions, onRecordOf, type PlanIds, reportFigures } from '../reports/store.ts'
import { fieldsOf, type Layout } from './model.ts'
import { titlesOf } from './store.ts'

export const endingOf = (name: string): TemplateEnding | null =>
  /\.odt$/i.test(name) ? 'odt' : /\.docx$/i.test(name) ? 'docx' : null

export async function titleOf({ db }: PersonRequest, planIds: PlanIds): Promise<readonly string[] | null> {
  if (!planIds) return null
  return titlesOf(db, planIds)
}

const subjectOf = (titles: readonly string[] | null) =>
  titles === null
    ? 'all action plans'
    : titles.length === 1
      ? (titles[0] ?? '')
      : counted(titles.length, 'action plan', 'action plans')

export async function paperOf(asked: PersonRequest, layout: Layout, asOf: Day, place?: SummaryPlace) {
  const title = subjectOf(await titleOf(asked, layout.planIds))
  const { sections, introduction, isSummary, planIds } = layout
  return {
    title,
    paper: await progressReportOn(
      asked.db,
      { planIds, title },
      { on: asOf, today: asked.today },
      { sections, introduction, isSummary, ...(place ? { place } : {}) },
    ),
  }
}

/** The report in one format; in the department's own template where there is one of that format. */
export async function produce(
  asked: PersonRequest,
  layout: Layout,
  asOf: Day,
  ending: (typeof DOCUMENT_FORMATS)[number]['ending'],
): Promise<Buffer> {
  const own = layout.templateName ? endingOf(layout.templateName) : null
  if (!layout.template || own === null || own !== ending)
    return writeDocument(ending, (await paperOf(asked, layout, asOf)).paper)
  const template = await buffer(asked.blobs.read(layout.template))
  const { title, paper } = await paperOf(asked, layout, asOf, await templatePlace(own, template))
  const day = { on: asOf, today: asked.today }
  const { found: figures } = await onRecordOf(asked.db, layout.planIds, day, (then, on) =>
    reportFigures(then, layout.planIds, on, nextFinancialQuarter(on)),
  )
  // The template says the introduction itself where it has a field for it.
  const saysIt = (await templateFields(own, template)).includes('introduction')
  const blocks = saysIt ? paper.blocks.filter((block) => !paper.opening.includes(block)) : paper.blocks
  return fillTemplate(own, template, fieldsOf(layout, title, asOf, figures), blocks, {
    prose: { introduction: paper.introduction },
    isOneWay: paper.isOneWay ?? false,
  })
}

/** Every action as one plain table with stable names of columns: for anybody's program. */
export async function openData({ db, today }: PersonRequest, planIds: PlanIds, asOf: Day): Promise<FileReply> {
  const headers = [
    'as_of',
    'plan_id',
    'plan',
    'recommendation_ref',
    'recommendation',
    'action_id',
    'action_ref',
    'action',
    'owners',
    'unit',
    'priority',
    'target_date_as_written',
    'target_date_last_day',
    'status',
    'status_as_of',
    'verdict',
    'overdue',
    'on_record_on',
  ]
  const row = (one: AnnexAction, day: Day): SheetValue[] => [
    day,
    one.planId,
    one.plan,
    one.recommendationRef,
    one.recommendation,
    one.id,
    one.ref,
    one.text,
    one.owners?.replaceAll('\n', '; ') ?? null,
    one.unit,
    one.priority,
    one.targetText,
    one.lastDay,
    STATUS_NAMES[one.status],
    one.claimedOn,
    one.verdict ? VERDICT_NAMES[one.verdict] : null,
    one.isOverdue ? 'yes' : 'no',
    day,
  ]
  const { found: body } = await onRecordOf(db, planIds, { on: asOf, today }, async (then, day) => {
    async function* batches() {
      for await (const batch of annexActions(then, planIds, day)) yield batch.map((one) => row(one, day))
    }
    const body = await sheet('csv', { title: 'actions', headers, batches: batches() })
    // The tables of then are there until this ends.
    return then === db || Buffer.isBuffer(body) ? body : buffer(body)
  })
  const none = () => sheet('csv', { title: 'actions', headers, batches: inOneBatch([]) })
  return file(`actions-${asOf}.csv`, 'text/csv; charset=utf-8', body ?? (await none()))
}
