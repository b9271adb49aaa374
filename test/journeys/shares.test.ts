import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { checkPage, walks } from '../browser.ts'

describe('shared drives in a browser', () => {
  const { walk, press, enter } = walks()

  for (const kind of ['desktop', 'phone'] as const) {
    it(`are looked through from the list to a file, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Departmental Records Officer')
      await page.goto(`${walk.base}/shares`)
      await checkPage(page, 'shares')
      await page.getByRole('link', { name: 'Shared drive P', exact: true }).click()
      await page.getByRole('heading', { name: 'Size by format family' }).waitFor()
      await checkPage(page, 'share')
      const share = page.url()
      await page.getByText('The picture as a table: Size by format family').click()
      await checkPage(page, 'share-table')
      await page.getByRole('link', { name: /^Documents: / }).click()
      await page.getByRole('heading', { name: 'Files' }).waitFor()
      await checkPage(page, 'share-files')
      await page.locator('tbody a').first().click()
      await page.getByText('SHA-256', { exact: true }).waitFor()
      await checkPage(page, 'share-file')
      await page.goto(`${share}/folders`)
      await page.getByRole('link', { name: /^Estates: / }).click()
      await page.getByRole('link', { name: 'The whole share' }).waitFor()
      await checkPage(page, 'share-folder')
      for (const tab of ['formats', 'duplicates', 'scans', 'scans/1', 'change']) {
        await page.goto(`${share}/${tab}`)
        await checkPage(page, `share-${tab.replace('/', '-')}`)
      }
      await page.goto(`${walk.base}/shares/search?words=letter%20agency`)
      await checkPage(page, 'shares-search')
      await page.goto(`${walk.base}/shares/search?words=nothing-is-called-so`)
      await checkPage(page, 'shares-search-none')
      await page.goto(`${walk.base}/shares/policies`)
      await press(page, 'Load it and use it')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-policy-wrong')
      await page.goto(`${walk.base}/shares/add`)
      await press(page, 'Add it and scan it')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-share-wrong')
      await page.goto(`${walk.base}/shares/load`)
      await press(page, 'Load it')
      await page.getByText('There is a problem').waitFor()
      await checkPage(page, 'state-load-wrong')
      await context.close()
    })

    it(`show how a scan is going and how it ended, on a ${kind}`, async () => {
      const { context, page } = await enter(kind, 'Departmental Records Officer')
      const { id } = await walk.test.db.one<{ id: string }>(sql`
        insert into shares.share (id, name, root, made_at) values (gen_random_uuid(), ${`Drive of a ${kind}`}, '/srv/drive', ${new Date('2026-11-21T08:00:00Z')}) returning id`)
      await page.goto(`${walk.base}/shares/${id}`)
      await checkPage(page, 'share-never-scanned')
      await press(page, 'Scan the share')
      await page.getByText('It begins as soon as a worker is free.').waitFor()
      await checkPage(page, 'share-waiting')
      await walk.test.db.run(sql`
        update shares.scan set state = 'running', started_at = '2026-11-21T08:50:00Z', beat_at = '2026-11-21T08:59:50Z', expected = 900000, seen = 300000, bytes = 45000000000
        where share_id = ${id}`)
      await page.getByRole('link', { name: 'See how far it is now' }).click()
      await page.getByText('300,000 of 900,000 seen (45 GB), 500 a second, about 20 minutes left').waitFor()
      await checkPage(page, 'share-running')
      await press(page, 'Stop the scan')
      await page.getByText('It stops after the files that it is at.').waitFor()
      await checkPage(page, 'share-stopping')
      await walk.test.db.run(sql`update shares.scan set state = 'stopped' where share_id = ${id}`)
      await page.goto(`${walk.base}/shares/${id}`)
      await page.getByRole('button', { name: 'Go on with the scan' }).waitFor()
      await checkPage(page, 'share-stopped')
      await walk.test.db.run(
        sql`update shares.scan set state = 'failed', error = 'The disk could not read it' where share_id = ${id}`,
      )
      await page.goto(`${walk.base}/shares/${id}`)
      await page.getByText('The disk could not read it').waitFor()
      await checkPage(page, 'share-failed')
      await context.close()
    })
  }
})
