import { describe, it } from 'node:test'
import { checkPage, walks } from '../browser.ts'

describe('statements and reports in a browser', () => {
  const { walk, press, enter } = walks()

  for (const kind of ['desktop', 'phone'] as const) {
    it(`issues a form, answers and countersigns it, and issues a report, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Departmental Records Officer')
      for (const [name, path] of [
        ['statements-home', '/statements'],
        ['statements-forms', '/statements/forms'],
        ['statements-form', '/statements/forms/directors-assurance'],
        ['statements-form-edit', '/statements/forms/directors-assurance/edit'],
        ['statements-mine-none', '/statements/mine'],
      ] as const) {
        await page.goto(`${walk.base}${path}`)
        await checkPage(page, name)
      }
      await page.goto(`${walk.base}/statements/forms/iao-return`)
      await page.getByRole('button', { name: 'Issue it' }).click()
      await press(page, 'Issue it')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-issue-wrong')
      await page.getByLabel('Name of the round').fill(`Returns on a ${kind}`)
      await page.getByLabel('Day').fill('18')
      await page.getByLabel('Month').fill('12')
      await page.getByLabel('Year').fill('2026')
      await press(page, 'Issue it')
      await page.getByText('It was issued').waitFor()
      const round = page.url()
      await checkPage(page, 'statements-round')

      const owner = await enter(kind, 'Information Asset Owner, Policy Group')
      await owner.page.goto(`${walk.base}/statements/mine`)
      await owner.page.getByRole('link', { name: new RegExp(`Returns on a ${kind}`) }).click()
      await checkPage(owner.page, 'statement')
      await press(owner.page, 'Submit')
      await owner.page.getByText('There is a problem').waitFor()
      await checkPage(owner.page, 'state-statement-wrong')
      for (const yes of await owner.page.getByLabel('Yes', { exact: true }).all()) await yes.check()
      await owner.page.getByLabel('For most of them').check()
      await owner.page.getByLabel('I own none').check()
      await owner.page.getByLabel('What do you need from the Knowledge').fill('Nothing now')
      await press(owner.page, 'Save and come back later')
      await owner.page.getByText('Your answers were saved').waitFor()
      await owner.page.getByLabel(/I answer for these assets/).check()
      await press(owner.page, 'Submit')
      await owner.page.getByText('Your statement was submitted').waitFor()
      await checkPage(owner.page, 'statement-submitted')
      await owner.context.close()

      const siro = await enter(kind, 'Senior Information Risk Owner')
      await siro.page.goto(`${walk.base}/statements/mine`)
      await checkPage(siro.page, 'statements-mine')
      await siro.page.getByRole('link', { name: new RegExp(`Returns on a ${kind}`) }).click()
      await press(siro.page, 'Save')
      await siro.page.getByText('There is a problem').waitFor()
      await checkPage(siro.page, 'state-countersign-wrong')
      await siro.page.getByLabel('I countersign it').check()
      await press(siro.page, 'Save')
      await siro.page.getByText('It was countersigned').waitFor()

      await page.goto(round)
      await page.getByText('Declared as well, and measured otherwise').waitFor()
      await checkPage(page, 'statements-round-differs')
      await context.close()

      await siro.page.goto(`${walk.base}/reports`)
      await checkPage(siro.page, 'reports-home')
      await siro.page.getByRole('link', { name: 'Annual report of the Senior Information Risk Owner' }).last().click()
      await checkPage(siro.page, 'report-begin')
      await press(siro.page, 'Compile it')
      await siro.page.getByText('The report was compiled').waitFor()
      await checkPage(siro.page, 'report-draft')
      await siro.page.getByRole('link', { name: 'Change Foreword' }).click()
      await checkPage(siro.page, 'report-part')
      await siro.page.getByLabel('Heading').fill('')
      await press(siro.page, 'Save')
      await siro.page.getByText('There is a problem').waitFor()
      await checkPage(siro.page, 'state-report-part-wrong')
      await siro.page.getByLabel('Heading').fill('Foreword')
      await siro.page.getByLabel('In your words').fill('We know what we hold.')
      await press(siro.page, 'Save')
      await siro.page.getByText('The part was saved').waitFor()
      await siro.page.getByRole('button', { name: 'Issue it' }).click()
      await checkPage(siro.page, 'report-issue')
      await press(siro.page, 'Issue it')
      await siro.page.getByText('The report was issued').waitFor()
      await checkPage(siro.page, 'report-issued')
      await siro.context.close()
    })
  }
})
