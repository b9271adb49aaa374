import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pino } from 'pino'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { buildServer, get } from '#platform/web/index.ts'
import { rooms } from '../../src/house.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'
import type { TestHouse } from '../house.ts'

const { routes } = rooms

/** A table with everything that a preview asks about: several promises in a row, an unclear date, and words that belong nowhere. */
const PLAN = [
  'Ref\tRecommendation\tAction\tOwner\tDue\tStatus',
  '1\tKnow what is held\tWrite a policy\tHead of KIM\tQ3 of 2026\tIn progress',
  '\t\t"Teach leaders\nTeach staff"\tDRO/SIRO\t"June 2026\nJuly 2026"\t',
  '2\tShare what is held\tBuy a system\tDigital\twhen funds allow\tNot started',
  'Stray words\t\t\t\t\t',
].join('\n')

/** The house with one more address, whose page is a fault of our own. */
const withFault = (test: TestHouse) =>
  buildServer(
    test.house,
    [...routes, get('/broken', 'signed-in', () => Promise.reject(new Error('a fault of our own')))],
    pino({ level: 'silent' }),
  )

for (const kind of WINDOWS) {
  describe(`pages that people meet when something is not as it should be, on a ${kind}`, () => {
    const { walk, press, signIn, enter } = walks(kind, { serve: withFault })

    it('an import with every kind of guess is corrected', async (t) => {
      const { look, step } = stepsOf(t)
      const page = await enter()
      await step('a table is pasted and read', async () => {
        await signIn(page, 'Departmental Records Officer')
        await page.goto(`${walk.base}/plans/import`)
        await page.getByText('Paste a table instead').click()
        await page.getByLabel('Paste a table').fill(PLAN)
        await press(page, 'Read the document')
        await page.getByRole('heading', { name: 'Check the plan before you import it' }).waitFor()
      })
      const preview = page.url()
      await look(page, 'state-preview-of-guesses')
      await look(page, 'state-row-of-several', async () => {
        await page.goto(`${preview}/rows/t1r3.1`)
      })
      await look(page, 'state-row-error', async () => {
        await page.getByLabel('Action', { exact: true }).fill('')
        await page.getByText('Set another reading').click()
        await page.getByLabel('In another way, which I set below').check()
        await press(page, 'Save the correction')
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-recommendation', async () => {
        await page.goto(preview)
        await page
          .getByRole('button', { name: /^Change this recommendation/ })
          .first()
          .click()
      })
      await look(page, 'state-recommendation-error', async () => {
        await page.goto(`${preview}/recommendations/new`)
        await press(page, 'Add the recommendation')
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-left-over-error', async () => {
        await page.goto(`${preview}/left-over/0`)
        await press(page, 'Place it')
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-preview-error', async () => {
        await page.goto(preview)
        await page.getByLabel('Title of the plan').fill('')
        await press(page, 'Import this plan')
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-left-over', async () => {
        await page.getByLabel('Title of the plan').fill(`Guesses on a ${kind}`)
        await page.getByLabel('Is it a new version of a plan that is here?').selectOption('')
        await page.getByLabel('Day', { exact: true }).fill('21')
        await page.getByLabel('Month', { exact: true }).fill('11')
        await page.getByLabel('Year', { exact: true }).fill('2026')
        await press(page, 'Import this plan')
        await page.getByText('The plan was imported').waitFor()
        await page.goto(`${page.url()}/left-over`)
        await page.getByText('Stray words').waitFor()
      })
    })

    it('a register is imported from a file with mistakes, and changed by two people at once', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      const upload = async (text: string, register = '/people/units') => {
        await page.goto(`${walk.base}${register}/import`)
        const file = { name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
        await page.locator('input[type=file]').setInputFiles(file)
        await page.locator('main form button[type=submit]').click()
      }
      await look(page, 'state-register-import-mistakes', async () => {
        await upload('Name,Kind,Part of\nArchive team,Team,Policy Group\n,Team,\nLost team,Team,Nowhere\n')
      })
      await look(page, 'state-register-import', async () => {
        await upload('Name,Kind,Part of\nArchive team,Team,Policy Group\n')
      })
      await look(page, 'state-register-import-columns', async () => {
        await upload('Business area,Sort,Reports to\nArchive team,Team,Policy Group\nMap team,Team,Geography\n')
      })
      await look(page, 'state-register-import-twice', async () => {
        await page.getByLabel('Business area').selectOption({ label: 'Name' })
        await page.getByLabel('Sort').selectOption({ label: 'Name' })
        await page.getByRole('button', { name: 'Use these columns' }).click()
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-register-import-names', async () => {
        await page.getByLabel('Sort').selectOption({ label: 'Kind' })
        await page.getByLabel('Reports to').selectOption({ label: 'Part of' })
        await page.getByRole('button', { name: 'Use these columns' }).click()
        await page.getByText('1 will be added').waitFor()
      })
      await look(page, 'state-register-import-row', async () => {
        await page
          .getByRole('link', { name: /^Change/ })
          .first()
          .click()
        await page.getByRole('heading', { name: 'Change row 3' }).waitFor()
      })
      await look(page, 'state-register-import-updates', async () => {
        await upload('Name,Kind,Number in the directory\nPolicy Group,Division,P-1\n')
        await page.getByText('1 will be updated').waitFor()
      })
      await look(page, 'state-register-import-wide', async () => {
        const { raw } = await (await walk.test.visitor('Departmental Records Officer')).get('/assets/assets.csv')
        const [headers = ''] = raw.toString().split('\r\n')
        await upload(`${headers}\nWide table\nWide table\n`, '/assets/assets')
        await page.getByRole('link', { name: '1 row waits' }).waitFor()
      })
      await look(page, 'state-register-nothing-chosen', async () => {
        await page.goto(`${walk.base}/people/units/import`)
        await page.locator('main form button[type=submit]').click()
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-register-add-error', async () => {
        await page.goto(`${walk.base}/people/units/add`)
        await page.locator('main form button[type=submit]').last().click()
        await page.getByRole('alert').waitFor()
      })
      const { id } = await walk.test.db.one<{ id: string }>(
        sql`select id from people.unit where name = 'Example Heritage Commission'`,
      )
      await look(
        page,
        'state-changed-by-somebody-else',
        async () => {
          await page.goto(`${walk.base}/people/units/${id}/change`)
          await walk.test.db.run(sql`update people.unit set version = version + 1 where id = ${id}`)
          await page.getByLabel('Name', { exact: true }).fill('Example Heritage Board')
          await page.locator('main form button[type=submit]').last().click()
        },
        409,
      )
    })

    it('a plan is followed: compared, chased, reviewed, escalated and published', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter('Departmental Records Officer')
      const { id: planId } = await walk.test.db.one<{ id: string }>(
        sql`select id from plans.plan order by made_at, id limit 1`,
      )
      const { id: waiting } = await walk.test.db.one<{ id: string }>(
        sql`select id from plans.action where ref = '2.4' and plan_id = ${planId}`,
      )
      const example = readFileSync(join(ROOT, 'content/example/information-management-action-plan.html'), 'utf8')
      const later = example
        .replace('End June 2026', 'End March 2027')
        .replace(/<tr><td>2\.2<\/td>.*<\/tr>\n/, '')
        .replace('Make shared drives read-only', 'Close the shared drives and make what is left of them read-only')
      await look(page, 'state-compare', async () => {
        await page.goto(`${walk.base}/plans/${planId}/versions`)
        const file = { name: 'plan.html', mimeType: 'text/html', buffer: Buffer.from(later) }
        await page.locator('input[type=file]').first().setInputFiles(file)
        await press(page, 'Read the new version')
        await press(page, 'Import this plan')
        await page.getByRole('heading', { name: 'Compare the new version with the plan' }).waitFor()
      })
      await look(page, 'state-versions-error', async () => {
        await press(page, 'Merge this version')
        await page.getByText('The new version was merged').waitFor()
        await page.goto(`${walk.base}/plans/${planId}/versions`)
        await press(page, 'Read the new version')
        await page.getByRole('alert').waitFor()
      })

      await look(page, 'state-milestone-error', async () => {
        await page.goto(`${walk.base}/plans/${planId}/milestones`)
        await press(page, 'Add the milestone')
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-milestone-effect', async () => {
        await press(page, 'Save these milestones')
        await page.goto(`${walk.base}/plans/actions/${waiting}`)
        await page.getByRole('link', { name: 'Rollout of the new record system' }).click()
        await page.locator('#day-day').fill('1')
        await page.locator('#day-month').fill('3')
        await page.locator('#day-year').fill('2027')
        await page.getByLabel('Why?').fill('The supplier has said so.')
        await press(page, 'See what would move')
      })
      await look(page, 'state-milestone', async () => {
        await press(page, 'Save the new dates')
        await page.getByText('were moved').or(page.getByText('was moved')).first().waitFor()
      })
      await look(page, 'state-action-that-waits', async () => {
        await page.goto(`${walk.base}/plans/actions/${waiting}`)
      })

      await look(page, 'state-review-open', async () => {
        await page.goto(`${walk.base}/plans/${planId}/reviews`)
        await page.getByRole('link', { name: 'Review after 6 months' }).click()
        await press(page, 'Open the review')
      })
      await look(page, 'state-review-closed', async () => {
        await press(page, 'Close the review and freeze the report')
        await page.getByText('The report as it was').waitFor()
      })

      await look(page, 'state-escalations', async () => {
        await page.goto(`${walk.base}/plans/escalations`)
        await press(page, 'Check the rules now')
        await page.goto(`${walk.base}/plans/escalations`)
      })
      await look(page, 'state-escalation', async () => {
        await page.locator('.m-side__list tbody a').first().click()
        await press(page, 'Settle the escalation')
        await page.getByRole('alert').waitFor()
      })

      const { id: claim } = await walk.test.db.one<{ id: string }>(
        sql`select id from plans.claim where by_person_id is not null order by at, id limit 1`,
      )
      await look(page, 'state-evidence-error', async () => {
        await page.goto(`${walk.base}/plans/claims/${claim}/evidence`)
        await press(page, 'Add the evidence')
        await page.getByRole('alert').waitFor()
      })

      await look(page, 'state-layout-error', async () => {
        await page.goto(`${walk.base}/plans/reports/add`)
        await press(page, 'Save the layout')
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-layout', async () => {
        await page.getByLabel('Which board or reader is it for?').fill(`The board on a ${kind}`)
        await page.getByLabel('A summary of about two pages').check()
        await press(page, 'Save the layout')
        await page.getByText('The layout was saved').waitFor()
      })

      await look(page, 'state-many-error', async () => {
        await page.goto(`${walk.base}/plans/actions/change`)
        await press(page, 'Change the chosen actions')
        await page.getByRole('alert').waitFor()
      })

      await look(page, 'state-published', async () => {
        await page.goto(`${walk.base}/plans/${planId}/publish`)
        await press(page, 'Publish the plan')
        await page.getByRole('link', { name: 'see the public page' }).click()
        await page.getByText('Date of the plan').waitFor()
      })

      await look(page, 'state-feed-made', async () => {
        await page.goto(`${walk.base}/plans/chasing`)
        await press(page, 'Make a calendar address')
        await page.getByText('Copy it now').waitFor()
      })
    })

    it('who may not, and what is not there or broken, is said', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter()
      const { id } = await walk.test.db.one<{ id: string }>(
        sql`select a.id from plans.action a where a.status = 'unclaimed' order by a.position limit 1`,
      )
      await look(
        page,
        'state-forbidden',
        async () => {
          await signIn(page, 'Executive committee member')
          await page.goto(`${walk.base}/plans/import`)
        },
        403,
      )
      await look(
        page,
        'state-claim-obstacle',
        async () => {
          await page.goto(`${walk.base}/plans/actions/${id}/claim`)
        },
        403,
      )
      await look(
        page,
        'state-fault',
        async () => {
          await page.goto(`${walk.base}/broken`)
        },
        500,
      )
      await look(
        page,
        'state-not-found',
        async () => {
          await page.goto(`${walk.base}/plans/${id}`)
        },
        404,
      )
      await look(
        page,
        'state-verdict-obstacle',
        async () => {
          await signIn(page, 'Assessor')
          await page.goto(`${walk.base}/plans/actions/${id}/verdict`)
        },
        409,
      )
      await look(page, 'state-key-error', async () => {
        await page.goto(`${walk.base}/account`)
        await press(page, 'Make the key')
        await page.getByRole('alert').waitFor()
      })
      await look(page, 'state-key-made', async () => {
        await page.getByLabel('What the key is for').fill('The board’s dashboard')
        await page.locator('input[type=checkbox]').first().check()
        await page.getByLabel('90 days').check()
        await press(page, 'Make the key')
        await page.getByText('Copy it now').waitFor()
      })
      await look(page, 'state-account-with-key', async () => {
        await page.goto(`${walk.base}/account`)
      })
    })
  })
}

for (const kind of WINDOWS) {
  describe(`a house without the example, on a ${kind}`, () => {
    const { walk, enter } = walks(kind, { withExample: false })

    it('opens its first account and signs in with a password', async (t) => {
      const { look } = stepsOf(t)
      const page = await enter()
      const submit = async () => {
        await page.locator('main form button[type=submit]').click()
        await page.getByRole('alert').waitFor()
      }
      await look(page, 'state-first-account', async () => {
        await page.goto(`${walk.base}/sign-in/first-account?code=unknown`)
      })
      await look(page, 'state-first-account-error', submit)
      await look(page, 'state-password', async () => {
        await page.goto(`${walk.base}/`)
      })
      await look(page, 'state-password-error', async () => {
        await page.getByLabel('Sign-in name').fill('nobody')
        await page.getByLabel('Password', { exact: true }).fill('not the password')
        await submit()
      })
    })
  })
}
