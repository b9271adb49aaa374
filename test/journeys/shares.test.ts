import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

for (const kind of WINDOWS) {
  describe(`shared drives in a browser, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)

    it('are looked through from the list to a file', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      await look(page, 'shares', async () => {
        await page.goto(`${walk.base}/shares`)
      })
      await look(page, 'share', async () => {
        await page.getByRole('link', { name: 'Shared drive P', exact: true }).click()
        await page.getByRole('heading', { name: 'Size by format family' }).waitFor()
      })
      const share = page.url()
      await look(page, 'share-table', async () => {
        await page.getByText('The picture as a table: Size by format family').click()
      })
      await look(page, 'share-files', async () => {
        await page.getByRole('link', { name: /^Documents: / }).click()
        await page.getByRole('heading', { name: 'Files' }).waitFor()
      })
      await look(page, 'share-file', async () => {
        await page.locator('tbody a').first().click()
        await page.getByText('SHA-256', { exact: true }).waitFor()
      })
      await look(page, 'share-folder', async () => {
        await page.goto(`${share}/folders`)
        await page.getByRole('link', { name: /^Estates: / }).click()
        await page.getByRole('link', { name: 'The whole share' }).waitFor()
      })
      for (const tab of ['formats', 'duplicates', 'scans', 'scans/1', 'change']) {
        await look(page, `share-${tab.replace('/', '-')}`, async () => {
          await page.goto(`${share}/${tab}`)
        })
      }
      await look(page, 'shares-search', async () => {
        await page.goto(`${walk.base}/shares/search?words=letter%20agency`)
      })
      await look(page, 'shares-search-none', async () => {
        await page.goto(`${walk.base}/shares/search?words=nothing-is-called-so`)
      })
      await look(page, 'state-policy-wrong', async () => {
        await page.goto(`${walk.base}/shares/policies`)
        await press(page, 'Load it and use it')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'state-share-wrong', async () => {
        await page.goto(`${walk.base}/shares/add`)
        await press(page, 'Add it and scan it')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'state-load-wrong', async () => {
        await page.goto(`${walk.base}/shares/load`)
        await press(page, 'Load it')
        await page.getByText('There is a problem').waitFor()
      })
    })

    /** Holds a share's scan as a worker does. Answers how it is let go. */
    const heldBySomebody = async (shareId: string): Promise<() => Promise<void>> => {
      const [held, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const working = walk.test.db.transaction(async (tx) => {
        await tx.run(
          sql`select pg_advisory_xact_lock(61001, hashtext(id::text || ' ' || turn)) from shares.scan where share_id = ${shareId}`,
        )
        held.resolve()
        await ended.promise
      })
      await held.promise
      return async () => {
        ended.resolve()
        await working
      }
    }

    it('show how a scan is going and how it ended', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      const { id } = await walk.test.db.one<{ id: string }>(sql`
        insert into shares.share (id, name, root, made_at) values (gen_random_uuid(), ${`Drive of a ${kind}`}, '/srv/drive', ${new Date('2026-11-21T08:00:00Z')}) returning id`)
      await look(page, 'share-never-scanned', async () => {
        await page.goto(`${walk.base}/shares/${id}`)
      })
      await look(page, 'share-waiting', async () => {
        await press(page, 'Scan the share')
        await page.getByText('It begins as soon as a worker is free.').waitFor()
      })
      await walk.test.db.run(sql`
        update shares.scan set state = 'running', started_at = '2026-11-21T08:50:00Z', beat_at = clock_timestamp(), expected = 900000, seen = 300000, bytes = 45000000000
        where share_id = ${id}`)
      const letGo = await heldBySomebody(id)
      await look(page, 'share-running', async () => {
        await page.getByRole('link', { name: 'See how far it is now' }).click()
        await page.getByText('300,000 of 900,000 seen (45 GB), 500 a second, about 20 minutes left').waitFor()
      })
      await look(page, 'share-stopping', async () => {
        await press(page, 'Stop the scan')
        await page.getByText('It stops after the files that it is at.').waitFor()
      })
      await letGo()
      await look(page, 'share-stopped', async () => {
        await walk.test.db.run(sql`update shares.scan set state = 'stopped' where share_id = ${id}`)
        await page.goto(`${walk.base}/shares/${id}`)
        await page.getByRole('button', { name: 'Go on with the scan' }).waitFor()
      })
      await look(page, 'share-failed', async () => {
        await walk.test.db.run(
          sql`update shares.scan set state = 'failed', error = 'The disk could not read it' where share_id = ${id}`,
        )
        await page.goto(`${walk.base}/shares/${id}`)
        await page.getByText('The disk could not read it').waitFor()
      })
    })
  })
}
