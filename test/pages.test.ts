import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Crawled, crawl } from './crawl.ts'
import { type TestHouse, testHouse } from './house.ts'

const PEOPLE = [
  'Departmental Records Officer',
  'Senior Information Risk Owner',
  'Assessor',
  'Information Asset Owner, Policy Group',
  'Local Information Manager, Inspection Agency',
]

const plain = (markup: string) =>
  markup
    .replace(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&#39;|&rsquo;/g, '’')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()

/** Ids that stand more than once on a page. */
function idsTwice(body: string): string[] {
  const ids = [...body.matchAll(/<[a-z][^>]*?\sid="([^"]*)"/g)].map(([, id = '']) => id)
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

const titleOf = (body: string) =>
  plain(/<title>([\s\S]*?)<\/title>/.exec(body)?.[1] ?? '').replace(/^Error: | – Muniment$/g, '')
const headingOf = (body: string) => plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)?.[1] ?? '')

describe('every page that people come to by following links', () => {
  let test: TestHouse
  const pages: (Crawled & { readonly who: string })[] = []
  before(async () => {
    test = await testHouse()
    for (const who of PEOPLE) for (const page of await crawl(await test.visitor(who))) pages.push({ who, ...page })
  })
  after(() => test.close())

  const wrong = (rule: (page: Crawled) => string | null) =>
    [
      ...new Map(
        pages.flatMap((page) => {
          const said = rule(page)
          return said === null ? [] : [[`${page.route} ${said}`, `${page.route}: ${said}`] as const]
        }),
      ).values(),
    ].toSorted()

  it('is one of many', () => assert.ok(new Set(pages.map(({ route }) => route)).size > 150))

  it('has each id once', () =>
    assert.deepEqual(
      wrong(({ body }) => idsTwice(body).join(' ') || null),
      [],
    ))

  it('says in its title what its heading says', () =>
    assert.deepEqual(
      wrong(({ body }) => {
        const [title, heading] = [titleOf(body), headingOf(body)]
        return title === heading ||
          title.startsWith(`${heading}: `) ||
          title.endsWith(`: ${heading}`) ||
          title.startsWith(`${heading} – `)
          ? null
          : `title “${title}”, heading “${heading}”`
      }),
      [],
    ))

  it('is called by its name where a link leads to it', () => {
    const headings = new Map(pages.map(({ url, body }) => [url.replace(/\?.*$/, ''), headingOf(body)]))
    assert.deepEqual(
      wrong(({ body }) => {
        const navigation = /<ul class="govuk-service-navigation__list"[\s\S]*?<\/ul>/.exec(body)?.[0] ?? ''
        const links = [...navigation.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)]
        const other = links.find(([, href = '', text = '']) => headings.has(href) && headings.get(href) !== plain(text))
        return other ? `the link “${plain(other[2] ?? '')}” leads to “${headings.get(other[1] ?? '')}”` : null
      }),
      [],
    )
  })

  it('begins each cell of a table with a capital, but for the codes of formats', () => {
    const cells = (body: string) => [...body.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) => plain(cell))
    assert.ok(pages.some(({ body }) => cells(body).length > 0))
    assert.deepEqual(
      wrong(({ body }) => cells(body).find((cell) => /^[a-z]/.test(cell) && !/^(?:x-)?fmt\//.test(cell)) ?? null),
      [],
    )
  })

  it('calls a column of buttons by what it is for, and not “Now”', () => {
    const tables = (body: string) => [...body.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => table)
    assert.ok(pages.some(({ body }) => tables(body).some((table) => />\s*What you can do\s*</.test(table))))
    assert.deepEqual(
      wrong(({ body }) => {
        const found = tables(body).find((table) => {
          const heads = [...table.matchAll(/<th scope="col"[^>]*>([\s\S]*?)<\/th>/g)].map(([, head = '']) =>
            plain(head),
          )
          const rows = [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
            [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = '']) => cell),
          )
          const now = heads.indexOf('Now')
          return now >= 0 && rows.some((row) => /<button|role="button"/.test(row[now] ?? ''))
        })
        return found === undefined ? null : 'buttons below “Now”'
      }),
      [],
    )
  })

  it('calls the search of a list the same everywhere', () => {
    const search = (body: string) => {
      const [, id = ''] = /<input class="govuk-input" id="(filter-[^"]+)"[^>]*type="search"/.exec(body) ?? []
      if (id === '' || new RegExp(`id="${id}-hint"[^>]*>\\s*A part of the name`).test(body)) return null
      return plain(new RegExp(`<label[^>]*for="${id}"[^>]*>([\\s\\S]*?)</label>`).exec(body)?.[1] ?? '')
    }
    const called = pages.flatMap(({ body }) => search(body) ?? [])
    assert.ok(called.length > 10)
    assert.deepEqual(
      [...new Set(called)].filter((label) => !label.startsWith('With these words')),
      [],
    )
  })
})
