import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { paths } from '#features/assessments/paths.ts'
import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { checkPage, stepsOf, WINDOWS, walks } from '../browser.ts'

const DRO = 'Departmental Records Officer'
const LIM = 'Local Information Manager, Inspection Agency'
const TYPED = 'Three paragraphs that took an hour to write'

for (const kind of WINDOWS)
  describe(`closing a campaign, on a ${kind}`, () => {
    const { walk, press, enter } = walks(kind)

    it('gives back what was being written, without JavaScript', async (t) => {
      const { look, step } = stepsOf(t)
      const { id, campaign } = await walk.test.db.one<{ id: string; campaign: string }>(sql`
        select p.id, p.campaign_id as campaign from assessments.participant p join assessments.campaign c on c.id = p.campaign_id
        where p.unit_name = 'Example Inspection Agency' and c.state = 'open'`)
      const writer = await enter(LIM, { javaScriptEnabled: false })
      const dro = await enter(DRO)
      await step('answer-begun', async () => {
        await writer.goto(`${walk.base}${paths.question(id, 'S1')}`)
        await writer.getByLabel('What shows it').fill(TYPED)
      })
      await look(dro, 'campaign-closed', async () => {
        await dro.goto(`${walk.base}${paths.campaign(campaign)}`)
        await press(dro, 'Close the campaign')
        await dro.getByText('Are you sure that you want to close this campaign?').waitFor()
        await press(dro, 'Close the campaign')
        await dro.getByText('The campaign was closed on 21 November 2026.').waitFor()
      })
      await step('answer-given-back', async () => {
        await press(writer, 'Save and continue')
        await writer.getByText('There is a problem').waitFor()
        assert.equal(await writer.getByLabel('What shows it').inputValue(), TYPED)
      })
      // What looks for faults of access needs a script: it looks at the same with scripts on.
      await step('answer-refused', async () => checkPage(await refused(writer.url()), 'answer-refused', 409))
    })

    /** The same form, refused in a window with scripts: opened while the campaign was open, and sent when it was closed. */
    const refused = async (url: string) => {
      const page = await enter(LIM)
      const close = (state: string) =>
        walk.test.db.run(
          sql`update assessments.campaign set state = ${state} where name like '%this year' and name like 'Know%'`,
        )
      await close('open')
      await page.goto(url)
      await close('closed')
      await page.getByLabel('What shows it').fill(TYPED)
      await press(page, 'Save and continue')
      await page.getByText('There is a problem').waitFor()
      return page
    }

    it('leaves what follows a low score to be looked at, and undone', async (t) => {
      const { look, step } = stepsOf(t)
      const { id, campaign } = await walk.test.db.one<{ id: string; campaign: string }>(sql`
        select p.id, p.campaign_id as campaign from assessments.participant p join assessments.campaign c on c.id = p.campaign_id
        where p.unit_name = 'Corporate Services Group' and c.name like '%this year'`)
      const consequence = newId()
      await walk.test.db.run(sql`
        insert into assessments.consequence (id, participant_id, unit_id, kind, why, due_on, line, score, raised_at)
        values (${consequence}, ${id}, (select unit_id from assessments.participant where id = ${id}), 'repeat', 'It scored 2.27, below 4, the line of the campaign.', '2027-03-31', 4, 2.27, now())`)
      const dro = await enter(DRO)
      await look(dro, 'consequences-that-follow-no-more', async () => {
        await dro.goto(`${walk.base}${paths.following(campaign)}`)
        await dro.getByText('One consequence was raised by another line').waitFor()
      })
      await look(dro, 'consequence', async () => {
        await dro.goto(`${walk.base}${paths.consequence(consequence)}`)
        await dro.getByLabel('Why is it undone?').fill('The line was meant to be 2')
      })
      await step('consequence-undone', async () => {
        await press(dro, 'Undo this repeat')
        await dro.getByText('Undone on 21 November 2026').waitFor()
      })
    })
  })
