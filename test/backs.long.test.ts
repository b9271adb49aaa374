import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Crawled, crawl, routeOf } from './crawl.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'
import { sentBy, unescaped } from './sent-form.ts'

const PEOPLE = [
  'Departmental Records Officer',
  'Senior Information Risk Owner',
  'Assessor',
  'Information Asset Owner, Policy Group',
]

/** Where “Back” of a page leads; null for a page without. One that is a button sends the form, and is not followed here. */
const backOf = (body: string): string | null => {
  const [, nav = ''] = /<nav aria-label="Back">([\s\S]*?)<\/nav>/.exec(body) ?? []
  const href = /href="([^"]*)"/.exec(nav)?.[1]
  return href === undefined ? null : unescaped(href)
}

/** The forms of a page in which something is written or chosen, with what is hidden in them. */
const formsOf = (body: string) =>
  [...body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, tag = '', inside = '']) => {
      const isAsking = /<(?:textarea|select|input(?![^>]*type="hidden"))\b/.test(inside)
      return tag.includes('method="post"') && isAsking
    })
    .map(([, tag = '', inside = '']) => ({
      action: unescaped(/action="([^"]*)"/.exec(tag)?.[1] ?? ''),
      hidden: sentBy([...inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].join('')),
    }))

/** An address as it is declared, with the names of what is asked of it. */
const sortOf = (url: string) => `${routeOf(url)} ${[...new URL(url, 'http://x').searchParams.keys()].join(' ')}`

describe('“Back” of a form that is shown again with what is wrong', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const pagesWithForms = async () => {
    const found = new Map<string, { visitor: Visitor; page: Crawled; form: ReturnType<typeof formsOf>[number] }>()
    for (const who of PEOPLE) {
      const visitor = await test.visitor(who)
      for (const page of await crawl(visitor, { each: 4 }))
        for (const form of formsOf(page.body)) {
          const sort = `${sortOf(page.url)} ${form.action.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}`
          if (!found.has(sort)) found.set(sort, { visitor, page, form })
        }
    }
    return [...found.values()]
  }

  it('leads to where the form was opened from: to where it led before, or to the page that the form stood on', async () => {
    let refused = 0
    const wrong: string[] = []
    for (const { visitor, page, form } of await pagesWithForms()) {
      const { status, body } = await visitor.post(form.action, form.hidden)
      if (status !== 422) continue
      refused += 1
      const [before, now] = [backOf(page.body), backOf(body)]
      if (now !== before && now !== page.url) wrong.push(`${page.url} sends ${form.action}: ${before}, then ${now}`)
      // What is shown below the address of the form is a page that can be come to again.
      if (now !== null && routeOf(now) === null) wrong.push(`${form.action} leads back to ${now}, which is no page`)
    }
    assert.ok(refused > 150, String(refused))
    assert.deepEqual(wrong, [])
  })
})
