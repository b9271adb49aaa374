import { describe, it } from 'node:test'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

for (const kind of WINDOWS) {
  describe(`statements and reports in a browser, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)

    it('issues a form, answers and countersigns it, and issues a report', async (t) => {
      const { look, step } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      for (const [name, path] of [
        ['statements-home', '/statements'],
        ['statements-forms', '/statements/forms'],
        ['statements-form', '/statements/forms/directors-assurance'],
        ['statements-form-edit', '/statements/forms/directors-assurance/edit'],
        ['statements-mine-none', '/statements/mine'],
      ] as const) {
        await look(page, name, async () => {
          await page.goto(`${walk.base}${path}`)
        })
      }
      await look(page, 'state-issue-wrong', async () => {
        await page.goto(`${walk.base}/statements/forms/iao-return`)
        await page.getByRole('button', { name: 'Issue it' }).click()
        await press(page, 'Issue it')
        await page.getByText('There is a problem').waitFor()
      })
      await step('a round is issued', async () => {
        await page.getByLabel('Name of the round').fill(`Returns on a ${kind}`)
        await page.getByLabel('Day').fill('18')
        await page.getByLabel('Month').fill('12')
        await page.getByLabel('Year').fill('2026')
        await press(page, 'Issue it')
        await page.getByText('It was issued').waitFor()
      })
      const round = page.url()
      await look(page, 'statements-round')

      const owner = await enter('Information Asset Owner, Policy Group')
      await look(owner, 'statement', async () => {
        await owner.goto(`${walk.base}/statements/mine`)
        await owner.getByRole('link', { name: new RegExp(`Returns on a ${kind}`) }).click()
      })
      await look(owner, 'state-statement-wrong', async () => {
        await press(owner, 'Submit')
        await owner.getByText('There is a problem').waitFor()
      })
      await look(owner, 'statement-submitted', async () => {
        for (const yes of await owner.getByLabel('Yes', { exact: true }).all()) await yes.check()
        await owner.getByLabel('For most of them').check()
        await owner.getByLabel('I own none').check()
        await owner.getByLabel('What do you need from the Knowledge').fill('Nothing now')
        await press(owner, 'Save and come back later')
        await owner.getByText('Your answers were saved').waitFor()
        await owner.getByLabel(/I answer for these assets/).check()
        await press(owner, 'Submit')
        await owner.getByText('Your statement was submitted').waitFor()
      })

      const siro = await enter('Senior Information Risk Owner')
      await look(siro, 'statements-mine', async () => {
        await siro.goto(`${walk.base}/statements/mine`)
      })
      await look(siro, 'state-countersign-wrong', async () => {
        await siro.getByRole('link', { name: new RegExp(`Returns on a ${kind}`) }).click()
        await press(siro, 'Save')
        await siro.getByText('There is a problem').waitFor()
      })
      await look(page, 'statements-round-differs', async () => {
        await siro.getByLabel('I countersign it').check()
        await press(siro, 'Save')
        await siro.getByText('It was countersigned').waitFor()

        await page.goto(round)
        await page.getByText('Declared as well, and measured otherwise').waitFor()
      })

      await look(siro, 'reports-home', async () => {
        await siro.goto(`${walk.base}/reports`)
      })
      await look(siro, 'report-begin', async () => {
        await siro.getByRole('link', { name: 'Annual report of the Senior Information Risk Owner' }).last().click()
      })
      await look(siro, 'report-draft', async () => {
        await press(siro, 'Compile it')
        await siro.getByText('The report was compiled').waitFor()
      })
      await look(siro, 'report-part', async () => {
        await siro.getByRole('link', { name: 'Change Foreword' }).click()
      })
      await look(siro, 'state-report-part-wrong', async () => {
        await siro.getByLabel('Heading').fill('')
        await press(siro, 'Save')
        await siro.getByText('There is a problem').waitFor()
      })
      await look(siro, 'report-issue', async () => {
        await siro.getByLabel('Heading').fill('Foreword')
        await siro.getByLabel('In your words').fill('We know what we hold.')
        await press(siro, 'Save')
        await siro.getByText('The part was saved').waitFor()
        await siro.getByRole('button', { name: 'Issue it' }).click()
      })
      await look(siro, 'report-issued', async () => {
        await press(siro, 'Issue it')
        await siro.getByText('The report was issued').waitFor()
      })
    })
  })
}
