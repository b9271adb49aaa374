import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { buildServer, get } from '#platform/web/index.ts'
import { routes } from '../../src/house.ts'
import { checkPage, openBrowser, windowOf } from '../browser.ts'
import { type TestHouse, testHouse } from '../house.ts'

/** A table with everything that a preview asks about: several promises in a row, an unclear date, and a row without an action. */
const PLAN = [
  'Ref\tRecommendation\tAction\tOwner\tDue\tStatus',
  '1\tKnow what is held\tWrite a policy\tHead of KIM\tQ3 of 2026\tIn progress',
  '\t\t"Teach leaders\nTeach staff"\tDRO/SIRO\t"June 2026\nJuly 2026"\t',
  '2\tShare what is held\tBuy a system\tDigital\twhen funds allow\tNot started',
  '3\tStray words\t\t\tAugust 2026\t',
].join('\n')

describe('pages that people meet when something is not as it should be', () => {
  let test: TestHouse
  let browser: Browser
  let base: string
  let server: FastifyInstance
  before(async () => {
    test = await testHouse()
    const broken = get('/broken', 'signed-in', () => Promise.reject(new Error('a fault of our own')))
    server = await buildServer(test.house, [...routes, broken], pino({ level: 'silent' }))
    base = await server.listen({ port: 0, host: '127.0.0.1' })
    browser = await openBrowser()
  })
  after(async () => {
    await browser.close()
    await server.close()
    await test.close()
  })

  const signIn = async (page: Page, role: string) => {
    await page.goto(`${base}/sign-in`)
    await page.getByRole('button', { name: `Sign in as ${role}`, exact: true }).click()
    await page.getByRole('heading', { name: 'What needs you today' }).waitFor()
  }
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

  for (const kind of ['desktop', 'phone'] as const) {
    it(`an import with every kind of guess is corrected, on a ${kind}`, async () => {
      const context = await windowOf(browser, kind)
      const page = await context.newPage()
      await signIn(page, 'Departmental Records Officer')
      await page.goto(`${base}/plans/import`)
      await page.getByText('Paste a table instead').click()
      await page.getByLabel('Paste a table').fill(PLAN)
      await press(page, 'Read the document')
      await page.getByRole('heading', { name: 'Check the plan before you import it' }).waitFor()
      const preview = page.url()
      await checkPage(page, 'state-preview-of-guesses')
      await page.goto(`${preview}/rows/t1r3.1`)
      await checkPage(page, 'state-row-of-several')
      await page.getByLabel('Action', { exact: true }).fill('')
      await page.getByText('Set another reading').click()
      await page.getByLabel('In another way, which I set below').check()
      await press(page, 'Save the correction')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-row-error')
      await page.goto(preview)
      await page
        .getByRole('link', { name: /^Change this recommendation/ })
        .first()
        .click()
      await checkPage(page, 'state-recommendation')
      await page.goto(`${preview}/recommendations/new`)
      await press(page, 'Add the recommendation')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-recommendation-error')
      await page.goto(`${preview}/left-over/0`)
      await press(page, 'Place it')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-left-over-error')
      await page.goto(preview)
      await page.getByLabel('Title of the plan').fill('')
      await press(page, 'Import this plan')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-preview-error')
      await page.getByLabel('Title of the plan').fill(`Guesses on a ${kind}`)
      await page.getByLabel('Is it a new version of a plan that is here?').selectOption('')
      await press(page, 'Import this plan')
      await page.getByText('The plan was imported').waitFor()
      await page.goto(`${page.url()}/left-over`)
      await page.getByText('August 2026').waitFor()
      await checkPage(page, 'state-left-over')
      await context.close()
    })

    it(`a register is imported from a file with mistakes, and changed by two people at once, on a ${kind}`, async () => {
      const context = await windowOf(browser, kind)
      const page = await context.newPage()
      await signIn(page, 'Departmental Records Officer')
      const upload = async (text: string) => {
        await page.goto(`${base}/people/units/import`)
        const file = { name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
        await page.locator('input[type=file]').setInputFiles(file)
        await page.locator('main form button[type=submit]').click()
      }
      await upload('Name,Kind,Part of\nArchive team,Team,Policy Group\n,Team,\nLost team,Team,Nowhere\n')
      await checkPage(page, 'state-register-import-mistakes')
      await upload('Name,Kind,Part of\nArchive team,Team,Policy Group\n')
      await checkPage(page, 'state-register-import')
      await upload('Business area,Sort,Reports to\nArchive team,Team,Policy Group\nMap team,Team,Geography\n')
      await checkPage(page, 'state-register-import-columns')
      await page.getByLabel('Business area').selectOption({ label: 'Name' })
      await page.getByLabel('Sort').selectOption({ label: 'Name' })
      await page.getByRole('button', { name: 'Use these columns' }).click()
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-register-import-twice')
      await page.getByLabel('Sort').selectOption({ label: 'Kind' })
      await page.getByLabel('Reports to').selectOption({ label: 'Part of' })
      await page.getByRole('button', { name: 'Use these columns' }).click()
      await page.getByText('1 can be added and 1 cannot').waitFor()
      await checkPage(page, 'state-register-import-names')
      await page.goto(`${base}/people/units/import`)
      await page.locator('main form button[type=submit]').click()
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-register-nothing-chosen')
      await page.goto(`${base}/people/units/add`)
      await page.locator('main form button[type=submit]').last().click()
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-register-add-error')
      const { id } = await test.db.one<{ id: string }>(
        sql`select id from people.unit where name = 'Example Heritage Commission'`,
      )
      await page.goto(`${base}/people/units/${id}/change`)
      await test.db.run(sql`update people.unit set version = version + 1 where id = ${id}`)
      await page.getByLabel('Name', { exact: true }).fill('Example Heritage Board')
      await page.locator('main form button[type=submit]').last().click()
      await checkPage(page, 'state-changed-by-somebody-else')
      await context.close()
    })

    it(`a plan is followed: compared, chased, reviewed, escalated and published, on a ${kind}`, async () => {
      const context = await windowOf(browser, kind)
      const page = await context.newPage()
      await signIn(page, 'Departmental Records Officer')
      const { id: planId } = await test.db.one<{ id: string }>(
        sql`select id from plans.plan order by made_at, id limit 1`,
      )
      const { id: waiting } = await test.db.one<{ id: string }>(
        sql`select id from plans.action where ref = '2.4' and plan_id = ${planId}`,
      )
      const example = readFileSync(join(ROOT, 'content/example/information-management-action-plan.html'), 'utf8')
      const later = example
        .replace('End June 2026', kind === 'desktop' ? 'End March 2027' : 'End April 2027')
        .replace(/<tr><td>2\.2<\/td>.*<\/tr>\n/, '')
        .replace('Make shared drives read-only', 'Close the shared drives and make what is left of them read-only')
      await page.goto(`${base}/plans/${planId}/versions`)
      const file = { name: 'plan.html', mimeType: 'text/html', buffer: Buffer.from(later) }
      await page.locator('input[type=file]').first().setInputFiles(file)
      await press(page, 'Read the new version')
      await press(page, 'Import this plan')
      await page.getByRole('heading', { name: 'Compare the new version with the plan' }).waitFor()
      await checkPage(page, 'state-compare')
      await press(page, 'Merge this version')
      await page.getByText('The new version was merged').waitFor()
      await page.goto(`${base}/plans/${planId}/versions`)
      await press(page, 'Read the new version')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-versions-error')

      await page.goto(`${base}/plans/${planId}/milestones`)
      await press(page, 'Add the milestone')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-milestone-error')
      if (kind === 'desktop') await press(page, 'Let them wait for these')
      await page.goto(`${base}/plans/actions/${waiting}`)
      await page.getByRole('link', { name: 'Rollout of the new record system' }).click()
      await page.locator('#day-day').fill('1')
      await page.locator('#day-month').fill('3')
      await page.locator('#day-year').fill(kind === 'desktop' ? '2027' : '2028')
      await page.getByLabel('Why?').fill('The supplier has said so.')
      await press(page, 'See what would move')
      await checkPage(page, 'state-milestone-effect')
      await press(page, 'Move all of it')
      await page.getByText('were moved').or(page.getByText('was moved')).first().waitFor()
      await checkPage(page, 'state-milestone')
      await page.goto(`${base}/plans/actions/${waiting}`)
      await checkPage(page, 'state-action-that-waits')

      await page.goto(`${base}/plans/${planId}/reviews`)
      await page
        .getByRole('link', { name: kind === 'desktop' ? 'Review after 6 months' : 'Review after 12 months' })
        .click()
      await press(page, 'Open the review')
      await checkPage(page, 'state-review-open')
      await press(page, 'Close the review and freeze the report')
      await page.getByText('The report as it was').waitFor()
      await checkPage(page, 'state-review-closed')

      await page.goto(`${base}/plans/escalations`)
      await press(page, 'Ask the rules now')
      await page.goto(`${base}/plans/escalations`)
      await checkPage(page, 'state-escalations')
      await page.locator('.m-side__list tbody a').first().click()
      await press(page, 'Settle the escalation')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-escalation')

      const { id: claim } = await test.db.one<{ id: string }>(
        sql`select id from plans.claim where by_person_id is not null order by at, id limit 1`,
      )
      await page.goto(`${base}/plans/claims/${claim}/evidence`)
      await press(page, 'Add the evidence')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-evidence-error')

      await page.goto(`${base}/plans/reports/add`)
      await press(page, 'Save the layout')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-layout-error')
      await page.getByLabel('Which board or reader is it for?').fill(`The board on a ${kind}`)
      await page.getByLabel('A summary of about two pages').check()
      await press(page, 'Save the layout')
      await page.getByText('The layout was saved').waitFor()
      await checkPage(page, 'state-layout')

      await page.goto(`${base}/plans/actions/change`)
      await press(page, 'Change the chosen actions')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-many-error')

      await page.goto(`${base}/plans/${planId}/publish`)
      if (kind === 'desktop') await press(page, 'Publish the plan')
      await page.getByRole('link', { name: 'see the public page' }).click()
      await page.getByText('Date of the plan').waitFor()
      await checkPage(page, 'state-published')

      await page.goto(`${base}/plans/chasing`)
      await press(page, 'Make a calendar address')
      await page.getByText('Copy it now').waitFor()
      await checkPage(page, 'state-feed-made')
      await context.close()
    })

    it(`who may not, and what is not there or broken, is said, on a ${kind}`, async () => {
      const context = await windowOf(browser, kind)
      const page = await context.newPage()
      const { id } = await test.db.one<{ id: string }>(
        sql`select a.id from plans.action a where a.status = 'unclaimed' order by a.position limit 1`,
      )
      await signIn(page, 'Executive committee member')
      await page.goto(`${base}/plans/import`)
      await checkPage(page, 'state-forbidden')
      await page.goto(`${base}/plans/actions/${id}/claim`)
      await checkPage(page, 'state-claim-obstacle')
      await page.goto(`${base}/broken`)
      await checkPage(page, 'state-fault')
      await page.goto(`${base}/plans/${id}`)
      await checkPage(page, 'state-not-found')
      await signIn(page, 'Assessor')
      await page.goto(`${base}/plans/actions/${id}/verdict`)
      await checkPage(page, 'state-verdict-obstacle')
      await page.goto(`${base}/account`)
      await press(page, 'Make the key')
      await page.getByRole('alert').waitFor()
      await checkPage(page, 'state-key-error')
      await page.getByLabel('What the key is for').fill('The board’s dashboard')
      await page.locator('input[type=checkbox]').first().check()
      await press(page, 'Make the key')
      await page.getByText('Copy it now').waitFor()
      await checkPage(page, 'state-key-made')
      await page.goto(`${base}/account`)
      await checkPage(page, 'state-account-with-key')
      await context.close()
    })
  }
})

describe('a house without the example', () => {
  it('opens its first account and signs in with a password', async () => {
    const test = await testHouse({ withExample: false })
    const base = await test.server.listen({ port: 0, host: '127.0.0.1' })
    const browser = await openBrowser()
    try {
      for (const kind of ['desktop', 'phone'] as const) {
        const context = await windowOf(browser, kind)
        const page = await context.newPage()
        await page.goto(`${base}/sign-in/first-account?code=unknown`)
        await checkPage(page, 'state-first-account')
        await page.locator('main form button[type=submit]').click()
        await page.getByRole('alert').waitFor()
        await checkPage(page, 'state-first-account-error')
        await page.goto(`${base}/`)
        await checkPage(page, 'state-password')
        await page.getByLabel('Sign-in name').fill('nobody')
        await page.getByLabel('Password', { exact: true }).fill('not the password')
        await page.locator('main form button[type=submit]').click()
        await page.getByRole('alert').waitFor()
        await checkPage(page, 'state-password-error')
        await context.close()
      }
    } finally {
      await browser.close()
      await test.close()
    }
  })
})
