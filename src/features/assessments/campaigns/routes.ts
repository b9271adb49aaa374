import { UNIT_KINDS, unitsAhead } from '#features/people/index.ts'
import { planChoices } from '#features/plans/index.ts'
import { checkEverywhere, may, mayEverywhere, mayIn, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { countIn, type FormState, firstValue, versionIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listRoutes, listView, readPage, readState } from '#platform/listing/index.ts'
import { chosenAhead } from '#platform/register/index.ts'
import {
  formReply,
  get,
  LONG_FORM,
  orAgain,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { publishedFrameworks } from '../frameworks/store.ts'
import { type Campaign, mayCompare, type Obligation, type UnitChoice } from '../model.ts'
import { moderationPart } from '../moderating/part.ts'
import { paths } from '../paths.ts'
import { checkMayRun, mayRun } from '../rights.ts'
import { campaigns, foundCampaign } from '../store.ts'
import {
  addCampaign,
  type CampaignFacts,
  changeCampaign,
  closeCampaign,
  openCampaign,
  publishResults,
} from './deeds.ts'
import { campaignForm, daysIn } from './forms.ts'
import { unitListing } from './listing.ts'
import { managingRoutes } from './managing.ts'
import { leadRoutes } from './naming-lead.ts'
import { setUnits } from './participants.ts'
import { campaignFigures, isObligation, mine, unitChoices } from './store.ts'
import {
  campaignFormPage,
  campaignPage,
  chooseUnitsPage,
  closePage,
  homePage,
  publishPage,
  unitsPart,
} from './views.ts'

export const routes: readonly Route[] = [
  get(paths.home, 'assessments:read', async (asked) => {
    const { db, person, today } = asked
    const [own, moderating, all] = await Promise.all([
      mine(db, person, today),
      moderationPart(db, person, today),
      campaigns(db),
    ])
    return page(
      homePage({
        mine: own,
        moderating,
        campaigns: all,
        canRun: mayEverywhere(person, 'assessments:run'),
        canSeeStatements: may(person, 'statements:read'),
        today,
      }),
    )
  }),
  get(paths.campaignAdd, 'assessments:run', async (asked) => {
    checkEverywhere(asked.person, 'assessments:run')
    const values = { remind: '14 7 1', framework: firstValue(asked.query, 'framework') }
    return showForm(asked, null, { values, errors: [] })
  }),
  post(paths.campaignAdd, 'assessments:run', saveNew),
  get(paths.campaign(':id'), 'assessments:read', showCampaign),
  ...listRoutes(paths.campaign(':id'), 'assessments:read', async (today, { db, params, person }) =>
    unitListing((await foundCampaign(db, params.id)).id, today, person),
  ),
  get(paths.campaignChange(':id'), 'assessments:run', async (asked) => {
    const campaign = await campaignToRun(asked)
    return showForm(asked, campaign, await filledWith(asked, campaign))
  }),
  post(paths.campaignChange(':id'), 'assessments:run', saveChanged),
  get(paths.campaignUnits(':id'), 'assessments:run', async (asked) => {
    const { db, today, person } = asked
    const campaign = await campaignToRun(asked)
    return page(chooseUnitsPage(campaign, await unitsToChoose(db, campaign.id, today, person), kindName))
  }),
  post(paths.campaignUnits(':id'), 'assessments:run', saveUnits, { most: LONG_FORM }),
  post(paths.campaignOpen(':id'), 'assessments:run', async (asked) => {
    const { db, act } = asked
    const { id } = await campaignToRun(asked)
    await openCampaign(db, act, id)
    return redirect(paths.campaign(id), 'The campaign is open')
  }),
  post(paths.campaignClose(':id'), 'assessments:run', async (asked) => {
    const { db, act, body, today } = asked
    const campaign = await campaignToRun(asked)
    const { id } = campaign
    if (campaign.state === 'open' && firstValue(body, 'sure') !== 'yes')
      return page(closePage(campaign, await campaignFigures(db, id, today)))
    await closeCampaign(db, act, id)
    return redirect(paths.campaign(id), 'The campaign is closed')
  }),
  post(paths.campaignPublish(':id'), 'assessments:run', async (asked) => {
    const { db, act, body, today } = asked
    const campaign = await campaignToRun(asked)
    const { id } = campaign
    const isPublished = firstValue(body, 'publish') === 'yes'
    const { answering, submitted } = await campaignFigures(db, id, today)
    const unfinished = campaign.state === 'preparing' ? 0 : answering + submitted
    if (isPublished && unfinished > 0 && firstValue(body, 'sure') !== 'yes')
      return page(publishPage(campaign, unfinished))
    await publishResults(db, act, id, isPublished)
    return redirect(paths.campaign(id), isPublished ? 'The results were published' : 'The results were taken back')
  }),
  ...managingRoutes,
  ...leadRoutes,
]

/** The campaign of an address, for somebody who runs it. @throws NotFound, Forbidden */
async function campaignToRun({ db, params, person }: PersonRequest): Promise<Campaign> {
  const campaign = await foundCampaign(db, params.id)
  await checkMayRun(db, campaign.id, person)
  return campaign
}

const kindName = (kind: string) => UNIT_KINDS.find(({ value }) => value === kind)?.text ?? kind

async function showCampaign(asked: PersonRequest): Promise<Reply> {
  const { db, params, query, person, today } = asked
  const campaign = await foundCampaign(db, params.id)
  const listing = unitListing(campaign.id, today, person)
  const context = { today, person }
  const [figures, rows] = await Promise.all([
    campaignFigures(db, campaign.id, today),
    readPage(db, listing, readState(listing, query), context),
  ])
  const list = await listView(db, listing, rows, context, {
    path: paths.campaign(campaign.id),
    caption: 'Units of the campaign',
    empty:
      figures.asked === 0
        ? `No unit has been ${campaign.state === 'preparing' ? 'chosen' : 'asked'} yet.`
        : 'No units match. Change or clear the filters.',
  })
  const content = unitsPart(campaign, figures, list, await mayRun(db, campaign.id, person), today)
  return page(campaignPage(campaign, 'units', content, { canCompare: mayCompare(campaign, person) }))
}

async function formFor({ db }: PersonRequest, campaign: Campaign | null) {
  const [frameworks, others, plans] = await Promise.all([publishedFrameworks(db), campaigns(db), planChoices(db)])
  return campaignForm({
    frameworks: campaign
      ? null
      : frameworks.map(({ id, name, version }) => ({ value: id, text: `${name}, ${version}` })),
    campaigns: others.filter(({ id }) => id !== campaign?.id).map(({ id, name }) => ({ value: id, text: name })),
    plans,
  })
}

async function filledWith(asked: PersonRequest, campaign: Campaign): Promise<FormState> {
  return (await formFor(asked, campaign)).filled({
    name: campaign.name,
    opens: campaign.opensOn,
    closes: campaign.closesOn,
    previous: campaign.previousId,
    plan: campaign.planId,
    remind: campaign.remindDays.join(' '),
  })
}

async function showForm(asked: PersonRequest, campaign: Campaign | null, state: FormState): Promise<Reply> {
  const form = await formFor(asked, campaign)
  const names = (Object.keys(form.fields) as (keyof typeof form.fields)[]).filter(
    (name) => !campaign || name !== 'framework',
  )
  const view = campaignFormPage(
    campaign ? 'Change the campaign' : 'Add a campaign',
    names.map((name) => form.control(name, state)),
    campaign ? paths.campaignChange(campaign.id) : paths.campaignAdd,
    campaign
      ? { href: paths.campaign(campaign.id), text: 'Back to the campaign' }
      : { href: paths.home, text: 'Back to assessments' },
    state.errors,
    countIn(state.values, 'version', campaign?.version ?? 0),
  )
  return formReply(view)
}

type CampaignValue = {
  name: string
  opens: string | null
  closes: string | null
  previous: string | null
  plan: string | null
  remind: string | null
}

const factsOf = ({ name, opens, closes, previous, plan, remind }: CampaignValue): CampaignFacts => ({
  name,
  opensOn: opens ?? '',
  closesOn: closes ?? '',
  previousId: previous,
  planId: plan,
  remindDays: daysIn(remind),
})

async function saveNew(asked: PersonRequest): Promise<Reply> {
  checkEverywhere(asked.person, 'assessments:run')
  const read = (await formFor(asked, null)).read(asked.body)
  if (!read.ok) return showForm(asked, null, read)
  const facts = factsOf(read.value)
  return orAgain(
    asked,
    async () => {
      const id = await addCampaign(asked.db, asked.act, read.value.framework ?? '', facts)
      return redirect(paths.campaignUnits(id), 'The campaign was added. Choose who takes part')
    },
    (state) => showForm(asked, null, state),
    'name',
  )
}

async function saveChanged(asked: PersonRequest): Promise<Reply> {
  const campaign = await campaignToRun(asked)
  const read = (await formFor(asked, campaign)).read(asked.body)
  if (!read.ok) return showForm(asked, campaign, read)
  const facts = factsOf(read.value)
  return orAgain(
    asked,
    async () => {
      await changeCampaign(asked.db, asked.act, campaign, versionIn(asked.body), facts)
      return redirect(paths.campaign(campaign.id), 'The campaign was changed')
    },
    (state) => showForm(asked, campaign, state),
    'name',
  )
}

async function saveUnits(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, today } = asked
  const campaign = await campaignToRun(asked)
  const wanted = new Map<string, Obligation>()
  for (const name of Object.keys(body)) {
    const [id, obligation] = [name.replace(/^unit-/, ''), firstValue(body, name)]
    if (name.startsWith('unit-') && isId(id) && isObligation(obligation)) wanted.set(id, obligation)
  }
  return orAgain(
    asked,
    async () =>
      redirect(paths.campaign(campaign.id), unitsInWords(campaign, await setUnits(db, act, campaign, wanted, today))),
    async (state) => {
      const choices = await unitsToChoose(db, campaign.id, today, asked.person)
      const chosen = choices.map((unit) => ({ ...unit, chosen: wanted.get(unit.id) ?? null }))
      return page(chooseUnitsPage(campaign, chosen, kindName, state.errors))
    },
  )
}

/** The units as they are chosen from: each name with what is planned for it. */
async function unitsToChoose(db: Queries, campaignId: string, today: Day, viewer: Person): Promise<UnitChoice[]> {
  const [units, ahead] = await Promise.all([unitChoices(db, campaignId, today), unitsAhead(db, null, today, viewer)])
  const named = chosenAhead(
    units.map(({ id, name }) => ({ value: id, text: name })),
    ahead,
  )
  return units
    .map((unit, index) => ({ ...unit, name: named[index]?.text ?? unit.name }))
    .filter(({ id }) => mayIn(viewer, 'assessments:run', id))
}

function unitsInWords({ state }: Campaign, { added, kept }: Awaited<ReturnType<typeof setUnits>>): string {
  const what = state === 'preparing' ? 'chosen' : 'asked'
  const told = [
    added > 0 ? `${counted(added, 'unit was', 'units were')} ${what}` : 'Saved',
    kept.length > 0
      ? `${kept.slice(0, 5).join(', ')} ${agreeing(kept.length, 'has', 'have')} answered already and can only be withdrawn with a reason`
      : null,
  ]
  return told.filter(Boolean).join('. ')
}
