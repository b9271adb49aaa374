import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Crawled, crawl } from './crawl.ts'
import { type TestHouse, testHouse } from './house.ts'

const PEOPLE = [
  'Departmental Records Officer',
  'Senior Information Risk Owner',
  'Assessor',
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
})
