import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { checkPage, walks } from '../browser.ts'

describe('information assets in a browser', () => {
  const { walk, press, enter } = walks()
  const idOf = async (table: 'asset' | 'place', name: string) =>
    (
      await walk.test.db.one<{ id: string }>(
        sql`select id from ${table === 'asset' ? sql`assets.asset` : sql`assets.place`} where name = ${name}`,
      )
    ).id

  for (const kind of ['desktop', 'phone'] as const) {
    it(`shows what is held, follows where it flows and reviews it, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Departmental Records Officer')
      const asset = await idOf('asset', 'Inspection case files')
      const place = await idOf('place', 'Old casework database')
      for (const [name, path] of [
        ['assets-home', '/assets'],
        ['assets-list', '/assets/assets'],
        ['assets-add', '/assets/assets/add'],
        ['asset', `/assets/assets/${asset}`],
        ['asset-flow', `/assets/assets/${asset}/flow?steps=3`],
        ['asset-gaps', '/assets/gaps'],
        ['asset-places', '/assets/places'],
        ['asset-place', `/assets/places/${place}`],
        ['asset-agreements', '/assets/agreements'],
        ['asset-dependencies', '/assets/dependencies'],
        ['asset-reviews', '/assets/reviews'],
        ['asset-mine', '/assets/mine'],
      ] as const) {
        await page.goto(`${walk.base}${path}`)
        await checkPage(page, name)
      }
      await page.goto(`${walk.base}/assets/places/${place}`)
      await page.getByRole('link', { name: 'Switch off', exact: true }).click()
      await press(page, 'Save the answers')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-checklist-wrong')
      for (const choice of await page.getByLabel('Yes', { exact: true }).all()) await choice.check()
      await press(page, 'Save the answers')
      await page.getByText('the change can be made').waitFor()
      await checkPage(page, 'asset-place-checked')

      await page.goto(`${walk.base}/assets/reviews`)
      await press(page, 'Begin the review')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-review-wrong')
      await page.getByLabel('Name of the review').fill(`Review on a ${kind}`)
      await page.getByLabel('Day').fill('20')
      await page.getByLabel('Month').fill('12')
      await page.getByLabel('Year').fill('2026')
      await press(page, 'Begin the review')
      await page.getByText('The review has begun').waitFor()
      await checkPage(page, 'asset-review')
      const review = page.url()

      await page.goto(`${walk.base}/assets/assets/${asset}/change`)
      await page.getByLabel('Owner (IAO)').selectOption({ label: 'Departmental Records Officer' })
      await press(page, 'Save changes')
      await page.goto(`${walk.base}/assets/mine/handover`)
      await checkPage(page, 'asset-handover')
      await page.goto(`${walk.base}/assets/assets/${asset}/change`)
      await page.getByLabel('Owner (IAO)').selectOption({ label: 'Information Asset Owner, Policy Group' })
      await press(page, 'Save changes')

      const owner = await enter(kind, 'Information Asset Owner, Policy Group')
      await owner.page.goto(`${walk.base}/assets/mine`)
      await checkPage(owner.page, 'asset-mine-review')
      for (let left = await owner.page.getByRole('button', { name: 'It is right' }).count(); left > 0; left -= 1) {
        await owner.page.getByRole('button', { name: 'It is right' }).first().click()
        await owner.page.getByText('The asset was confirmed').waitFor()
      }
      await checkPage(owner.page, 'asset-attest')
      await press(owner.page, 'I attest this')
      await owner.page.getByText('What you attested is on record').waitFor()
      await owner.context.close()

      await page.goto(review)
      await page.getByText('Attested', { exact: true }).waitFor()
      await checkPage(page, 'asset-review-attested')
      await press(page, 'Close the review')
      await page.getByText('The review was closed').waitFor()
      await context.close()
    })
  }
})
