import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { misplacedIn } from './places.ts'

describe('what stands where', () => {
  it('is SQL in stores and deeds, and not in routes', () => {
    const asked = 'db.many(sql`select 1`)'
    assert.deepEqual(misplacedIn('src/features/x/routes.ts', asked), ['SQL in routes'])
    assert.deepEqual(misplacedIn('src/features/x/public-routes.ts', asked), ['SQL in routes'])
    assert.deepEqual(misplacedIn('src/features/x/store.ts', asked), [])
  })

  it('is markup in views', () => {
    const shown = 'const one = html`<p>`'
    assert.deepEqual(misplacedIn('src/features/x/panels.ts', shown), ['markup outside views'])
    for (const file of ['views.ts', 'some-views.ts', 'views/page.ts'])
      assert.deepEqual(misplacedIn(`src/features/x/${file}`, shown), [], file)
    assert.deepEqual(misplacedIn('src/platform/page/layout.ts', shown), [])
  })

  it('is known in what answers requests by what it takes, whatever it is called', () => {
    const get = "import { get, type Route } from '#platform/web/index.ts'\n"
    const another = `${get}import { sql as words } from '#platform/db/index.ts'\n`
    assert.deepEqual(misplacedIn('src/features/x/reporting.ts', another), ['SQL in routes'])
    for (const taken of [
      "{ post } from '../web/index.ts'",
      "{ put } from '../web/index.ts'",
      "{ json } from './reply.ts'",
    ])
      assert.deepEqual(
        misplacedIn('src/platform/x/reporting.ts', `import ${taken}\nsql\`select 1\``),
        ['SQL in routes'],
        taken,
      )
    assert.deepEqual(misplacedIn('src/features/x/reporting.ts', `${get}db.transaction(work)`), ['a deed in routes'])
    assert.deepEqual(misplacedIn('src/features/x/commands.ts', 'await db.transaction(work)'), ['a deed in commands'])
    assert.deepEqual(misplacedIn('src/features/x/deeds.ts', 'await db.transaction(work)'), [])
    const types = "import type { Route } from '#platform/web/index.ts'\nimport { sql } from '#platform/db/index.ts'"
    assert.deepEqual(misplacedIn('src/features/x/store.ts', types), [])
  })

  it('is markup also where it is text, has another name, or stands beside routes', () => {
    const of = (text: string, file = 'src/features/x/panels.ts') => misplacedIn(file, text)
    assert.deepEqual(of("import { html as markup } from '#platform/page/index.ts'"), ['markup outside views'])
    assert.deepEqual(of('trusted(\'<p class="govuk-body">\')'), ['markup outside views'])
    const page = "import { page } from '#platform/web/index.ts'\nexport function shown(): View {\n  return html`<p>`"
    assert.deepEqual(of(page), ['markup outside views'])
    assert.deepEqual(of('html`<p>`', 'src/platform/runs/doing.ts'), ['markup outside views'])
    assert.deepEqual(of("import type { Html } from '#platform/page/index.ts'"), [])
  })

  it('is the day of an instant where its zone is known', () => {
    for (const text of ['sql`a.made_at::date`', 'sql`(i.aware_at)::date`', 'sql`e.at::date`', 'sql`at::date`'])
      assert.deepEqual(misplacedIn('src/features/x/store.ts', text), ['a day of an instant'], text)
    for (const text of ['sql`format::date`', 'sql`c.due_on::date`'])
      assert.deepEqual(misplacedIn('src/features/x/store.ts', text), [], text)
  })

  it('is called by more than a word of archives where it is an exported type', () => {
    for (const text of [
      'export interface Part {',
      'export type Kept = 1',
      'export class Place {',
      'export interface Entry {',
    ])
      assert.deepEqual(misplacedIn('src/features/x/model.ts', text), ['a bare word of archives'], text)
    for (const text of [
      'export interface MimePart {',
      'interface Part {',
      'export type KeptImport = 1',
      'export const Kept = z',
    ])
      assert.deepEqual(misplacedIn('src/features/x/model.ts', text), [], text)
  })
})
