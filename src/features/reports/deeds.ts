import { askIn, personName } from '#features/people/index.ts'
import type { Person } from '#platform/access/index.ts'
import { type Act, audit, byOf, standingOf } from '#platform/audit/index.ts'
import { type BlobStore, nameFile } from '#platform/blobs/index.ts'
import { type Day, dayOf, instantInWords } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import {
  DOCUMENT_FORMATS,
  isAdmitted,
  type PaperBlock,
  type ReportSection,
  type Span,
  told,
  writeDocument,
} from '#platform/documents/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { recordBegan } from '#platform/past/index.ts'
import {
  beforeIssue,
  type Definition,
  digestOf,
  figuresDay,
  isBeforeRecord,
  nothingSaid,
  paperOf,
  type ReportPart,
  readers,
  tooEarly,
} from './model.ts'
import { FROZEN, findReport, lockDraft, partsOf, type Step, writeBlocks } from './store.ts'

interface Compiled {
  /** What each section says; nothing for those that somebody may not see. */
  readonly blocks: ReadonlyMap<string, PaperBlock[]>
  readonly recordBeganOn: Day | null
}

/** What each section says of a time, as it was on record at its end, or is today. Of a time before the record none says anything. */
async function compiled(
  db: Db,
  sections: readonly ReportSection[],
  wanted: readonly (string | null)[],
  { span, person, today }: { readonly span: Span; readonly person: Person; readonly today: Day },
): Promise<Compiled> {
  const early = tooEarly(span, today)
  if (early !== null) throw new Conflict(early, 'Compile it when its first day has come.')
  const recordBeganOn = await recordBegan(db)
  const isKnown = !isBeforeRecord(span.to, recordBeganOn)
  const blocks = new Map<string, PaperBlock[]>()
  for (const section of sections)
    if (wanted.includes(section.key) && isAdmitted(section, person))
      blocks.set(section.key, isKnown ? await told(section, db, span, { today, reader: readers(today) }) : [])
  return { blocks, recordBeganOn }
}

async function step(
  tx: Tx,
  act: Act,
  reportId: string,
  what: Step['what'],
  part?: Pick<ReportPart, 'heading' | 'words'>,
): Promise<void> {
  await tx.run(sql`
    insert into reports.step (id, report_id, at, what, heading, words_before, by_person_id)
    values (${newId(act.at.getTime())}, ${reportId}, ${act.at}, ${what}, ${part?.heading ?? null}, ${part?.words ?? null}, ${byOf(act)})`)
}

/** Begins a report from its definition, compiled as things were on record at the end of its time. */
export async function begin(
  db: Db,
  act: Act,
  definition: Definition,
  { title, span, sections, person }: { title: string; span: Span; sections: readonly ReportSection[]; person: Person },
): Promise<string> {
  const wanted = definition.parts.map(({ section }) => section ?? null)
  const { blocks, recordBeganOn } = await compiled(db, sections, wanted, { span, person, today: dayOf(act.at) })
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'reports:write', null)
    await tx.run(sql`
      insert into reports.report (id, kind, title, from_on, to_on, made_at, made_by, compiled_at, figures_on, record_began_on)
      values (${id}, ${definition.key}, ${title}, ${span.from}, ${span.to}, ${act.at}, ${byOf(act)}, ${act.at}, ${figuresDay(span, dayOf(act.at))}, ${recordBeganOn})`)
    for (const [index, { heading, section = null, hint = null }] of definition.parts.entries()) {
      const partId = newId(act.at.getTime())
      await tx.run(sql`
        insert into reports.part (id, report_id, position, section, heading, hint) values (${partId}, ${id}, ${(index + 1) * 10}, ${section}, ${heading}, ${hint})`)
      if (section) await writeBlocks(tx, partId, blocks.get(section) ?? null)
    }
    await step(tx, act, id, 'begun')
    await audit(tx, act, 'report.begun', { kind: 'report', id }, { of: definition.key })
  })
  return id
}

/** Compiles every part of a draft again. What was written stays. */
export async function compileAgain(
  db: Db,
  act: Act,
  id: string,
  { sections, person }: { sections: readonly ReportSection[]; person: Person },
): Promise<void> {
  const report = await findReport(db, id)
  if (!report || report.issuedAt) throw new Conflict('This report has been issued')
  const parts = await partsOf(db, id)
  const wanted = parts.map(({ section }) => section)
  const span = { from: report.fromOn, to: report.toOn }
  const { blocks, recordBeganOn } = await compiled(db, sections, wanted, { span, person, today: dayOf(act.at) })
  await draft(db, act, id, { version: null, what: 'compiled' }, async (tx) => {
    await tx.run(
      sql`update reports.report set compiled_at = ${act.at}, figures_on = ${figuresDay(span, dayOf(act.at))}, record_began_on = ${recordBeganOn} where id = ${id}`,
    )
    // A part that this person may not see stays as somebody else compiled it.
    for (const { id: partId, section } of parts) {
      const fresh = section ? blocks.get(section) : undefined
      if (fresh) await writeBlocks(tx, partId, fresh)
    }
  })
}

