import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { against, misplacedIn } from './places.ts'

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

  it('is the day of an instant where its zone is known', () => {
    for (const text of ['sql`a.made_at::date`', 'sql`(i.aware_at)::date`', 'sql`e.at::date`', 'sql`at::date`'])
      assert.deepEqual(misplacedIn('src/features/x/store.ts', text), ['a day of an instant'], text)
    for (const text of ['sql`format::date`', 'sql`c.due_on::date`'])
      assert.deepEqual(misplacedIn('src/features/x/store.ts', text), [], text)
  })

  it('is known of some places, to which none is added and from which each goes that is mended', () => {
    const found = new Map([['a', ['SQL in routes' as const]]])
    assert.deepEqual(against({ 'SQL in routes': ['a'] }, found), [])
    assert.deepEqual(against({}, found), ['a holds SQL in routes'])
    assert.deepEqual(against({ 'SQL in routes': ['a', 'b'] }, found), [
      'b holds SQL in routes no more: take it off the list',
    ])
    assert.deepEqual(against({ 'markup outside views': ['a'] }, found).length, 2)
  })
})
