import { rooms } from '../../../src/house.ts'

const { routes } = rooms

/** How many addresses of one route are called: the first that links lead to, and those that are asked for by name. */
const MOST_OF_ONE = 2

const patterns = routes
  .filter(({ method }) => method === 'GET')
  .map(({ path }) => ({
    path,
    isMatch: matcher(path),
    own: path.split('/').filter((part) => !part.includes(':')).length,
  }))
  // Where two fit, the one with more words of its own is meant, as the router does.
  .toSorted((a, b) => b.own - a.own)

function matcher(path: string): RegExp {
  const parts = path.split(/(:[a-z]+)/i).map((part) => (part.startsWith(':') ? '[^/]+?' : part.replaceAll('.', '\\.')))
  return new RegExp(`^${parts.join('')}$`)
}

/** The route that an address belongs to, or undefined where it is none of the house. */
export function routeOf(address: string): string | undefined {
  const [path = ''] = address.split('?')
  return patterns.find(({ isMatch }) => isMatch.test(path))?.path
}

/** Follows the links of pages until every route that links lead to has been called. */
export class Crawl {
  readonly #waiting: string[] = []
  readonly #seen = new Set<string>()
  readonly #calls = new Map<string, number>()

  /** Addresses to call before any that links lead to, however many there are of one route. */
  begin(addresses: readonly string[]): void {
    for (const address of addresses) {
      this.#seen.add(address)
      this.#waiting.push(address)
    }
  }

  /** Notes where the links of a page lead. */
  found(page: string): void {
    for (const [, written = ''] of page.matchAll(/(?:href|src)="(\/[^"#]*)/g)) {
      const address = written.replaceAll('&amp;', '&')
      const route = routeOf(address)
      if (route === undefined || this.#seen.has(address)) continue
      const calls = this.#calls.get(route) ?? 0
      if (calls >= MOST_OF_ONE) continue
      this.#calls.set(route, calls + 1)
      this.#seen.add(address)
      this.#waiting.push(address)
    }
  }

  next(): string | undefined {
    return this.#waiting.shift()
  }

  /** Routes that no address was found for. */
  unreached(): string[] {
    const reached = new Set([...this.#seen].map(routeOf))
    return patterns.map(({ path }) => path).filter((path) => !reached.has(path))
  }
}
