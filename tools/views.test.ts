import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asks, exportsPages, isOfTypes, isView, viewBreach } from './views.ts'

describe('a file that shows', () => {
  it('is known by its name, its folder or the pages that it exports', () => {
    for (const path of [
      'src/features/plans/views.ts',
      'src/features/plans/comparing/views/owner.ts',
      'src/features/assessments/results/unit-views.ts',
      'src/features/people/reorganising/past-pages.ts',
    ])
      assert.ok(isView(path, ''), path)
    assert.ok(!isView('src/features/plans/reviews.ts', ''))
    assert.ok(isView('src/features/plans/a.ts', 'export function aPage(rows: readonly { a: string }[]): View {'))
  })

  it('exports pages where something exported says that it answers with one', () => {
    for (const text of [
      'export function page(): View {',
      'export function page<A>(\n  { a }: { readonly a: A },\n  show: (b: string) => Html,\n): View {',
      'export const page = (a: string): View => ({',
      'export async function page(a: A): Promise<View> {',
    ])
      assert.ok(exportsPages(text), text)
    for (const text of [
      'function page(): View {',
      'export function show(a: A): Answer {\n}\nfunction page(): View {',
      'export const routes: readonly Route[] = [\n  get(a, async () => 1),\n]\nfunction page(): View {',
      'export function viewed(a: View): string {',
    ])
      assert.ok(!exportsPages(text), text)
  })

  it('takes nothing of the database, and only types from what speaks SQL; doors give what they like', () => {
    const view = 'src/features/plans/bulk/views.ts'
    const listing = 'src/features/plans/actions/listing.ts'
    assert.ok(asks(listing))
    assert.ok(!asks('src/features/plans/actions/cells.ts'))
    assert.match(viewBreach(view, { to: 'src/platform/db/index.ts', isOfTypes: true }) ?? '', /does not ask/)
    assert.match(viewBreach(view, { to: listing, isOfTypes: false }) ?? '', /is given what it shows/)
    assert.equal(viewBreach(view, { to: listing, isOfTypes: true }), null)
    assert.equal(viewBreach(view, { to: 'src/features/people/index.ts', isOfTypes: false }), null)
    assert.equal(viewBreach('src/features/plans/bulk/routes.ts', { to: listing, isOfTypes: false }), null)
  })

  it('takes types where each name is one', () => {
    assert.ok(isOfTypes('{ type A,\n  type B }'))
    assert.ok(!isOfTypes('{ type A, b }'))
    assert.ok(!isOfTypes('* as a'))
  })
})
