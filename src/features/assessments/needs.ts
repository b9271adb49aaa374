import { may, type Person } from '#platform/access/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { countNeed, firstNeeds, type Need } from '#platform/needs.ts'
import { counted } from '#platform/words.ts'
import { waitingParts } from './moderating/store.ts'
import { paths, TO_MODERATE } from './paths.ts'
import { type Waiting, waitingFor } from './waiting.ts'

/** What assessments want of this person today. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  if (!may(person, 'assessments:read')) return []
  const waiting = await waitingFor(db, person, today)
  const of = (kind: Waiting['kind']) => waiting.filter((one) => one.kind === kind)
  return [
    ...toAnswer(of('answer'), today),
    ...toReply(of('reply')),
    ...(may(person, 'assessments:moderate') ? await toModerate(db, person, today) : []),
    ...escalated(of('escalated')),
    ...toRepeat(of('repeat'), today),
    ...following(of('repeats'), ['repeat has not begun', 'repeats have not begun']),
    ...following(of('letters'), ['letter waits to be sent', 'letters wait to be sent']),
    ...ofCampaigns(of('closed'), ['closed unit', 'closed units']),
    ...ofCampaigns(of('leaderless'), ['unit needs a lead', 'units need a lead']),
  ]
}

const toAnswer = (rows: readonly Waiting[], today: Day): Need[] =>
  firstNeeds(
    rows,
    ({ id, campaign, unit, count, wanted, dueOn }) => ({
      text: `“${campaign}”: ${count} of ${wanted} answered for ${unit}`,
      href: paths.unit(id),
      isUrgent: dueOn !== null && dueOn <= addDays(today, 7),
    }),
    { words: 'every assessment that waits for you', href: paths.home },
  )

const toReply = (rows: readonly Waiting[]): Need[] =>
  firstNeeds(
    rows,
    ({ id, unit, count }) => ({
      text: `The moderator wants a reply on ${counted(count, 'answer', 'answers')} of ${unit}`,
      href: paths.check(id),
      isUrgent: true,
    }),
    { words: 'every assessment', href: paths.home },
  )

/** Units whose low scores were sent to somebody, each with the first that is not settled. */
const escalated = (rows: readonly Waiting[]): Need[] =>
  firstNeeds(
    rows,
    ({ id, unit }) => ({
      text: `Low scores of ${unit} have been escalated to you`,
      href: paths.consequence(id),
      isUrgent: true,
    }),
    { words: 'what follows from the scores of each campaign', href: paths.home },
  )

/** Assessments that units must do again. */
const toRepeat = (rows: readonly Waiting[], today: Day): Need[] =>
  firstNeeds(
    rows,
    ({ id, campaign, unit, dueOn }) => ({
      text: `${unit} must repeat “${campaign}”${dueOn ? ` by ${inWords(dueOn)}` : ''}`,
      href: paths.consequence(id),
      isUrgent: dueOn !== null && dueOn <= addDays(today, 7),
    }),
    { words: 'every assessment', href: paths.home },
  )

/** Campaigns with repeats to begin or letters to send, for whoever runs them. */
const following = (rows: readonly Waiting[], [one, more]: readonly [string, string]): Need[] =>
  firstNeeds(
    rows,
    ({ id, campaign, count }) => ({
      text: `“${campaign}”: ${counted(count, one, more)}`,
      href: paths.following(id),
      isUrgent: false,
    }),
    { words: 'every campaign', href: paths.home },
  )

/** Open campaigns with units that cannot go on, each with the way to those units. */
const ofCampaigns = (rows: readonly Waiting[], [one, more]: readonly [string, string]): Need[] =>
  firstNeeds(
    rows,
    ({ kind, id, campaign, count }) => ({
      text: `“${campaign}”: ${counted(count, one, more)}`,
      href: `${paths.campaign(id)}?state=${kind}`,
      isUrgent: false,
    }),
    { words: 'every campaign', href: paths.home },
  )

async function toModerate(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const waiting = await waitingParts(db, person, today)
  const [first] = waiting
  return countNeed(
    waiting.length,
    { one: 'assessment waits to be moderated', more: 'assessments wait to be moderated' },
    waiting.length === 1 && first ? paths.moderate(first.id) : `${paths.home}#${TO_MODERATE}`,
  )
}
