import { rooms } from '../src/house.ts'
import type { Visitor } from './house.ts'

const { routes } = rooms

/** A page that somebody came to by following links. */
export interface Crawled {
  readonly url: string
  /** The address as the house declares it, such as `/plans/:id`. */
  readonly route: string
  readonly body: string
}

/** What an address looks like where parts of it are put in later. */
const matchers = routes
  .filter(({ method }) => method === 'GET')
  .map(({ path }) => ({
    path,
    isFixed: !path.includes(':'),
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:[a-zA-Z]+/g, '[^/]+')}$`),
  }))
  .toSorted((a, b) => Number(b.isFixed) - Number(a.isFixed))

/** The declared address of one that was asked for, or null where the house has none. */
export function routeOf(url: string): string | null {
  const path = url.replace(/[?#].*$/, '')
  return matchers.find(({ pattern }) => pattern.test(path))?.path ?? null
}

/** Links on a page and buttons that lead on like one, without those that leave the house or stay on the page. */
export const linksOf = (body: string): string[] =>
  [...body.matchAll(/<(?:a\s[^>]*?href|button\s[^>]*?name="go-to" value)="([^"]*)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&').replace(/#.*$/, ''))
    .filter((href) => href.startsWith('/') && !href.startsWith('//'))

/** Follows every link from some addresses on, to so many pages of each declared address. Files are not fetched. */
export async function crawl(
  visitor: Visitor,
  { from = ['/'], each = 3 }: { from?: readonly string[]; each?: number } = {},
): Promise<Crawled[]> {
  const seen = new Set<string>(from)
  const taken = new Map<string, number>()
  const waiting = [...from]
  const pages: Crawled[] = []
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const route = routeOf(url)
    const count = taken.get(route ?? '') ?? 0
    if (route === null || count >= each || isFile(route)) continue
    taken.set(route, count + 1)
    const { status, body, headers } = await visitor.get(url)
    if (status !== 200 || !String(headers['content-type']).startsWith('text/html')) continue
    pages.push({ url, route, body })
    for (const link of linksOf(body).filter((one) => !seen.has(one))) {
      seen.add(link)
      waiting.push(link)
    }
  }
  return pages
}

const isFile = (route: string) => /\.(csv|ods|xlsx|odt|docx|json|ics|svg|html)$/.test(route)
