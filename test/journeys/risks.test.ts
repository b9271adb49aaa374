import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

for (const kind of WINDOWS) {
  describe(`risks and incidents in a browser, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)

    it('shows where risks stand, looks at one again, escalates it and handles an incident', async (t) => {
      const { look, step } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
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
        ['risks-matrix-fewer', '/risks/matrix/fewer-steps'],
        ['risks-controls', '/risks/controls'],
        ['incidents', '/risks/incidents'],
        ['incident', `/risks/incidents/${incident.id}`],
        ['incident-change', `/risks/incidents/${incident.id}/change`],
      ] as const) {
        await look(page, name, async () => {
          await page.goto(`${walk.base}${path}`)
        })
      }
      await look(page, 'state-risk-review-wrong', async () => {
        await page.goto(`${walk.base}/risks`)
        await page.getByRole('link', { name: /^1 risk: Possible, Major/ }).click()
        await page.getByRole('link', { name: 'Case files are sent to the wrong body' }).click()
        await page.getByRole('button', { name: 'Review this risk' }).click()
        await press(page, 'Save')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'risk-reviewed', async () => {
        await page.getByLabel('What did you find?').fill('Two people check each address.')
        await press(page, 'Save')
        await page.getByText('What you found is on record').waitFor()
      })
      await look(page, 'state-risk-escalate-wrong', async () => {
        await page.getByRole('button', { name: 'Escalate or hand down' }).click()
        await press(page, 'Ask them')
        await page.getByText('There is a problem').waitFor()
      })
      await step('the escalation is asked for', async () => {
        await page
          .getByLabel('Who is asked to hold it?')
          .selectOption({ label: 'Senior Information Risk Owner – SIRO, Department for Example Affairs' })
        await page.getByLabel('Why?').fill('It needs money.')
        await press(page, 'Ask them')
        await page.getByText('It was asked of them').waitFor()
      })
      const siro = await enter('Senior Information Risk Owner')
      await look(siro, 'risk-escalations', async () => {
        await siro.goto(`${walk.base}/risks/escalations?outcome=waits`)
      })
      await look(siro, 'risk-escalation', async () => {
        await siro.getByRole('link', { name: 'Case files are sent to the wrong body' }).first().click()
      })
      await look(siro, 'state-risk-answer-wrong', async () => {
        await siro.getByLabel('I send it back').check()
        await press(siro, 'Save the answer')
        await siro.getByText('There is a problem').waitFor()
      })
      await step('the answer is given', async () => {
        await siro.getByLabel('In words').fill('Not yet.')
        await press(siro, 'Save the answer')
        await siro.getByText('Your answer is on record').waitFor()
      })

      await look(page, 'incident-report', async () => {
        await page.goto(`${walk.base}/risks/report-an-incident`)
      })
      await look(page, 'state-incident-report-wrong', async () => {
        await press(page, 'Report it')
        await page.getByText('There is a problem').waitFor()
      })
      await step('an incident is reported and its log is kept', async () => {
        await page.getByLabel('What is it, in few words?').fill(`A letter went astray on a ${kind}`)
        await page.getByLabel('What happened?').fill('It came back unopened.')
        await page.getByLabel('Day').fill('21')
        await page.getByLabel('Month').fill('11')
        await page.getByLabel('Year').fill('2026')
        await page.getByLabel('Time').fill('8:30')
        await page.getByLabel('Yes', { exact: true }).check()
        await press(page, 'Report it')
        await page.getByRole('heading', { name: 'Incident reported' }).waitFor()
        await page.goto(`${walk.base}/risks/incidents/${incident.id}`)
        await page.getByLabel('Add to the log').fill('The recipient was called again.')
        await press(page, 'Add to the log')
        await page.getByText('It was added to the log').waitFor()
      })
    })
  })
}
