import type { Queries } from '#platform/db/index.ts'
import type { Participant } from '../model.ts'
import type { Compiled } from '../scoring/compile.ts'
import type { Scored } from '../scoring/model.ts'
import { scoresOf } from '../standing.ts'
import { foundCampaign, readyFramework, type SystemRow, systemsOf } from '../store.ts'
import { progressOf, type Step, stepsOf } from './model.ts'
import { answersIn, carriedFrom } from './starting.ts'
import { answersGiven } from './store.ts'

export interface Questionnaire {
  readonly framework: Compiled
  readonly scored: Scored
  readonly systems: readonly SystemRow[]
  readonly steps: readonly Step[]
  readonly progress: ReturnType<typeof progressOf>
}

/** Everything that a participant is asked, with how each answer counts. */
export async function questionnaireOf(db: Queries, participant: Participant): Promise<Questionnaire> {
  const framework = await readyFramework(db, participant.frameworkId)
  const [both, systems, answers] = await Promise.all([
    scoresOf(db, participant, framework),
    systemsOf(db, participant.id),
    answersGiven(db, participant.id),
  ])
  // Once a moderator has spoken, what they changed is what stands.
  const scored = participant.state === 'final' ? both.moderated : both.own
  const steps = stepsOf(framework, scored, systems, answers, participant.onlyQuestions)
  return { framework, scored, systems, steps, progress: progressOf(scored, steps) }
}

/** What the unit said in the campaign before, in words. */
export async function saidBefore(db: Queries, participant: Participant, { compiled, system }: Step): Promise<string[]> {
  const campaign = await foundCampaign(db, participant.campaignId)
  const source = campaign.previousId ? await answersIn(db, campaign.previousId, participant.unitId) : null
  if (!source) return []
  const framework = await readyFramework(db, participant.frameworkId)
  const found = (await carriedFrom(db, source, framework.framework)).find(
    (one) => one.question === compiled.question.code && (one.system ?? null) === (system?.name ?? null),
  )
  if (!found) return []
  const level = compiled.scale.levels?.find(({ value }) => value === found.value)
  const said = found.indicators ? 'Answered by its indicators' : `${found.value}${level ? ` ${level.name}` : ''}`
  return [`${said} (${source.words})`, ...(found.note ? [found.note] : [])]
}
