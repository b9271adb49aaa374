import { asTheReader, checkMayIn, mayIn } from '#platform/access/index.ts'
import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { type FormState, firstValue, isGoingBack, versionIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import {
  download,
  file,
  formReply,
  get,
  orAgain,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { campaignPage } from '../campaigns/views.ts'
import { type Campaign, mayCompare } from '../model.ts'
import { paths } from '../paths.ts'
import { unitParts } from '../results/unit.ts'
import { checkMayRun, mayRun } from '../rights.ts'
import { RESULTS_SEEN } from '../seeing.ts'
import { foundCampaign, foundParticipant, readyFramework, seesAnswers } from '../store.ts'
import { factsOf, wayOf } from './consequences.ts'
import {
  beginAsked,
  markSent,
  setRules,
  settle,
  type Undone,
  undo,
  undoWhatFollowsNoMore,
  wouldFollow,
} from './deciding.ts'
import { findingRoutes, findingTable } from './finding-routes.ts'
import { letterOf } from './letter.ts'
import { lineThen } from './lines.ts'
import { lineScaleOf, noLongerFollows, undoObstacle } from './model.ts'
import { readRules, rulesForm } from './rules-form.ts'
import { checkRulesPage, listKey, rulesPage } from './rules-views.ts'
import {
  type Consequence,
  campaignRunners,
  consequenceOf,
  consequencesIn,
  findingsIn,
  findingsOfAll,
  letterSigner,
  owes,
  roleChoices,
} from './store.ts'
import { campaignFollowing, consequencePage, settleForm, undoForm } from './views.ts'

const EMPTY: FormState = { values: {}, errors: [] }

export const routes: readonly Route[] = [
  ...findingRoutes,
  get(paths.following(':id'), 'assessments:read', async (asked) => {
    return showFollowing(asked, EMPTY)
  }),
  post(`${paths.following(':id')}/undo`, 'assessments:run', async (asked) => {
    const { id } = await foundCampaign(asked.db, asked.params.id)
    await checkMayRun(asked.db, id, asked.person)
    const read = undoForm.read(asked.body)
    if (!read.ok) return showFollowing(asked, read)
    const undone = await undoWhatFollowsNoMore(asked.db, asked.act, id, read.value.reason)
    return redirect(paths.following(id), undoneInWords(undone))
  }),
  ...tableRoutes(`${paths.following(':id')}/units`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign, followed } = await campaignSeen(asked)
    return {
      title: `What followed low scores ${campaign.name}`,
      headers: ['Unit', 'What follows', 'Why', 'By', 'Role', 'Sent', 'Settled', 'Undone', 'Why undone'],
      rows: followed.map((one) => [
        one.unit,
        one.kind,
        one.why,
        one.dueOn,
        one.role,
        one.sentOn,
        one.settledOn,
        one.undoneOn,
        one.undoneWhy,
      ]),
    }
  }),
  ...tableRoutes(`${paths.following(':id')}/findings`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign, found } = await campaignSeen(asked)
    return findingTable(`Findings ${campaign.name}`, found)
  }),
  get(paths.rules(':id'), 'assessments:run', async (asked) => showRules(asked, null)),
  post(paths.rules(':id'), 'assessments:run', async (asked) => {
    const { db, act, params, body } = asked
    const campaign = await foundCampaign(db, params.id)
    await checkMayRun(db, campaign.id, asked.person)
    const roles = await roleChoices(asked.db)
    const read = readRules(rulesForm(roles, await scaleOf(asked, campaign)), body)
    if (!read.ok || isGoingBack(body)) return showRules(asked, read)
    const { below, by, role } = read.value
    const rules = {
      repeatBelow: below === null ? null : Number(below),
      repeatBy: below === null ? null : by,
      escalateRoleId: role,
    }
    const follow = await wouldFollow(db, campaign.id, rules)
    if (follow.length > 0 && firstValue(body, 'sure') !== listKey(follow))
      return page(
        checkRulesPage(
          campaign,
          { ...rules, role: roles.find(({ value }) => value === role)?.text ?? null },
          follow,
          body,
        ),
      )
    return orAgain(
      asked,
      async () => {
        await setRules(db, act, campaign.id, versionIn(body), rules)
        return redirect(paths.following(campaign.id), 'The rule was saved')
      },
      (state) => showRules(asked, state),
      'below',
    )
  }),
  get(paths.consequence(':id'), 'assessments:read', async (asked) => showConsequence(asked, EMPTY)),
  post(paths.consequence(':id'), 'assessments:run', async (asked) => {
    const { id } = await consequenceToRun(asked)
    const read = settleForm.read(asked.body)
    if (!read.ok) return showConsequence(asked, read)
    return orAgain(
      asked,
      async () => {
        await settle(asked.db, asked.act, id, asked.today, read.value.note)
        return redirect(paths.consequence(id), 'It was settled')
      },
      (state) => showConsequence(asked, state, 'settle'),
    )
  }),
  post(`${paths.consequence(':id')}/undo`, 'assessments:run', async (asked) => {
    const { id } = await consequenceToRun(asked)
    const read = undoForm.read(asked.body)
    if (!read.ok) return showConsequence(asked, read)
    return orAgain(
      asked,
      async () =>
        redirect(paths.consequence(id), undoneInWords(await undo(asked.db, asked.act, id, read.value.reason))),
      (state) => showConsequence(asked, state, 'undo'),
    )
  }),
  post(`${paths.consequence(':id')}/begin`, 'assessments:run', async (asked) => {
    const { id } = await consequenceToRun(asked)
    return redirect(paths.unit(await beginAsked(asked.db, asked.act, id)), 'The unit can begin again')
  }),
  post(`${paths.consequence(':id')}/sent`, 'assessments:run', async (asked) => {
    const { id } = await consequenceToRun(asked)
    await markSent(asked.db, asked.act, id, asked.today)
    return redirect(paths.consequence(id), 'The letter is marked as sent')
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    download(
      `${paths.letter(':id')}.${ending}`,
      'assessments:read',
      asTheReader('a letter, for whoever sees its unit or answers it'),
      async (asked) => {
        const letter = await letterFor(asked, await consequenceSeen(asked))
        if (!letter) throw new NotFound()
        return file(`letter-${asked.today}.${ending}`, type, await writeDocument(ending, letter))
      },
    ),
  ),
]

