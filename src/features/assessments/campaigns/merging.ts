import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { refreshBefore } from '../results/before.ts'
import { refreshStanding } from '../standing.ts'

/** How far a unit is in one campaign, over everything that it takes part with there. */
export interface Advance {
  readonly campaignId: string
  readonly campaign: string
  readonly unitId: string
  readonly unit: string
  readonly stage: 'declined' | 'answering' | 'submitted' | 'final'
  readonly isOpen: boolean
  readonly isMandatory: boolean
  readonly answered: number
  readonly wanted: number
}

const STAGES = ['declined', 'answering', 'submitted', 'final'] as const

/** Which of two goes on where their units become one: the one that is further, else the one that must, else the first. */
export function furtherOf(one: Advance, other: Advance): Advance {
  const rank = ({ stage, answered, isMandatory }: Advance) => [STAGES.indexOf(stage), answered, Number(isMandatory)]
  const [mine, theirs] = [rank(one), rank(other)]
  const at = mine.findIndex((value, index) => value !== theirs[index])
  return at >= 0 && (theirs[at] ?? 0) > (mine[at] ?? 0) ? other : one
}

function standInWords({ stage, answered, wanted }: Advance): string {
  if (stage === 'final') return 'its scores are final'
  if (stage === 'submitted') return 'it was handed in'
  return stage === 'declined' ? 'it declined' : `${answered} of ${wanted} answered`
}

/** What is chosen, and why, in words. */
export function choiceInWords(kept: Advance, left: Advance): string {
  const must = left.isMandatory && !kept.isMandatory ? ` It is mandatory now, as that of ${left.unit} was.` : ''
  return `${kept.campaign}: the assessment of ${kept.unit} goes on, which is ${standInWords(kept) === standInWords(left) ? 'as far as' : 'further than'} that of ${left.unit} (${standInWords(kept)}; ${left.unit}: ${standInWords(left)}). That of ${left.unit} is withdrawn, and its answers stay on record.${must}`
}

/** How far units are in each campaign in which they take part. */
async function advances(db: Queries, unitIds: readonly string[]): Promise<Advance[]> {
  return db.many(sql`
    select p.campaign_id as "campaignId", c.name as campaign, p.unit_id as "unitId", max(p.unit_name) as unit,
      case when bool_or(p.state = 'final') then 'final' when bool_or(p.state = 'submitted') then 'submitted' when bool_or(p.state = 'answering') then 'answering' else 'declined' end as stage,
      bool_or(p.state in ('answering', 'submitted')) as "isOpen", bool_or(p.obligation = 'mandatory') as "isMandatory",
      max(coalesce(s.answered, 0)) as answered, max(coalesce(s.wanted, 0)) as wanted
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id
      left join assessments.standing s on s.participant_id = p.id and s.part = '*'
    where p.unit_id = any(${unitIds}::uuid[]) and p.state <> 'withdrawn' group by p.campaign_id, c.name, p.unit_id order by c.name, p.campaign_id, p.unit_id`)
}

interface Choice {
  readonly kept: Advance
  readonly left: Advance
}

/** Campaigns in which both take part and something goes on, with what is chosen: the unit that inherits counts as the first. */
function chosen(all: readonly Advance[], heirId: string | null): Choice[] {
  return [...Map.groupBy(all, ({ campaignId }) => campaignId).values()].flatMap((many) => {
    if (many.length < 2 || !many.some(({ isOpen }) => isOpen)) return []
    const [first, ...others] = many.toSorted((a, b) => Number(b.unitId === heirId) - Number(a.unitId === heirId))
    if (!first) return []
    const kept = others.reduce(furtherOf, first)
    return many.filter((one) => one !== kept).map((left) => ({ kept, left }))
  })
}

const both = (unitIds: readonly string[], heirId: string | null) => [
  ...new Set([...unitIds, ...(heirId ? [heirId] : [])]),
]

/** What would be chosen if these units became one. */
export async function choicesFor(db: Queries, unitIds: readonly string[], heirId: string | null): Promise<string[]> {
  return chosen(await advances(db, both(unitIds, heirId)), heirId).map(({ kept, left }) => choiceInWords(kept, left))
}

/**
 * Where several of the units that become one take part in a campaign, gives the one that is further to the heir, with whatever belongs to it,
 * and withdraws the others, with what was chosen and why on all of them. Answers what was chosen.
 */
export async function chooseAssessments(tx: Tx, unitIds: readonly string[], heirId: string): Promise<string[]> {
  const choices = chosen(await advances(tx, both(unitIds, heirId)), heirId)
  for (const { kept, left } of choices) await settleChoice(tx, kept, left)
  for (const { kept } of choices)
    await give(
      tx,
      heirId,
      sql`p.unit_id = ${kept.unitId} and p.campaign_id = ${kept.campaignId} and p.state <> 'withdrawn'`,
    )
  return choices.map(({ kept, left }) => choiceInWords(kept, left))
}

/** Gives what takes part to the unit that inherits. Answers how many followed. */
export async function give(tx: Tx, heirId: string, which: Sql): Promise<number> {
  const moved = await tx.many<{ id: string }>(sql`
    update assessments.participant p set unit_id = u.id, unit_name = u.name, unit_kind = u.kind, version = p.version + 1
    from people.unit u where u.id = ${heirId} and p.unit_id <> u.id and ${which} returning p.id`)
  for (const { id } of moved) {
    await refreshStanding(tx, id)
    await refreshBefore(tx, id)
  }
  return moved.length
}

async function settleChoice(tx: Tx, kept: Advance, left: Advance): Promise<void> {
  const words = choiceInWords(kept, left)
  await tx.run(sql`
    update assessments.participant set state = 'withdrawn', ended_why = ${words}, merged_why = ${words}, version = version + 1
    where campaign_id = ${left.campaignId} and unit_id = ${left.unitId} and state in ('answering', 'submitted', 'declined')`)
  await tx.run(sql`
    update assessments.participant set merged_why = ${words}, obligation = case when ${left.isMandatory} then 'mandatory' else obligation end, version = version + 1
    where campaign_id = ${kept.campaignId} and unit_id = ${kept.unitId} and state <> 'withdrawn'`)
}
