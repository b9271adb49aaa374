import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { checkPage, walks } from '../browser.ts'

describe('risks and incidents in a browser', () => {
  const { walk, press, enter } = walks()

  for (const kind of ['desktop', 'phone'] as const) {
    it(`shows where risks stand, looks at one again, escalates it and handles an incident, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Departmental Records Officer')
      const risk = await walk.test.db.one<{ id: string }>(
        sql`select id from risks.risk where title = 'Case files are sent to the wrong body'`,
      )
      const incident = await walk.test.db.one<{ id: string }>(
        sql`select id from risks.incident order by number limit 1`,
      )
      for (const [name, path] of [
        ['risks-home', '/risks'],
        ['risks-list', '/risks/risks'],
        ['risks-add', '/risks/risks/add'],
        ['risk', `/risks/risks/${risk.id}`],
        ['risks-movement', '/risks/movement'],
        ['risks-matrix', '/risks/matrix'],
        ['risks-controls', '/risks/controls'],
        ['incidents', '/risks/incidents'],
        ['incident', `/risks/incidents/${incident.id}`],
        ['incident-change', `/risks/incidents/${incident.id}/change`],
      ] as const) {
        await page.goto(`${walk.base}${path}`)
        await checkPage(page, name)
      }
      await page.goto(`${walk.base}/risks`)
      await page.getByRole('link', { name: /^1 risk: Possible, Major/ }).click()
      await page.getByRole('link', { name: 'Case files are sent to the wrong body' }).click()
      await page.getByRole('button', { name: 'Look at it again' }).click()
      await press(page, 'Save')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-risk-review-wrong')
      await page.getByLabel('What did you find?').fill('Two people check each address.')
      await press(page, 'Save')
      await page.getByText('What you found is on record').waitFor()
      await checkPage(page, 'risk-reviewed')
      if (await page.getByRole('button', { name: 'Escalate or hand down' }).isVisible()) {
        await page.getByRole('button', { name: 'Escalate or hand down' }).click()
        await press(page, 'Ask them')
        await page.getByText('There is a problem').waitFor()
        await checkPage(page, 'state-risk-escalate-wrong')
        await page
          .getByLabel('Who is asked to hold it?')
          .selectOption({ label: 'Senior Information Risk Owner – SIRO, Department for Example Affairs' })
        await page.getByLabel('Why?').fill('It needs money.')
        await press(page, 'Ask them')
        await page.getByText('It was asked of them').waitFor()
      }
      const siro = await enter(kind, 'Senior Information Risk Owner')
      await siro.page.goto(`${walk.base}/risks/escalations?outcome=waits`)
      await checkPage(siro.page, 'risk-escalations')
      await siro.page.getByRole('link', { name: 'Case files are sent to the wrong body' }).first().click()
      await checkPage(siro.page, 'risk-escalation')
      await siro.page.getByLabel('I send it back').check()
      await press(siro.page, 'Save the answer')
      await siro.page.getByText('There is a problem').waitFor()
      await checkPage(siro.page, 'state-risk-answer-wrong')
      await siro.page.getByLabel('In words').fill('Not yet.')
      await press(siro.page, 'Save the answer')
      await siro.page.getByText('Your answer is on record').waitFor()
      await siro.context.close()

      await page.goto(`${walk.base}/risks/report-an-incident`)
      await checkPage(page, 'incident-report')
      await press(page, 'Report it')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-incident-report-wrong')
      await page.getByLabel('What is it, in few words?').fill(`A letter went astray on a ${kind}`)
      await page.getByLabel('What happened?').fill('It came back unopened.')
      await page.getByLabel('Day').fill('21')
      await page.getByLabel('Month').fill('11')
      await page.getByLabel('Year').fill('2026')
      await page.getByLabel('Time').fill('9:30')
      await page.getByLabel('Yes', { exact: true }).check()
      await press(page, 'Report it')
      await page.getByText('Thank you').waitFor()
      await page.goto(`${walk.base}/risks/incidents/${incident.id}`)
      await page.getByLabel('Add to the log').fill('The recipient was called again.')
      await press(page, 'Add to the log')
      await page.getByText('It was added to the log').waitFor()
      await context.close()
    })
  }
})
