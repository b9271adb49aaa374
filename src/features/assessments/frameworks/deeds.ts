import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { askIn, UNIT_KINDS } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { CannotStart, Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { checkFramework } from '../scoring/check.ts'
import { checkAsked, checkBorrowing, checkContinuation } from '../scoring/mapping.ts'
import type { Framework, Problem } from '../scoring/model.ts'
import { readFramework, withLines } from '../scoring/read.ts'
import { publishedContents } from '../store.ts'
import { insertFramework, publishedContent, type StoredFramework, updateDraft } from './store.ts'
import { frameworkText } from './write.ts'

/** The kinds of unit of which a framework can ask something. */
export const KINDS: readonly string[] = UNIT_KINDS.map(({ value }) => value)

/**
 * Everything that stands against publishing a framework here: what is wrong in itself, with its forerunners, and with what it borrows
 * from. Lines are those of the framework as text.
 */
export async function problemsHere(db: Queries, framework: Framework): Promise<Problem[]> {
  const versions = await publishedContents(db, framework.key)
  const others = new Map<string, Framework | null>()
  for (const { from, version } of framework.borrows)
    others.set(`${from} ${version ?? ''}`, await publishedContent(db, from, version))
  const taken: Problem[] = versions.some(({ version }) => version === framework.version)
    ? [
        {
          severity: 'error',
          path: ['version'],
          message: `Version ${framework.version} of ${framework.key} has been published already: give this one another version.`,
          line: null,
        },
      ]
    : []
  return withLines(frameworkText(framework), [
    ...checkFramework(framework),
    ...checkAsked(framework, KINDS),
    ...taken,
    ...checkContinuation(framework, versions),
    ...checkBorrowing(framework, (key, version) => others.get(`${key} ${version ?? ''}`) ?? null),
  ])
}

/** Begins a draft of a framework. Answers its id. */
export const addDraft = (db: Db, act: Act, content: Framework): Promise<string> =>
  db.transaction(async (tx) => {
    await askIn(tx, act, 'assessments:run', null)
    return addDraftIn(tx, act, content)
  })

/** The same within a transaction. */
export async function addDraftIn(tx: Tx, act: Act, content: Framework): Promise<string> {
  const id = newId(act.at.getTime())
  await insertFramework(tx, { id, content, at: act.at, by: byOf(act) })
  await audit(tx, act, 'framework.drafted', { kind: 'framework', id }, { key: content.key, version: content.version })
  return id
}

/** Adds a framework that is published at once. Answers its id. */
export const addPublished = (db: Db, act: Act, content: Framework): Promise<string> =>
  db.transaction(async (tx) => {
    await askIn(tx, act, 'assessments:run', null)
    const id = await addDraftIn(tx, act, content)
    await publishFrameworkIn(tx, act, id, 1)
    return id
  })

export async function saveDraft(db: Db, act: Act, id: string, edition: number, content: Framework): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'assessments:run', null)
    if (!(await updateDraft(tx, id, edition, content)))
      throw new Conflict(
        'Somebody else has changed this draft meanwhile, or published it',
        'Go back, look at it as it is now, and make your change again.',
      )
    await audit(tx, act, 'framework.changed', { kind: 'framework', id }, { key: content.key, version: content.version })
  })
}

export async function removeDraft(db: Db, act: Act, { id, key, version }: StoredFramework): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'assessments:run', null)
    if ((await tx.run(sql`delete from assessments.framework where id = ${id} and state = 'draft'`)) === 0)
      throw new Conflict('This framework has been published, and cannot be removed')
    await audit(tx, act, 'framework.removed', { kind: 'framework', id }, { key, version })
  })
}

/** Publishes a draft as somebody saw it, which its edition says: from now on it can be used, and never changes. Throws Conflict where it is another by now. */
export const publishFramework = (db: Db, act: Act, id: string, edition: number): Promise<void> =>
  db.transaction(async (tx) => {
    await askIn(tx, act, 'assessments:run', null)
    await publishFrameworkIn(tx, act, id, edition)
  })

/** The same within a transaction. */
export async function publishFrameworkIn(tx: Tx, act: Act, id: string, edition: number): Promise<void> {
  const written = await tx.run(sql`
    update assessments.framework set state = 'published', published_at = ${act.at}, published_by = ${byOf(act)}
    where id = ${id} and state = 'draft' and edition = ${edition}`)
  if (written === 0) throw new Conflict('Somebody else has changed this draft meanwhile, or published it')
  await audit(tx, act, 'framework.published', { kind: 'framework', id })
}

/** It is not offered for new campaigns any more. What was answered by it stays. */
export async function withdrawFramework(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'assessments:run', null)
    if (
      (await tx.run(
        sql`update assessments.framework set state = 'withdrawn' where id = ${id} and state = 'published'`,
      )) === 0
    )
      throw new Conflict('This framework is not in use')
    await audit(tx, act, 'framework.withdrawn', { kind: 'framework', id })
  })
}

let own: readonly Framework[] | null = null

/** The frameworks that Muniment brings with it, read once in the life of this process. */
export function ownFrameworks(): readonly Framework[] {
  own ??= readOwnFrameworks()
  return own
}

function readOwnFrameworks(): Framework[] {
  const folder = join(ROOT, 'content/frameworks')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((file) => {
      const { framework, problems } = readFramework(readFileSync(join(folder, file), 'utf8'))
      const [wrong] = problems.filter(({ severity }) => severity === 'error')
      if (!framework || wrong) throw new CannotStart(`Cannot load ${file}: ${wrong?.message ?? 'it cannot be read'}`)
      return framework
    })
}

/** Publishes the frameworks that Muniment brings with it, those that are not there yet. */
export async function loadOwnFrameworks(tx: Tx, act: Act): Promise<void> {
  for (const framework of ownFrameworks()) {
    const known = await tx.maybe(
      sql`select from assessments.framework where key = ${framework.key} and version = ${framework.version} and state <> 'draft'`,
    )
    if (!known) await publishFrameworkIn(tx, act, await addDraftIn(tx, act, framework), 1)
  }
}

/** A draft of the next version of a framework: the same questions under their codes, so that each continues itself. */
export function nextVersion(framework: Framework, version: string): Framework {
  return {
    ...framework,
    version,
    replaces: { version: framework.version, dropped: [] },
    sections: framework.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => ({ ...question, was: undefined })),
    })),
  }
}
