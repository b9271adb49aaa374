import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { HOUSE_VIEWER, sql } from '#platform/db/index.ts'
import { stepsOf, WINDOWS, walks } from '../browser.ts'

const OWNER = 'KIM Champion, Digital and Technology'
const SIZE = 20_000_000

for (const kind of WINDOWS)
  describe(`a large file is sent, ${kind}`, () => {
    const { walk, press, enter } = walks(kind)
    const claim = async (): Promise<string> => {
      const { id } = await walk.test.db.one<{ id: string }>(sql`
        select c.id from plans.claim c join plans.action a on a.id = c.action_id where a.ref = '1.4' and c.by_person_id is not null`)
      return `${walk.base}/plans/claims/${id}/evidence`
    }
    const folder = mkdtempSync(join(tmpdir(), 'muniment-sending-'))
    after(() => rmSync(folder, { recursive: true }))
    /** A file that lies on the disk: chosen again, it is as old as it was. */
    const file = (name: string): string => {
      const path = join(folder, name)
      if (!existsSync(path)) writeFileSync(path, Buffer.alloc(SIZE, name))
      return path
    }
    const kept = (name: string) =>
      walk.test.db.as(HOUSE_VIEWER).many<{ size: number }>(sql`select size from plans.evidence where name = ${name}`)

    it('in pieces, and goes on after a broken line and a reload', async (t) => {
      const { step, look } = stepsOf(t)
      const page = await enter(OWNER)
      const pieces: string[] = []
      let isCut = true
      await page.route('**/uploads/*', async (route) => {
        const request = route.request()
        if (request.method() === 'PATCH') {
          pieces.push(request.headers()['upload-offset'] ?? '')
          if (isCut && pieces.length > 1) return route.abort()
        }
        return route.continue()
      })
      await look(page, `${kind}-sending-a-file`, async () => {
        await page.goto(await claim())
        await page.getByLabel('File').setInputFiles(file('large.bin'))
        await page.getByRole('radio').first().check()
        await press(page, 'Add the evidence')
        await page.getByText('Waiting for the connection. 41% has been sent.').waitFor()
      })
      await step('stopped by whoever sends it', async () => {
        await page.getByRole('button', { name: 'Stop sending' }).click()
        await page.getByText('You have stopped sending the file.').waitFor()
        assert.equal(await page.getByRole('button', { name: 'Stop sending' }).count(), 0)
      })
      await step('a reload, and the same file again', async () => {
        isCut = false
        pieces.length = 0
        await page.reload()
        await page.getByText('A part of this file is kept: “large.bin” (41% has been sent).').waitFor()
        await page.getByLabel('File').setInputFiles(file('large.bin'))
        await page.getByRole('radio').first().check()
        await press(page, 'Add the evidence')
        await page.getByText('The evidence was added').waitFor()
        assert.equal(pieces[0], String(8 * 1024 * 1024), 'what had come was not sent again')
        assert.deepEqual(await kept('large.bin'), [{ size: SIZE }])
        await page.goto(await claim())
        assert.equal(await page.getByText('A part of this file is kept').count(), 0)
      })
      await page.context().close()
    })

    it('with the form, without JavaScript', async () => {
      const page = await enter(undefined, { javaScriptEnabled: false })
      await page.goto(`${walk.base}/sign-in`)
      await press(page, `Sign in as ${OWNER}`)
      await page.goto(await claim())
      await page.getByLabel('File').setInputFiles(file('plain.bin'))
      await page.getByRole('radio').first().check()
      await press(page, 'Add the evidence')
      await page.getByText('The evidence was added').waitFor()
      assert.deepEqual(await kept('plain.bin'), [{ size: SIZE }])
      await page.context().close()
    })
  })
