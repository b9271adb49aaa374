import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { doorBreach } from './doors.ts'

const ROOM = 'src/features/assets/'
const breach = (to: string, texts: Readonly<Record<string, string>>, from = 'index.ts') =>
  doorBreach({ from: ROOM + from, to: ROOM + to }, (file) => texts[file.slice(ROOM.length)] ?? '')

describe('the door of a room', () => {
  it('lets out what the room knows and does', () => {
    assert.equal(breach('store.ts', { 'store.ts': "import { sql } from '#platform/db/index.ts'" }), null)
    assert.equal(breach('deeds.ts', { 'deeds.ts': "import { panel } from './panel-views.ts'" }), null)
    assert.equal(breach('panel-views.ts', {}, 'routes.ts'), null)
  })

  it('lets no page, panel, form or route out, whatever its file is called', () => {
    const page = 'export function shown(at: Day): View {\n'
    for (const [file, text] of [
      ['panel-views.ts', ''],
      ['views/list.ts', ''],
      ['forms.ts', ''],
      ['rules-form.ts', ''],
      ['reviewing/handover-routes.ts', ''],
      ['showing.ts', page],
      ['showing.ts', "import { html } from '#platform/page/index.ts'"],
      ['reporting.ts', "import { get } from '#platform/web/index.ts'"],
    ] as const)
      assert.match(
        breach(file, { [file]: text }) ?? '',
        /: neighbours call what a room knows and does, not what it/,
        file,
      )
  })

  it('lets none out through another file, in one line or in two', () => {
    const through =
      /imports src\/features\/assets\/all\.ts, which lets src\/features\/assets\/views\.ts out: neighbours/
    assert.match(breach('all.ts', { 'all.ts': "export * from './views.ts'" }) ?? '', through)
    const two = "import { page } from './views.ts'\nexport { page }\n"
    assert.match(breach('all.ts', { 'all.ts': two }) ?? '', through)
    assert.equal(breach('all.ts', { 'all.ts': "export * from './all.ts'" }), null)
  })
})
