import { describe, it } from 'node:test'
import { locations } from '#features/assets/link-registers.ts'
import { places } from '#features/assets/place-registers.ts'
import { assets } from '#features/assets/registers.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

for (const kind of WINDOWS) {
  describe(`the life of entries in a browser, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)

    it('merges two entries and takes it back, ends one on a day to come, and deletes a mistake of today', async (t) => {
      const { look } = stepsOf(t)
      const { test } = walk
      const from = await test.add(assets, { name: 'Case files, twice' })
      const into = await test.add(assets, { name: 'Case files of inspectors' })
      const place_id = await test.add(places, { name: 'Case system', kind: 'system', state: 'live' })
      await test.add(locations, { asset_id: from, place_id, use: 'master' })
      const page = await enter('Departmental Records Officer')
      const item = `${walk.base}/assets/assets/${from}`
      await look(page, 'life-item', async () => {
        await page.goto(item)
      })
      await look(page, 'life-merge', async () => {
        await page.getByRole('link', { name: /^Merge this .* into another$/ }).click()
      })
      await look(page, 'life-merge-wrong', async () => {
        await press(page, 'Continue')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'life-merge-check', async () => {
        await page.goto(`${item}/merge?into=${into}`)
        await page.getByRole('heading', { name: 'What moves' }).waitFor()
      })
      await look(page, 'life-merged-into', async () => {
        await press(page, 'Merge them')
        await page.getByRole('heading', { name: 'Merged into this' }).waitFor()
      })
      await look(page, 'life-merged', async () => {
        await page.goto(`${item}/merge`)
      })
      await look(page, 'life-end', async () => {
        await press(page, 'Take the merge back')
        await page.getByRole('link', { name: 'End this asset' }).click()
      })
      await look(page, 'life-end-wrong', async () => {
        await press(page, 'Continue')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'life-end-check', async () => {
        await page.getByLabel('Year').fill('2027')
        await page.getByLabel('Why did it end?').fill('It goes to the archive')
        await press(page, 'Continue')
        await page.getByRole('heading', { name: 'Check before you end this asset' }).waitFor()
      })
      await look(page, 'life-waits', async () => {
        await press(page, 'End this asset')
        await page.getByText('It ends on 21 November 2027').waitFor()
      })
      await look(page, 'life-delete-led-to', async () => {
        await page.goto(`${item}/delete`)
        await page.getByText('It cannot be deleted').waitFor()
      })
      await look(page, 'life-delete', async () => {
        const mistake = await test.add(assets, { name: 'A mistake' })
        await page.goto(`${walk.base}/assets/assets/${mistake}/delete`)
      })
      await look(page, 'life-deleted', async () => {
        await page.getByLabel('Why was it a mistake?').fill('Entered twice')
        await press(page, 'Delete this asset')
        await page.getByText('The asset was deleted').waitFor()
      })
    })
  })
}
