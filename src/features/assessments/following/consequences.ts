import { type Act, record } from '#platform/audit/index.ts'
import { inWords } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { inFigures } from '../scoring/scale.ts'

interface Facts {
  readonly unit: string
  readonly unitId: string
  readonly campaignId: string
  readonly campaign: string
  readonly repeatBelow: number | null
  readonly repeatBy: string | null
  readonly roleId: string | null
  readonly role: string | null
  readonly score: number | null
  readonly lowest: { readonly name: string; readonly score: number } | null
  /** Whether it was below before: in the assessment that this one repeats, or in the campaign before. */
  readonly before: { readonly campaign: string; readonly score: number } | null
  readonly isRepeat: boolean
}

/**
 * What a low score leads to, by the rules of the campaign: below the line once, the unit does it again by a day; below it twice, it goes up
 * to a role. Where the framework gives no whole score, its lowest section counts. Raised once for each participant.
 */
export async function raiseConsequences(tx: Tx, act: Act, participantId: string): Promise<void> {
  const facts = await factsOf(tx, participantId)
  if (facts.repeatBelow === null || facts.score === null || facts.score >= facts.repeatBelow) return
  const scored = facts.lowest
    ? `${facts.lowest.name} scored ${inFigures(facts.score)}`
    : `It scored ${inFigures(facts.score)}`
  const line = `below ${inFigures(facts.repeatBelow)}, the line of ${facts.campaign}`
  const isTwice = facts.before !== null && facts.before.score < facts.repeatBelow
  if (isTwice && facts.roleId)
    await raise(tx, act, participantId, {
      kind: 'escalate',
      why: `${scored}, ${line}, and ${inFigures(facts.before?.score ?? 0)} in ${facts.before?.campaign} before.`,
      dueOn: null,
      roleId: facts.roleId,
    })
  else
    await raise(tx, act, participantId, {
      kind: 'repeat',
      why: `${scored}, ${line}.${facts.repeatBy ? ` It is to be done again by ${inWords(facts.repeatBy)}.` : ''}`,
      dueOn: facts.repeatBy,
      roleId: null,
    })
}

interface Consequence {
  readonly kind: 'repeat' | 'escalate'
  readonly why: string
  readonly dueOn: string | null
  readonly roleId: string | null
}

async function raise(
  tx: Tx,
  act: Act,
  participantId: string,
  { kind, why, dueOn, roleId }: Consequence,
): Promise<void> {
  const id = newId(act.at.getTime())
  const written = await tx.run(sql`
    insert into assessments.consequence (id, participant_id, kind, why, due_on, role_id, raised_at)
    values (${id}, ${participantId}, ${kind}, ${why}, ${dueOn}, ${roleId}, ${act.at}) on conflict do nothing`)
  if (written > 0)
    await record(tx, act, `consequence.${kind}`, { kind: 'participant', id: participantId }, { consequence: id })
}

/** The score that the rule looks at: the whole, or the lowest section where no whole is given. */
const LOOKED_AT = sql`
  select x.part, coalesce(x.moderated, x.own) as score from assessments.standing x
  where x.participant_id = n.id and coalesce(x.moderated, x.own) is not null
  order by (x.part = '*') desc, coalesce(x.moderated, x.own), x.position limit 1`

async function factsOf(tx: Tx, participantId: string): Promise<Facts> {
  const row = await tx.one<
    Omit<Facts, 'lowest' | 'before'> & {
      part: string | null
      sectionName: string | null
      beforeScore: number | null
      beforeCampaign: string | null
    }
  >(sql`
    select p.unit_name as unit, p.unit_id as "unitId", p.campaign_id as "campaignId", c.name as campaign, c.repeat_below as "repeatBelow", c.repeat_by as "repeatBy",
      c.escalate_role_id as "roleId", r.name as role, p.repeat_of is not null as "isRepeat", s.score, s.part,
      (select e ->> 'name' from assessments.framework f, jsonb_array_elements(f.content -> 'sections') e where f.id = c.framework_id and e ->> 'code' = s.part) as "sectionName",
      b.score as "beforeScore", b.campaign as "beforeCampaign"
    from (select * from assessments.participant where id = ${participantId}) p join assessments.campaign c on c.id = p.campaign_id
      left join people.role r on r.id = c.escalate_role_id
      left join lateral (select y.* from (select p.id) n cross join lateral (${LOOKED_AT}) y) s on true
      left join lateral (
        select y.score, oc.name as campaign from assessments.participant n join assessments.campaign oc on oc.id = n.campaign_id cross join lateral (${LOOKED_AT}) y
        where n.state = 'final' and (n.id = p.repeat_of or (p.repeat_of is null and n.unit_id = p.unit_id and n.campaign_id = c.previous_id))
        order by n.final_at desc limit 1) b on true`)
  return {
    ...row,
    lowest:
      row.part === null || row.part === '*' || row.score === null
        ? null
        : { name: row.sectionName ?? row.part, score: row.score },
    before: row.beforeScore === null ? null : { campaign: row.beforeCampaign ?? '', score: row.beforeScore },
  }
}