/** Changes a draft, if nobody has changed it since that version was read. */
async function draft(
  db: Db,
  act: Act,
  id: string,
  {
    version,
    what,
    part,
  }: { version: number | null; what: 'compiled' | 'changed'; part?: Pick<ReportPart, 'heading' | 'words'> },
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const found = await lockDraft(tx, id)
    await askIn(tx, act, 'reports:write', null)
    if (!found) throw new Conflict('This report has been issued: it does not change any more')
    if (version !== null && found.version !== version)
      throw new Conflict(
        'Somebody else has changed this report meanwhile',
        'Go back, load the page again and make your change once more.',
      )
    await work(tx)
    await tx.run(sql`update reports.report set version = version + 1 where id = ${id}`)
    await step(tx, act, id, what, part)
    await audit(tx, act, `report.${what}`, { kind: 'report', id })
  })
}

export interface PartChange {
  readonly heading: string
  readonly words: string | null
  readonly isIn: boolean
  readonly position: number
}

export function changePart(
  db: Db,
  act: Act,
  part: ReportPart & { readonly reportId: string },
  version: number,
  { heading, words, isIn, position }: PartChange,
): Promise<void> {
  return draft(db, act, part.reportId, { version, what: 'changed', part }, async (tx) => {
    await tx.run(
      sql`update reports.part set heading = ${heading}, words = ${words}, is_in = ${isIn}, position = ${position} where id = ${part.id}`,
    )
  })
}

/** Adds a part of words alone, at the end. */
export function addPart(db: Db, act: Act, reportId: string, heading: string, words: string): Promise<void> {
  return draft(db, act, reportId, { version: null, what: 'changed', part: { heading, words: null } }, async (tx) => {
    await tx.run(sql`
      insert into reports.part (id, report_id, position, heading, words)
      select ${newId(act.at.getTime())}, ${reportId}, coalesce(max(position), 0) + 10, ${heading}, ${words} from reports.part where report_id = ${reportId}`)
  })
}

/**
 * Issues a report: what it says is digested, written in every format, and never changed again. The version that was read is the one that is
 * issued. While its period goes on, whoever issues it must have said that they mean to.
 */
export async function issueReport(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  act: Act,
  id: string,
  { version, isEarlyMeant }: { readonly version: number; readonly isEarlyMeant: boolean },
): Promise<void> {
  const report = await findReport(db, id)
  if (!report || report.issuedAt) throw new Conflict('This report has been issued already')
  const stop = beforeIssue(report, dayOf(act.at))
  if (stop === 'stale')
    throw new Conflict('This report tells of days that had not come when it was compiled', 'Compile it again first.')
  if (stop === 'unended' && !isEarlyMeant)
    throw new Conflict('The period has not ended', 'Go back, and say whether you want to issue it all the same.')
  const parts = await partsOf(db, id)
  const empty = nothingSaid(report, parts)
  if (empty) throw new Conflict(empty.why, empty.advice)
  const paper = paperOf(report, parts)
  const digest = digestOf(paper)
  const byId = byOf(act)
  const by = byId === null ? null : await personName(db, byId)
  const issued = { ...paper, issued: `Issued on ${instantInWords(act.at)}${by ? ` by ${by}` : ''}` }
  const files: { ending: string; digest: Buffer; size: number }[] = []
  for (const { ending } of DOCUMENT_FORMATS)
    files.push({ ending, ...(await blobs.keep(await writeDocument(ending, issued))) })
  await db.transaction(async (tx) => {
    const found = await lockDraft(tx, id)
    await askIn(tx, act, 'reports:issue', null)
    if (!found) throw new Conflict('This report has been issued already')
    if (found.version !== version || report.version !== version)
      throw new Conflict('Somebody has changed this report meanwhile', 'Read it as it is now, and issue that.')
    for (const file of files) {
      await nameFile(tx, file)
      await tx.run(
        sql`insert into reports.file (report_id, ending, digest, size) values (${id}, ${file.ending}, ${file.digest}, ${file.size})`,
      )
    }
    await tx.run(
      sql`update reports.report set issued_at = ${act.at}, issued_by = ${byOf(act)}, digest = ${digest}, version = version + 1 where id = ${id}`,
    )
    await step(tx, act, id, 'issued')
    await audit(
      tx,
      act,
      'report.issued',
      { kind: 'report', id },
      {
        digest: digest.toString('hex'),
        files: Object.fromEntries(files.map((file) => [file.ending, file.digest.toString('hex')])),
        stands: await standingOf(tx, FROZEN, id),
      },
    )
  })
}
