import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

for (const kind of WINDOWS) {
  describe(`governance in a browser, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)

    it('takes people from a directory and retires a role', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      await look(page, 'feeds', async () => {
        await page.goto(`${walk.base}/people/feeds`)
      })
      await look(page, 'state-feeds-wrong', async () => {
        await press(page, 'Continue')
        await page.getByText('There is a problem').waitFor()
      })
      const rows = [
        `7,Ann on a ${kind},ann-${kind}@example.gov.uk,Policy Group,yes`,
        '8,Bob Example,,Nowhere,yes',
        ',,,,',
      ]
      await look(page, 'feed', async () => {
        await page.getByLabel('Choose a file').setInputFiles({
          name: 'staff.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(`ID,Name,Email,Unit,Active\n${rows.join('\n')}`),
        })
        await page.getByLabel('No, only some').check()
        await press(page, 'Continue')
        await page.getByText('Rows with problems').first().waitFor()
      })
      await look(page, 'feed-applied', async () => {
        await press(page, 'Apply these changes')
        await page.getByText('The feed was applied').first().waitFor()
      })
      const { id } = await walk.test.db.one<{ id: string }>(
        sql`select id from people.role where name = 'Local Information Manager'`,
      )
      await look(page, 'role-retire', async () => {
        await page.goto(`${walk.base}/people/roles/${id}/retire`)
      })
      await look(page, 'state-retire-wrong', async () => {
        await page.getByLabel('Day').fill('31')
        await page.getByLabel('Month').fill('12')
        await page.getByLabel('Year').fill('2099')
        await press(page, 'Retire this role')
        await page.getByText('There is a problem').waitFor()
      })
    })

    it('shows who is who and what stands against a rule', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      for (const [name, path] of [
        ['people-home', '/people'],
        ['findings', '/people/findings'],
        ['experts', '/people/experts'],
        ['role-rules', '/people/role-rules'],
        ['rights', '/people/what-roles-may'],
        ['groups', '/people/groups'],
        ['account', '/account'],
        ['bodies', '/people/bodies'],
        ['bodies-add', '/people/bodies/add'],
        ['delegations-add', '/people/delegations/add'],
        ['courses-done', '/people/courses-done'],
        ['reorganise', '/people/reorganise'],
        ['reorganise-move', '/people/reorganise/move'],
        ['reorganise-merge', '/people/reorganise/merge'],
        ['reorganise-split', '/people/reorganise/split'],
        ['reorganise-out', '/people/reorganise/transfer-out'],
        ['reorganise-in', '/people/reorganise/transfer-in'],
        ['reorganisations', '/people/reorganisations'],
      ] as const) {
        await look(page, name, async () => {
          await page.goto(`${walk.base}${path}`)
        })
      }
      await look(page, 'finding', async () => {
        await page.goto(`${walk.base}/people/findings`)
        await page
          .getByRole('link', { name: /^Nobody is / })
          .first()
          .click()
        await page.getByRole('heading', { name: 'Accept this finding' }).waitFor()
      })
      await look(page, 'state-accept-wrong', async () => {
        await press(page, 'Accept it')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'state-merge-wrong', async () => {
        await page.goto(`${walk.base}/people/reorganise/merge`)
        await press(page, 'Check what will change')
        await page.getByText('There is a problem').waitFor()
      })
      await look(page, 'reorganise-preview', async () => {
        await page.goto(`${walk.base}/people/reorganise/split`)
        await page.getByLabel('The unit', { exact: true }).selectOption({ label: 'Policy Group' })
        await page.getByLabel('Names of the new units').fill(`Group of a ${kind}`)
        await page.getByLabel('Kind of the new unit').selectOption({ label: 'Directorate or group' })
        await page.getByLabel('The unit itself, which stays open').check()
        await page.getByLabel('Day').fill('1')
        await page.getByLabel('Month').fill('12')
        await page.getByLabel('Year').fill('2026')
        await page.getByLabel('Why?').fill('A decision of the board')
        await press(page, 'Check what will change')
        await page.getByText('Nothing has been changed yet').waitFor()
      })
      await look(page, 'reorganisation-planned', async () => {
        await press(page, 'Plan it for 1 December 2026')
        await page.getByText('The reorganisation is planned').waitFor()
      })
      await look(page, 'reorganisation-withdrawn', async () => {
        await page.getByLabel('Why?').fill('It is done today')
        await press(page, 'Withdraw it')
        await page.getByText('The reorganisation was withdrawn').waitFor()
      })
      await look(page, 'reorganisation', async () => {
        await page.goto(`${walk.base}/people/reorganise/split`)
        await page.getByLabel('The unit', { exact: true }).selectOption({ label: 'Policy Group' })
        await page.getByLabel('Names of the new units').fill(`Group of a ${kind}`)
        await page.getByLabel('Kind of the new unit').selectOption({ label: 'Directorate or group' })
        await page.getByLabel('The unit itself, which stays open').check()
        await page.getByLabel('Day').fill('21')
        await page.getByLabel('Month').fill('11')
        await page.getByLabel('Year').fill('2026')
        await page.getByLabel('Why?').fill('A decision of the board')
        await press(page, 'Check what will change')
        await press(page, 'Reorganise now')
        await page.getByText('The units were reorganised').waitFor()
      })
      const { id } = await walk.test.db.one<{ id: string }>(sql`select id from people.unit where name = 'Policy Group'`)
      await look(page, 'unit-reorganised', async () => {
        await page.goto(`${walk.base}/people/units/${id}`)
      })
    })
  })
}
