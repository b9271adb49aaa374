import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

const DIGITAL = 'Digital and Technology Directorate'

for (const kind of WINDOWS) {
  describe(`assessments in a browser, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)

    const part = async (unit: string, campaign: string) =>
      (
        await walk.test.db.one<{ id: string }>(
          sql`select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.unit_name = ${unit} and c.name like ${campaign}`,
        )
      ).id
    const campaign = async (name: string) =>
      (await walk.test.db.one<{ id: string }>(sql`select id from assessments.campaign where name like ${name}`)).id

    it('are run from a framework to what follows', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      await look(page, 'assessments', async () => {
        await page.goto(`${walk.base}/assessments`)
        await page.getByRole('heading', { name: 'Campaigns' }).waitFor()
      })
      await look(page, 'frameworks', async () => {
        await page.goto(`${walk.base}/assessments/frameworks`)
      })
      await look(page, 'framework', async () => {
        await page.getByRole('link', { name: 'Records management code self-assessment' }).click()
        await page.getByText('Records management policy').click()
      })
      await look(page, 'framework-add', async () => {
        await page.goto(`${walk.base}/assessments/frameworks/add`)
      })
      await look(page, 'state-framework-no-file', async () => {
        await press(page, 'Read the file')
        await page.getByText('There is a problem').waitFor()
      })
      const { id: published } = await walk.test.db.one<{ id: string }>(
        sql`select id from assessments.framework where key = 'km-benchmark' and state = 'published'`,
      )
      await look(page, 'framework-draft', async () => {
        await page.goto(`${walk.base}/assessments/frameworks/${published}`)
        await press(page, 'Draft the next version')
        await page.getByText('A draft of the next version was begun').waitFor()
      })
      const draft = page.url()
      for (const form of ['facts', 'scale', 'text', 'sections/L', 'questions/L1']) {
        await look(page, `framework-${form.replace('/', '-')}`, async () => {
          await page.goto(`${draft}/${form}`)
        })
      }
      await look(page, 'state-question-wrong', async () => {
        await page.goto(`${draft}/questions/add`)
        await press(page, 'Save')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'campaign-add', async () => {
        await page.goto(`${walk.base}/assessments/campaigns/add`)
      })
      await look(page, 'state-campaign-wrong', async () => {
        await press(page, 'Save')
        await page.getByText('There is a problem').waitFor()
      })
      const now = await campaign('Knowledge%this year')
      await look(page, 'campaign', async () => {
        await page.goto(`${walk.base}/assessments/campaigns/${now}`)
      })
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
        await look(page, `campaign-${tab}`, async () => {
          await page.goto(`${walk.base}/assessments/campaigns/${now}/${tab}`)
        })
      }
      const done = await part(DIGITAL, '%this year')
      await look(page, 'unit-final', async () => {
        await page.goto(`${walk.base}/assessments/units/${done}`)
      })
      for (const tab of ['results', 'report', 'findings', 'manage', 'returns', 'check']) {
        await look(page, `unit-${tab}`, async () => {
          await page.goto(`${walk.base}/assessments/units/${done}/${tab}`)
        })
      }
      await look(page, 'finding-plan', async () => {
        await page.goto(`${walk.base}/assessments/units/${done}/findings`)
        await page
          .getByRole('link', { name: /^Add it to an action plan/ })
          .first()
          .click()
      })
      await look(page, 'unit-return', async () => {
        await page.goto(`${walk.base}/assessments/units/${done}/returns`)
        await page.getByRole('link', { name: /Information management maturity model/ }).click()
      })
      const visit = await part('Example Heritage Commission', 'Health%')
      await look(page, 'visit', async () => {
        await page.goto(`${walk.base}/assessments/units/${visit}/visit`)
      })
      await look(page, 'health-check', async () => {
        await page.goto(`${walk.base}/assessments/units/${visit}`)
      })
    })

    it('are answered one question a page', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Local Information Manager, Inspection Agency')
      await look(page, 'home-with-assessment', async () => {
        await page.goto(`${walk.base}/`)
      })
      await look(page, 'unit-answering', async () => {
        await page.goto(`${walk.base}/assessments`)
        await page.getByRole('link', { name: 'Knowledge management benchmark, this year' }).first().click()
        await page.getByText('questions answered').waitFor()
      })
      const unit = page.url()
      await look(page, 'question', async () => {
        await page.getByRole('link', { name: 'Sharing' }).click()
        await page.getByLabel('What shows it').waitFor()
      })
      await look(page, 'state-answer-wrong', async () => {
        await page.getByRole('radio', { name: /3 – Defined/ }).check()
        await page.getByLabel('What shows it').fill('The site has a map of what is open')
        await press(page, 'Save and continue')
        await page.getByText('The answer was saved').waitFor()
        await page.getByLabel('Add a link as evidence').fill('not a link')
        await press(page, 'Save and continue')
        await page.getByText('There is a problem').waitFor()
      })
      for (const tab of ['check', 'meeting', 'delegate', 'systems']) {
        await look(page, `answering-${tab}`, async () => {
          await page.goto(`${unit}/${tab}`)
        })
      }
      await look(page, 'state-meeting-wrong', async () => {
        await page.goto(`${unit}/meeting`)
        await press(page, 'Begin the meeting')
        await page.getByText('There is a problem').waitFor()
      })
    })

    it('are answered statement by statement', async (t) => {
      const { look } = stepsOf(t)
      const name = `Code of ${kind}`
      await walk.test.db.run(sql`
      insert into assessments.campaign (id, name, framework_id, opens_on, closes_on, state, made_at)
      select gen_random_uuid(), ${name}, id, '2026-11-01', '2026-12-01', 'open', published_at from assessments.framework where key = 'section-46'`)
      await walk.test.db.run(sql`
      insert into assessments.participant (id, campaign_id, unit_id, unit_name, unit_kind, obligation, state, due_on)
      select gen_random_uuid(), c.id, u.id, u.name, u.kind, 'invited', 'answering', c.closes_on from assessments.campaign c, people.unit u
      where c.name = ${name} and u.name = 'Example Inspection Agency'`)
      const id = await part('Example Inspection Agency', name)
      const page = await enter('Local Information Manager, Inspection Agency')
      await look(page, 'question-indicators', async () => {
        await page.goto(`${walk.base}/assessments/units/${id}/questions/H7`)
        await page.getByText('Which of these are true?').waitFor()
      })
      await look(page, 'state-indicators-wrong', async () => {
        await press(page, 'Save and continue')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'state-decline-wrong', async () => {
        await page.goto(`${walk.base}/assessments/units/${id}/decline`)
        await press(page, 'Decline')
        await page.getByText('There is a problem').waitFor()
      })
    })

    it('are moderated by somebody else', async (t) => {
      const { look, step } = stepsOf(t)
      const page = await enter('Assessor')
      await look(page, 'assessments-moderator', async () => {
        await page.goto(`${walk.base}/assessments`)
        await page.getByText('Waiting to be moderated').waitFor()
      })
      await look(page, 'moderate', async () => {
        await page.getByRole('link', { name: 'Policy Group' }).click()
      })
      await look(page, 'judge', async () => {
        await page.getByRole('link', { name: /^L1 / }).click()
      })
      await look(page, 'state-judge-wrong', async () => {
        await page.getByRole('radio', { name: 'Change the score' }).check()
        await press(page, 'Save and continue')
        await page.getByText('There is a problem').waitFor()
      })
      await step('a score is changed with its reason', async () => {
        await page.getByRole('radio', { name: 'Change the score' }).check()
        await page.getByLabel('Score that counts instead').selectOption('1')
        await page.getByLabel('Why, or what you ask').fill('One leader said so once')
        await press(page, 'Save and continue')
        await page.getByText('Saved').waitFor()
      })
      const id = await part('Policy Group', '%this year')
      await look(page, 'moderate-begun', async () => {
        await page.goto(`${walk.base}/assessments/units/${id}/moderate`)
      })
      await look(page, 'send-back', async () => {
        await page.goto(`${walk.base}/assessments/units/${id}/moderate/send-back`)
      })
      await look(page, 'question-moderated', async () => {
        await page.goto(`${walk.base}/sign-in`)
        await press(page, 'Sign in as Information Asset Owner, Policy Group')
        await page.goto(`${walk.base}/assessments/units/${id}/questions/L1`)
        await page.getByText('One leader said so once').waitFor()
      })
      await look(page, 'reply', async () => {
        await page.getByRole('link', { name: 'Answer' }).click()
      })
    })
  })
}
