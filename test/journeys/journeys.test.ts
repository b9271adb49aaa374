import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { unzipSync } from 'fflate'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { checkPage, stepsOf, WINDOWS, walks } from '../browser.ts'
import { makeDocx } from '../documents/make.ts'

const REAL = join(ROOT, '../shared/plans/moj-ima-action-plan-2017.docx')

/** The Ministry's plan where it lies beside the project, else one of the same shape. */
function planDocument(): Buffer {
  if (existsSync(REAL)) return readFileSync(REAL)
  const head = ['Ref', '', 'Priority High/Med/Low', 'Target Completion Date', 'Status']
  return Buffer.from(
    makeDocx([
      { title: 'Plan of another department' },
      { heading: 'Recommendation 1' },
      { text: 'The department should know what it holds.' },
      { heading: 'Progress update – May 2017' },
      {
        rows: [
          head,
          ['1.1', 'Finish the strategy and have it agreed', 'H', 'End Mar 2017', 'In progress'],
          ['1.2', 'Ask the board for its support', 'H', 'End 2017', ''],
        ],
      },
    ]),
  )
}

describe('in a real browser', () => {
  const { walk, signIn, enter } = walks('desktop')

  for (const javaScriptEnabled of [true, false]) {
    it(`a newcomer imports a plan, corrects a date, claims, judges and takes the report away, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async (t) => {
      const { step } = stepsOf(t)
      const page = await enter(undefined, { javaScriptEnabled })
      const look = (name: string) => (javaScriptEnabled ? checkPage(page, `journey-${name}`) : Promise.resolve())
      await step('nothing-chosen', async () => {
        await signIn(page, 'Departmental Records Officer')
        await page.getByRole('link', { name: 'Action plans' }).first().click()
        await page.getByRole('button', { name: 'Import an action plan' }).click()
        await page.getByRole('button', { name: 'Read the document' }).click()
        await page.getByRole('alert').getByText('Choose a document, or paste a table').waitFor()
        await look('nothing-chosen')
      })
      await step('preview', async () => {
        await page
          .locator('input[type=file]')
          .setInputFiles({ name: 'plan.docx', mimeType: 'application/octet-stream', buffer: planDocument() })
        await page.getByRole('button', { name: 'Read the document' }).click()
        await page.getByRole('heading', { name: 'Check the plan before you import it' }).waitFor()
        await look('preview')
      })
      await step('correct-row', async () => {
        await page.getByRole('button', { name: 'Change action 1.1' }).click()
        await look('correct-row')
      })
      await step('plan', async () => {
        await page.getByLabel('Target date').fill('31 March 2018')
        await page.getByLabel('Owners').fill('KIM Champion')
        await page.getByRole('button', { name: 'Save the correction' }).click()
        await page.getByText('The correction was saved').waitFor()
        // The second time the same file is taken for a new version of the plan that it made the first time.
        await page.getByLabel('Is it a new version of a plan that is here?').selectOption('')
        await page.getByRole('button', { name: 'Import this plan' }).click()
        await page.getByText('The plan was imported').waitFor()
        await look('plan')
      })
      const planPath = new URL(page.url()).pathname
      await step('the first action', async () => {
        await page.getByRole('link', { name: '1.1', exact: true }).click()
      })
      const actionPath = new URL(page.url()).pathname
      await step('home-of-owner', async () => {
        await page.getByText('31 March 2018').first().waitFor()

        await signIn(page, 'KIM Champion, Digital and Technology')
        await look('home-of-owner')
      })
      await step('claim-error', async () => {
        await page.goto(walk.base + actionPath)
        await page.getByRole('button', { name: 'Make a claim' }).click()
        await page.getByRole('button', { name: 'Make the claim' }).click()
        await page.getByRole('link', { name: 'Select how the action stands' }).waitFor()
        await look('claim-error')
      })
      await step('verdict', async () => {
        await page.getByLabel('Complete', { exact: true }).check()
        await page.getByLabel('What supports the claim?').fill('The board agreed it in March.')
        await page.getByRole('button', { name: 'Make the claim' }).click()
        await page.getByText('The claim was made').waitFor()

        await signIn(page, 'Assessor')
        await page.goto(walk.base + actionPath)
        await page.getByRole('button', { name: 'Give a verdict' }).click()
        await page.getByText('The board agreed it in March.').waitFor()
        await look('verdict')
      })
      await step('action', async () => {
        await page.getByLabel('Accepted', { exact: true }).check()
        await page.getByLabel('Why?').fill('The minutes say so.')
        await page.getByRole('button', { name: 'Give the verdict' }).click()
        await page.getByText('The verdict was given').waitFor()
        await look('action')
      })

      await step('report', async () => {
        await page.goto(`${walk.base}${planPath}/report`)
        await look('report')
      })
      await step('the report as a document', async () => {
        const waiting = page.waitForEvent('download')
        await page.getByRole('link', { name: 'OpenDocument (ODT)' }).click()
        const download = await waiting
        assert.match(download.suggestedFilename(), /^progress-report-2026-11-21\.odt$/)
        const parts = unzipSync(readFileSync(await download.path()))
        assert.match(Buffer.from(parts['content.xml'] ?? []).toString(), /Progress report/)
      })
    })
  }

  it('the keyboard alone signs in and reaches the content', async () => {
    const page = await enter()
    await page.goto(`${walk.base}/sign-in`)
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate('document.activeElement.textContent.trim()'), 'Skip to main content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    assert.match(String(await page.evaluate('document.activeElement.textContent')), /Sign in/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'What needs you today' }).waitFor()
  })
})

for (const kind of WINDOWS) {
  describe(`the pages, on a ${kind}`, () => {
    const { walk, signIn, enter } = walks(kind)

    it('every page is clean by axe and fits its window', async (t) => {
      const { look, step } = stepsOf(t)
      const { id: planId } = await walk.test.db.one<{ id: string }>(
        sql`select id from plans.plan order by made_at, id limit 1`,
      )
      const { id: actionId } = await walk.test.db.one<{ id: string }>(
        sql`select id from plans.action where ref = '1.1' and plan_id = ${planId}`,
      )
      const { id: recommendationId } = await walk.test.db.one<{ id: string }>(
        sql`select id from plans.recommendation where plan_id = ${planId} order by position limit 1`,
      )
      const { id: roleId } = await walk.test.db.one<{ id: string }>(
        sql`select id from people.role where short_name = 'DRO'`,
      )
      const { id: unitId } = await walk.test.db.one<{ id: string }>(
        sql`select id from people.unit order by name limit 1`,
      )
      const { id: personId } = await walk.test.person('Assessor')
      const [plan, action] = [`/plans/${planId}`, `/plans/actions/${actionId}`]
      const pages: readonly (readonly [string, string])[] = [
        ['home', '/'],
        ['plans', '/plans'],
        ['plan', plan],
        ['timeline', `${plan}/timeline`],
        ['report', `${plan}/report`],
        ['report-error', `${plan}/report?on-day=31&on-month=2&on-year=2026`],
        ['report-all', '/plans/report'],
        ['owners', `${plan}/owners`],
        ['left-over', `${plan}/left-over`],
        ['actions', '/plans/actions'],
        ['actions-filtered', '/plans/actions?overdue=yes&priority=1&sort=priority'],
        ['actions-none', '/plans/actions?words=nothing-like-it'],
        ['versions', `${plan}/versions`],
        ['reviews', `${plan}/reviews`],
        ['milestones', `${plan}/milestones`],
        ['publish', `${plan}/publish`],
        ['recommendation', `/plans/recommendations/${recommendationId}`],
        ['recommendation-add', `${plan}/recommendations/add`],
        ['action-add', `/plans/recommendations/${recommendationId}/actions/add`],
        ['lineage', `${action}/lineage`],
        ['deliverable-add', `${action}/deliverables`],
        ['portfolio', '/plans/portfolio'],
        ['compare-units', '/plans/units'],
        ['changes', '/plans/changes?from-day=1&from-month=4&from-year=2026'],
        ['owner', `/plans/owners/role/${roleId}`],
        ['many', '/plans/actions/change'],
        ['update', '/plans/actions/update?mine=me'],
        ['escalations', '/plans/escalations'],
        ['escalation-rules', '/plans/escalation-rules'],
        ['chasing', '/plans/chasing'],
        ['messages', '/plans/chasing/sent'],
        ['layouts', '/plans/reports'],
        ['layout-add', '/plans/reports/add'],
        ['start', '/plans/start'],
        ['action', action],
        ['claim', `${action}/claim`],
        ['target', `${action}/target`],
        ['reading', `${action}/reading`],
        ['commentary', `${action}/commentary`],
        ['action-owners', `${action}/owners`],
        ['import', '/plans/import'],
        ['people', '/people'],
        ['units', '/people/units'],
        ['unit', `/people/units/${unitId}`],
        ['unit-change', `/people/units/${unitId}/change`],
        ['unit-add', '/people/units/add'],
        ['units-import', '/people/units/import'],
        ['persons', '/people/people'],
        ['person', `/people/people/${personId}`],
        ['give-account', `/account/of/${personId}`],
        ['roles', '/people/roles'],
        ['role-add', '/people/roles/add'],
        ['appointments', '/people/appointments'],
        ['appointment-add', '/people/appointments/add'],
        ['account', '/account'],
        ['help', '/help'],
        ['accessibility', '/accessibility'],
        ['api', '/api'],
      ]
      const page = await enter()
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (404|422)/.test(message.text())) problems.push(message.text())
      })
      await look(page, 'sign-in', async () => {
        await page.goto(`${walk.base}/sign-in`)
      })
      await step('signing in', () => signIn(page, 'Departmental Records Officer'))
      for (const [name, path] of pages)
        await look(page, name, async () => {
          await page.goto(walk.base + path)
        })
      const toNowhere = () => page.goto(`${walk.base}/nowhere`).then(() => undefined)
      await look(page, 'not-found', toNowhere, 404)
      assert.deepEqual(problems, [], 'errors in the console')
    })
  })
}
