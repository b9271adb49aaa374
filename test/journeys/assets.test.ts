import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

for (const kind of WINDOWS) {
  describe(`information assets in a browser, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)
    const idOf = async (table: 'asset' | 'place', name: string) =>
      (
        await walk.test.db.one<{ id: string }>(
          sql`select id from ${table === 'asset' ? sql`assets.asset` : sql`assets.place`} where name = ${name}`,
        )
      ).id

    it('shows what is held, follows where it flows and reviews it', async (t) => {
      const { look, step } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
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
        await look(page, name, async () => {
          await page.goto(`${walk.base}${path}`)
        })
      }
      await look(page, 'state-checklist-wrong', async () => {
        await page.goto(`${walk.base}/assets/places/${place}`)
        await page.getByRole('link', { name: 'Switch off', exact: true }).click()
        await press(page, 'Save the answers')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'asset-place-checked', async () => {
        for (const choice of await page.getByLabel('Yes', { exact: true }).all()) await choice.check()
        await press(page, 'Save the answers')
        await page.getByText('the change can be made').waitFor()
      })

      await look(page, 'state-review-wrong', async () => {
        await page.goto(`${walk.base}/assets/reviews`)
        await press(page, 'Begin the review')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'asset-review', async () => {
        await page.getByLabel('Name of the review').fill(`Review on a ${kind}`)
        await page.getByLabel('Day').fill('20')
        await page.getByLabel('Month').fill('12')
        await page.getByLabel('Year').fill('2026')
        await press(page, 'Begin the review')
        await page.getByText('The review has begun').waitFor()
      })
      const review = page.url()

      await look(page, 'asset-handover', async () => {
        await page.goto(`${walk.base}/assets/assets/${asset}/change`)
        await page.getByLabel('Owner (IAO)').selectOption({ label: 'Departmental Records Officer' })
        await press(page, 'Save changes')
        await page.goto(`${walk.base}/assets/mine/handover`)
      })
      await step('the asset goes back to its owner', async () => {
        await page.goto(`${walk.base}/assets/assets/${asset}/change`)
        await page.getByLabel('Owner (IAO)').selectOption({ label: 'Information Asset Owner, Policy Group' })
        await press(page, 'Save changes')
      })

      const owner = await enter('Information Asset Owner, Policy Group')
      await look(owner, 'asset-mine-review', async () => {
        await owner.goto(`${walk.base}/assets/mine`)
      })
      await look(owner, 'asset-attest', async () => {
        for (let left = await owner.getByRole('button', { name: 'It is right' }).count(); left > 0; left -= 1) {
          await owner.getByRole('button', { name: 'It is right' }).first().click()
          await owner.getByText('The asset was confirmed').waitFor()
        }
      })
      await step('the owner attests', async () => {
        await press(owner, 'I attest this')
        await owner.getByText('What you attested is on record').waitFor()
      })

      await look(page, 'asset-review-attested', async () => {
        await page.goto(review)
        await page.getByText('Attested', { exact: true }).waitFor()
      })
      await step('the review is closed', async () => {
        await press(page, 'Close the review')
        await page.getByText('The review was closed').waitFor()
      })
    })
  })
}