function undoneInWords({ undone, ended, kept }: Undone): string {
  const words = [
    undone === 0 ? 'Nothing was undone' : undone === 1 ? 'It was undone' : `${undone} were undone`,
    ended > 0
      ? `${counted(ended, 'repeat that had begun ends', 'repeats that had begun end')}, and the answers stay on record`
      : null,
    ...kept.slice(0, 5).map((one) => one.replace(/\.$/, '')),
  ]
  return words.filter((one) => one !== null).join('. ')
}

async function showFollowing(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { campaign, followed, found } = await campaignSeen(asked)
  const scale = lineScaleOf(await readyFramework(asked.db, campaign.frameworkId))
  const wrong = followed.filter((one) => noLongerFollows(one, campaign.repeatBelow, scale))
  const canRun = await mayRun(asked.db, campaign.id, asked.person)
  const content = campaignFollowing({ campaign, scale, followed, wrong, found, canRun, state })
  const view = campaignPage(campaign, 'following', content, { canCompare: true, errors: state.errors })
  return formReply(view)
}

async function campaignSeen({ db, params, person, today }: PersonRequest) {
  const campaign = await foundCampaign(db, params.id)
  if (!mayCompare(campaign, person)) throw new Forbidden('The results of this campaign have not been published')
  const [followed, found] = await Promise.all([consequencesIn(db, campaign.id, today), findingsIn(db, campaign.id)])
  return { campaign, followed, found }
}

async function showRules(asked: PersonRequest, state: FormState | null): Promise<Reply> {
  const campaign = await foundCampaign(asked.db, asked.params.id)
  await checkMayRun(asked.db, campaign.id, asked.person)
  const shown = rulesForm(await roleChoices(asked.db), await scaleOf(asked, campaign))
  const { repeatBelow, repeatBy, escalateRoleId } = campaign
  const filled =
    state ??
    shown.filled({ below: repeatBelow === null ? null : String(repeatBelow), by: repeatBy, role: escalateRoleId })
  return page(rulesPage(campaign, shown, filled), filled.errors.length > 0 ? 422 : 200)
}

const scaleOf = async ({ db }: PersonRequest, { frameworkId }: Campaign) =>
  lineScaleOf(await readyFramework(db, frameworkId))

/** A consequence for those who may see its unit, to whose role it goes, or who could answer for the unit that owes it. */
async function consequenceSeen(asked: PersonRequest): Promise<Consequence> {
  const { db, params, person, today } = asked
  const id = params.id ?? ''
  const one = isId(id) ? await consequenceOf(db, id, today) : null
  if (!one) throw new NotFound()
  const participant = await foundParticipant(db, one.participantId)
  const isTheirs = one.roleId !== null && person.roleIds.includes(one.roleId)
  if (
    !isTheirs &&
    !(await seesAnswers(db, participant.id, person)) &&
    !(await owes(asked.db, one, asked.person, asked.today))
  )
    throw new NotFound()
  return one
}

/** The same, for somebody who runs assessments in the unit that it falls on. @throws NotFound, Forbidden */
async function consequenceToRun(asked: PersonRequest): Promise<Consequence> {
  const one = await consequenceSeen(asked)
  checkMayIn(asked.person, 'assessments:run', one.unitId)
  return one
}

async function letterFor({ db, today }: PersonRequest, one: Consequence) {
  if (one.kind !== 'escalate') return null
  const [participant, facts] = await Promise.all([
    foundParticipant(db, one.participantId),
    factsOf(db, one.participantId),
  ])
  // What was found before the second low score belongs to the story as well.
  const way = await wayOf(db, participant.id, facts.before?.participantId ?? null)
  const [parts, found] = await Promise.all([unitParts(db, participant, false), findingsOfAll(db, way)])
  const from = one.sentBy ?? (await letterSigner(db, one.campaignId, today)) ?? `Whoever runs “${one.campaign}”`
  const [lineNow, lineBefore] = await Promise.all([
    lineThen(db, participant.id),
    facts.before ? lineThen(db, facts.before.participantId) : null,
  ])
  return letterOf(one, { ...facts, lineNow, lineBefore }, parts, found, today, from)
}

async function showConsequence(
  asked: PersonRequest,
  state: FormState,
  form: 'settle' | 'undo' | null = null,
): Promise<Reply> {
  const one = await consequenceSeen(asked)
  const canRun = mayIn(asked.person, 'assessments:run', one.unitId)
  const view = consequencePage({
    one,
    letter: await letterFor(asked, one),
    obstacle: undoObstacle(one),
    canRun,
    waits: canRun
      ? null
      : {
          runners: await campaignRunners(asked.db, asked.today),
          isOwed: await owes(asked.db, one, asked.person, asked.today),
        },
    state,
    refused: form,
  })
  return formReply(view)
}
