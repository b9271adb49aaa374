import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { Chosen } from '#platform/room/index.ts'
import { capital, counted } from '#platform/words.ts'
import { refreshBefore } from '../results/before.ts'
import { refreshStanding } from '../standing.ts'
import { goOnAs } from './store.ts'

/** How far a unit is in one campaign with what it has not finished there; of the unit that inherits, also with what it has. */
export interface Advance {
  readonly campaignId: string
  readonly campaign: string
  readonly unitId: string
  readonly unit: string
  readonly stage: 'declined' | 'answering' | 'submitted' | 'final'
  readonly isOpen: boolean
  /** Whether what is open does something again. */
  readonly isRepeat: boolean
  readonly isMandatory: boolean
  readonly answered: number
  readonly wanted: number
  /** What ends where another goes on. */
  readonly openIds: readonly string[]
}

const STAGES = ['declined', 'answering', 'submitted', 'final'] as const

/**
 * Which of two goes on where their units become one: what is final already, then a whole assessment before a repeat, then the one that is
 * further, else the one that must, else the first.
 */
export function furtherOf(one: Advance, other: Advance): Advance {
  const rank = ({ stage, isRepeat, answered, isMandatory }: Advance) => [
    Number(stage === 'final'),
    Number(stage !== 'declined' && !isRepeat),
    STAGES.indexOf(stage),
    answered,
    Number(isMandatory),
  ]
  const [mine, theirs] = [rank(one), rank(other)]
  const at = mine.findIndex((value, index) => value !== theirs[index])
  return at >= 0 && (theirs[at] ?? 0) > (mine[at] ?? 0) ? other : one
}

function standInWords({ stage, answered, wanted, isRepeat }: Advance): string {
  if (stage === 'final') return 'final scores'
  if (stage === 'submitted') return `handed in its answers${isRepeat ? ' again' : ''}`
  return stage === 'declined'
    ? 'declined'
    : `answered ${answered} of ${counted(wanted, 'question', 'questions')}${isRepeat ? ' again' : ''}`
}

const thatOf = ({ isRepeat, unit }: Advance) => `${isRepeat ? 'the repeat' : 'the assessment'} of ${unit}`

/** What is chosen, and why, in words. */
export function choiceInWords(kept: Advance, left: Advance): string {
  const [mine, theirs] = [standInWords(kept), standInWords(left)]
  const stand =
    mine === theirs
      ? `Both have ${mine.replace('handed in its', 'handed in their')}`
      : `${kept.unit} has ${mine}, ${left.unit} has ${theirs}`
  const goesOn = kept.stage === 'final' ? `The scores of ${kept.unit} stand` : `${capital(thatOf(kept))} goes on`
  const ends =
    left.stage === 'declined'
      ? `that of ${left.unit} is kept on record as declined`
      : `${left.isRepeat === kept.isRepeat && kept.stage !== 'final' ? `that of ${left.unit}` : thatOf(left)} is withdrawn, and its answers stay on record`
  const must =
    left.isMandatory && !kept.isMandatory && kept.stage !== 'final'
      ? ` It is mandatory now, as that of ${left.unit} was.`
      : ''
  return `${kept.campaign}: ${stand}. ${goesOn}; ${ends}.${must}`
}

/** How far units are in each campaign with what is open; the unit that inherits also with what it has finished or declined. */
async function advances(db: Queries, unitIds: readonly string[], heirId: string | null): Promise<Advance[]> {
  return db.many(sql`
    select p.campaign_id as "campaignId", c.name as campaign, p.unit_id as "unitId", max(p.unit_name) as unit,
      case when bool_or(p.state = 'final') then 'final' when bool_or(p.state = 'submitted') then 'submitted' when bool_or(p.state = 'answering') then 'answering' else 'declined' end as stage,
      bool_or(p.state in ('answering', 'submitted')) as "isOpen", bool_or(p.state in ('answering', 'submitted') and p.repeat_of is not null) as "isRepeat",
      bool_or(p.obligation = 'mandatory') as "isMandatory",
      max(coalesce(s.answered, 0)) as answered, max(coalesce(s.wanted, 0)) as wanted,
      coalesce(array_agg(p.id order by p.id) filter (where p.state in ('answering', 'submitted')), '{}') as "openIds"
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id
      left join assessments.standing s on s.participant_id = p.id and s.part = '*'
    where p.unit_id = any(${unitIds}::uuid[])
      and (p.state in ('answering', 'submitted') or (p.unit_id = ${heirId} and p.state in ('final', 'declined')))
    group by p.campaign_id, c.name, p.unit_id order by c.name, p.campaign_id, p.unit_id`)
}

