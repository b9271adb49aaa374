import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { checkPage, walks } from '../browser.ts'

const DIGITAL = 'Digital and Technology Directorate'

describe('assessments in a browser', () => {
  const { walk, press, enter } = walks()

  const part = async (unit: string, campaign: string) =>
    (
      await walk.test.db.one<{ id: string }>(
        sql`select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.unit_name = ${unit} and c.name like ${campaign}`,
      )
    ).id
  const campaign = async (name: string) =>
    (await walk.test.db.one<{ id: string }>(sql`select id from assessments.campaign where name like ${name}`)).id

  for (const kind of ['desktop', 'phone'] as const) {
    it(`are run from a framework to what follows, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Departmental Records Officer')
      await page.goto(`${walk.base}/assessments`)
      await page.getByRole('heading', { name: 'Campaigns' }).waitFor()
      await checkPage(page, 'assessments')
      await page.goto(`${walk.base}/assessments/frameworks`)
      await checkPage(page, 'frameworks')
      await page.getByRole('link', { name: 'Records management code self-assessment' }).click()
      await page.getByText('Records management policy').click()
      await checkPage(page, 'framework')
      await page.goto(`${walk.base}/assessments/frameworks/add`)
      await checkPage(page, 'framework-add')
      await press(page, 'Read the file')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-framework-no-file')
      const { id: published } = await walk.test.db.one<{ id: string }>(
        sql`select id from assessments.framework where key = 'km-benchmark' and state = 'published'`,
      )
      await page.goto(`${walk.base}/assessments/frameworks/${published}`)
      await press(page, 'Draft the next version')
      await page.getByText('A draft of the next version was begun').waitFor()
      await checkPage(page, 'framework-draft')
      const draft = page.url()
      for (const form of ['facts', 'scale', 'text', 'sections/L', 'questions/L1']) {
        await page.goto(`${draft}/${form}`)
        await checkPage(page, `framework-${form.replace('/', '-')}`)
      }
      await page.goto(`${draft}/questions/add`)
      await press(page, 'Save')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-question-wrong')
      await page.goto(`${walk.base}/assessments/campaigns/add`)
      await checkPage(page, 'campaign-add')
      await press(page, 'Save')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-campaign-wrong')
      const now = await campaign('Knowledge%this year')
      await page.goto(`${walk.base}/assessments/campaigns/${now}`)
      await checkPage(page, 'campaign')
      for (const tab of [
        'units',
        'change',
        'results',
        'league',
        'movement',
        'spread',
        'following',
        'rules',
        'report',
      ]) {
        await page.goto(`${walk.base}/assessments/campaigns/${now}/${tab}`)
        await checkPage(page, `campaign-${tab}`)
      }
      const done = await part(DIGITAL, '%this year')
      await page.goto(`${walk.base}/assessments/units/${done}`)
      await checkPage(page, 'unit-final')
      for (const tab of ['results', 'report', 'findings', 'manage', 'returns', 'check']) {
        await page.goto(`${walk.base}/assessments/units/${done}/${tab}`)
        await checkPage(page, `unit-${tab}`)
      }
      await page.goto(`${walk.base}/assessments/units/${done}/findings`)
      await page
        .getByRole('link', { name: /^Put it into an action plan/ })
        .first()
        .click()
      await checkPage(page, 'finding-plan')
      await page.goto(`${walk.base}/assessments/units/${done}/returns`)
      await page.getByRole('link', { name: /Information management maturity model/ }).click()
      await checkPage(page, 'unit-return')
      const visit = await part('Example Heritage Commission', 'Health%')
      await page.goto(`${walk.base}/assessments/units/${visit}/visit`)
      await checkPage(page, 'visit')
      await page.goto(`${walk.base}/assessments/units/${visit}`)
      await checkPage(page, 'health-check')
      await context.close()
    })

    it(`are answered one question a page, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Local Information Manager, Inspection Agency')
      await page.goto(`${walk.base}/`)
      await checkPage(page, 'home-with-assessment')
      await page.goto(`${walk.base}/assessments`)
      await page.getByRole('link', { name: 'Knowledge management benchmark, this year' }).first().click()
      await page.getByText('questions answered').waitFor()
      await checkPage(page, 'unit-answering')
      const unit = page.url()
      await page.getByRole('link', { name: 'Sharing' }).click()
      await page.getByLabel('What shows it').waitFor()
      await checkPage(page, 'question')
      if (kind === 'desktop') {
        await page.getByRole('radio', { name: /3 – Defined/ }).check()
        await page.getByLabel('What shows it').fill('The site has a map of what is open')
        await press(page, 'Save and continue')
        await page.getByText('The answer was saved').waitFor()
      }
      await page.getByLabel('Add a link as evidence').fill('not a link')
      await press(page, 'Save and continue')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-answer-wrong')
      for (const tab of ['check', 'meeting', 'delegate', 'systems']) {
        await page.goto(`${unit}/${tab}`)
        await checkPage(page, `answering-${tab}`)
      }
      await page.goto(`${unit}/meeting`)
      await press(page, 'Begin the meeting')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-meeting-wrong')
      await context.close()
    })

    it(`are answered statement by statement, on a ${kind}`, async () => {
      const name = `Code of ${kind}`
      await walk.test.db.run(sql`
        insert into assessments.campaign (id, name, framework_id, opens_on, closes_on, state, made_at)
        select gen_random_uuid(), ${name}, id, '2026-11-01', '2026-12-01', 'open', published_at from assessments.framework where key = 'section-46'`)
      await walk.test.db.run(sql`
        insert into assessments.participant (id, campaign_id, unit_id, unit_name, unit_kind, obligation, state, due_on)
        select gen_random_uuid(), c.id, u.id, u.name, u.kind, 'invited', 'answering', c.closes_on from assessments.campaign c, people.unit u
        where c.name = ${name} and u.name = 'Example Inspection Agency'`)
      const id = await part('Example Inspection Agency', name)
      const { context, page } = await enter(kind, 'Local Information Manager, Inspection Agency')
      await page.goto(`${walk.base}/assessments/units/${id}/questions/H7`)
      await page.getByText('Which of these are true?').waitFor()
      await checkPage(page, 'question-indicators')
      await press(page, 'Save and continue')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-indicators-wrong')
      await page.goto(`${walk.base}/assessments/units/${id}/decline`)
      await press(page, 'Decline')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-decline-wrong')
      await context.close()
    })

    it(`are moderated by somebody else, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Assessor')
      await page.goto(`${walk.base}/assessments`)
      await page.getByText('Waiting to be moderated').waitFor()
      await checkPage(page, 'assessments-moderator')
      await page.getByRole('link', { name: 'Policy Group' }).click()
      await checkPage(page, 'moderate')
      await page.getByRole('link', { name: /^L1 / }).click()
      await checkPage(page, 'judge')
      await page.getByRole('radio', { name: 'Change the score' }).check()
      await press(page, 'Save and continue')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-judge-wrong')
      if (kind === 'desktop') {
        await page.getByRole('radio', { name: 'Change the score' }).check()
        await page.getByLabel('Score that counts instead').selectOption('1')
        await page.getByLabel('Why, or what you ask').fill('One leader said so once')
        await press(page, 'Save and continue')
        await page.getByText('Saved').waitFor()
      }
      const id = await part('Policy Group', '%this year')
      await page.goto(`${walk.base}/assessments/units/${id}/moderate`)
      await checkPage(page, 'moderate-begun')
      await page.goto(`${walk.base}/assessments/units/${id}/moderate/send-back`)
      await checkPage(page, 'send-back')
      await page.goto(`${walk.base}/sign-in`)
      await press(page, 'Sign in as Information Asset Owner, Policy Group')
      await page.goto(`${walk.base}/assessments/units/${id}/questions/L1`)
      await page.getByText('One leader said so once').waitFor()
      await checkPage(page, 'question-moderated')
      await page.getByRole('link', { name: 'Reply' }).click()
      await checkPage(page, 'reply')
      await context.close()
    })
  }
})
