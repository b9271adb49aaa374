import type { Act } from '#platform/audit/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { takingTurns } from '#platform/turns.ts'
import type { Status, Verdict } from '../model.ts'
import { onceFor } from '../once-for.ts'
import { statusOfRow, verdictOfRow } from '../statuses.ts'
import type { ActionRow, Rows } from './plan-rows.ts'

/** What the words of a row say of how its action stands. */
interface Understood extends ActionRow {
  readonly claimed: Status | null
  readonly verdict: Verdict | null
}

/** Understands the words of each row, once for its claims and its commentary. */
const understood = onceFor((rows: readonly ActionRow[]) => rows, understand)

/** It gives others their turn: a document has thousands of rows. */
async function understand(rows: readonly ActionRow[]): Promise<readonly Understood[]> {
  const turn = takingTurns()
  const all: Understood[] = []
  for (const row of rows) {
    all.push({ ...row, claimed: statusOfRow(row.source), verdict: verdictOfRow(row.source) })
    await turn()
  }
  return all
}

/**
 * A status in a document is the owner's claim, made by nobody in particular. Only words of a status claim: a target date that says
 * “done”, and a status that says nothing known, are asked about instead. The assessor's column is the other voice: it judges the
 * claim that stands in the same row.
 */
export async function insertClaims(tx: Tx, act: Act, rows: readonly ActionRow[]): Promise<void> {
  const values = (await understood(rows)).flatMap(({ id, said_on, source, claimed, verdict }) => {
    if (!claimed) return []
    const note =
      source.claim !== undefined && source.status !== null && claimed !== asWritten(source)
        ? readBy(act)
        : readByKey(source)
    const said = { action_id: id, said_on }
    const claim = { ...said, id: newId(act.at.getTime()), status: claimed, words: source.status, note }
    return [{ claim, verdict: verdict && { ...said, claim_id: claim.id, verdict, note: source.verdict } }]
  })
  await tx.run(sql`
    insert into plans.claim (id, action_id, claimed_on, at, status, words, note)
    select id, action_id, said_on, ${act.at}, status, words, note
    from jsonb_to_recordset(${JSON.stringify(values.map(({ claim }) => claim))})
      as r (id uuid, action_id uuid, said_on date, status text, words text, note text)`)
  const verdicts = values.flatMap(({ verdict }) => (verdict ? [{ ...verdict, id: newId(act.at.getTime()) }] : []))
  await tx.run(sql`
    insert into plans.verdict (id, action_id, claim_id, judged_on, at, verdict, note)
    select id, action_id, claim_id, said_on, ${act.at}, verdict, note
    from jsonb_to_recordset(${JSON.stringify(verdicts)}) as r (id uuid, action_id uuid, claim_id uuid, said_on date, verdict text, note text)`)
}

/** The status that the words of a row claim by themselves, whatever somebody said that they claim. */
const asWritten = ({ claim: _said, ...source }: ActionRow['source']) => statusOfRow(source)

/** Who said what the words of a status mean. */
const readBy = ({ actor }: Act): string =>
  `The words were read so ${actor.kind === 'person' ? `by ${actor.name} ` : ''}when the document was imported.`

/** That the document's own key says what the status means. */
const readByKey = ({ claim, keyed }: ActionRow['source']): string | null =>
  claim === undefined && keyed?.words ? `The words were read as the document says: “${keyed.words}”.` : null

export async function insertCommentary(
  tx: Tx,
  planId: string,
  act: Act,
  { recommendations, actions }: Rows,
): Promise<void> {
  const texts = [
    ...recommendations.map(({ id, commentary, said_on }) => ({
      recommendation_id: id,
      action_id: null,
      said_on,
      text: commentary,
    })),
    ...(await understood(actions)).map((row) => ({
      recommendation_id: null,
      action_id: row.id,
      said_on: row.said_on,
      text: saidOf(row),
    })),
  ]
  const values = texts.filter(({ text }) => text).map((one) => ({ ...one, id: newId(act.at.getTime()) }))
  await tx.run(sql`
    insert into plans.commentary (id, plan_id, recommendation_id, action_id, said_on, at, text)
    select id, ${planId}, recommendation_id, action_id, said_on, ${act.at}, text
    from jsonb_to_recordset(${JSON.stringify(values)}) as r (id uuid, recommendation_id uuid, action_id uuid, said_on date, text text)`)
}

/** A status that claims nothing known, and what an assessor's column says that judges no claim, stay as commentary: nothing is lost. */
function saidOf({ source, claimed, verdict }: Understood): string | null {
  const parts = [
    source.commentary,
    source.status !== null && !claimed ? `Status: ${source.status}` : null,
    source.verdict && !verdict ? `Assessor’s verdict: ${source.verdict}` : null,
  ]
  return parts.filter(Boolean).join('\n') || null
}