interface Choice {
  readonly kept: Advance
  readonly left: Advance
}

/**
 * Campaigns in which something is open that cannot go on beside another's, with what is chosen: the unit that inherits counts as the first. What
 * a unit that is closed has finished stays its own, for it says who scored what.
 */
function chosenOf(all: readonly Advance[], heirId: string | null): Choice[] {
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

const choiceOf = ({ kept, left }: Choice): Chosen => ({ words: choiceInWords(kept, left), ends: left.openIds })

/** What would be chosen if these units became one. */
export async function choicesFor(db: Queries, unitIds: readonly string[], heirId: string | null): Promise<Chosen[]> {
  return chosenOf(await advances(db, both(unitIds, heirId), heirId), heirId).map(choiceOf)
}

/**
 * Where several of the units that become one have something open in a campaign, gives the one that is further to the heir, and withdraws the
 * others, with what was chosen and why on all of them. What is final stays with the unit that scored it. Answers what was chosen.
 */
export async function chooseAssessments(tx: Tx, unitIds: readonly string[], heirId: string): Promise<string[]> {
  const choices = chosenOf(await advances(tx, both(unitIds, heirId), heirId), heirId)
  for (const { kept, left } of choices) await settleChoice(tx, kept, left, heirId)
  for (const { kept } of choices)
    await give(
      tx,
      heirId,
      sql`p.unit_id = ${kept.unitId} and p.campaign_id = ${kept.campaignId} and p.state in ('answering', 'submitted')`,
    )
  return choices.map(({ kept, left }) => choiceInWords(kept, left))
}

/**
 * Gives what is open to the unit that inherits; from then on it says for which unit the answers were given that it has. Answers how many followed.
 * @throws Conflict where that unit takes part itself
 */
export async function give(tx: Tx, heirId: string, which: Sql): Promise<number> {
  const own = await tx.maybe<{ campaign: string; unit: string }>(sql`
    select c.name as campaign, o.unit_name as unit from assessments.participant p join assessments.campaign c on c.id = p.campaign_id
      join assessments.participant o on o.campaign_id = p.campaign_id and o.unit_id = ${heirId} and o.state <> 'withdrawn'
    where p.unit_id <> ${heirId} and ${which} order by c.name, o.id limit 1`)
  if (own)
    throw new Conflict(
      `${own.unit} takes part in “${own.campaign}” itself`,
      'Choose another unit for that assessment, or withdraw it first.',
    )
  const moved = await tx.many<{ id: string }>(sql`${goOnAs(heirId)} and p.unit_id <> u.id and ${which} returning p.id`)
  for (const { id } of moved) {
    await tx.run(
      sql`update assessments.consequence set unit_id = ${heirId} where repeat_id = ${id} and undone_at is null`,
    )
    await refreshStanding(tx, id)
    await refreshBefore(tx, id)
  }
  return moved.length
}

/** A repeat that is withdrawn here is owed by the unit that inherits. */
async function settleChoice(tx: Tx, kept: Advance, left: Advance, heirId: string): Promise<void> {
  const words = choiceInWords(kept, left)
  const open = sql`campaign_id = ${left.campaignId} and unit_id = ${left.unitId} and state in ('answering', 'submitted')`
  await tx.run(sql`
    update assessments.consequence set unit_id = ${heirId}
    where undone_at is null and repeat_id in (select id from assessments.participant where ${open})`)
  await tx.run(sql`
    update assessments.participant set state = 'withdrawn', merged_why = ${words}, version = version + 1,
      ended_why = case when state = 'declined' then ended_why else ${words} end
    where campaign_id = ${left.campaignId} and unit_id = ${left.unitId} and state in ('answering', 'submitted', 'declined')
      and (state <> 'declined' or unit_id = ${heirId})`)
  await tx.run(sql`
    update assessments.participant set merged_why = ${words}, version = version + 1,
      obligation = case when ${left.isMandatory} and state <> 'final' then 'mandatory' else obligation end
    where campaign_id = ${kept.campaignId} and unit_id = ${kept.unitId} and (state in ('answering', 'submitted') or (state = 'final' and unit_id = ${heirId}))`)
}
