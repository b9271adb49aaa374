import { testHouse } from '../../test/house.ts'
import { longestTurn } from '../../test/turns.ts'
import { analyse } from './lists.ts'
import { Browser, type Called } from './loop/browser.ts'
import { Crawl, routeOf } from './loop/crawl.ts'
import { deeds } from './loop/deeds.ts'
import { fillHouse, type LargeHouse } from './loop/large-house.ts'

/** No handler computes longer than this in one turn, in milliseconds of the processor. */
const MOST = 50

/** Every page and file, and the deeds that have most to do, in a large house: how long each computes without giving others a turn. */
export async function loop(): Promise<void> {
  const test = await testHouse()
  const size = Number(process.env.MUNIMENT_BENCH_SIZE ?? 1)
  const large = await fillHouse(test, size)
  await analyse(test)
  await test.server.listen({ host: '127.0.0.1', port: 0 })
  const address = test.server.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen')
  const browser = new Browser(`http://localhost:${address.port}`)
  await browser.signIn((await test.person('Departmental Records Officer')).id)
  const turns = new Map<string, Turn>()
  await pages(browser, large, turns)
  await deeds(test, browser, large, async (name, work) => {
    const { called, ms } = await timed(work)
    note(turns, name, { ms, of: '', status: called?.status ?? 0 })
    return called
  })
  await browser.end()
  tell(turns)
  await test.close()
}

interface Turn {
  readonly ms: number
  /** The address that took so long. */
  readonly of: string
  readonly status: number
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ called: Result | undefined; ms: number }> {
  let called: Result | undefined
  const ms = await longestTurn(async () => {
    called = await work()
  })
  return { called, ms }
}

function note(turns: Map<string, Turn>, name: string, turn: Turn): void {
  const before = turns.get(name)
  if (!before || before.ms < turn.ms) turns.set(name, turn)
}

/** Calls what links lead to, and what is long without one. What took long is called again: compiling is no work of a request. */
async function pages(browser: Browser, { addresses }: LargeHouse, turns: Map<string, Turn>): Promise<void> {
  const crawl = new Crawl()
  crawl.begin([
    '/',
    '/plans',
    '/assessments',
    '/assets',
    '/risks',
    '/statements',
    '/reports',
    '/shares',
    '/people',
    '/account',
  ])
  crawl.begin(addresses)
  const get = (address: string): Promise<Called> => browser.get(address)
  for (let address = crawl.next(); address !== undefined; address = crawl.next()) {
    const own = address
    let { called, ms } = await timed(() => get(own))
    for (let again = 0; again < 2 && ms > MOST; again += 1) ms = Math.min(ms, (await timed(() => get(own))).ms)
    note(turns, `GET ${routeOf(own) ?? own}`, { ms, of: own, status: called?.status ?? 0 })
    crawl.found(called?.text ?? '')
  }
  const left = crawl.unreached()
  process.stdout.write(`${left.length} pages and files that no link led to: ${left.join(' ')}\n\n`)
}

function tell(turns: ReadonlyMap<string, Turn>): void {
  const longest = [...turns].toSorted(([, a], [, b]) => b.ms - a.ms)
  const late = longest.filter(([, { ms }]) => ms > MOST)
  process.stdout.write(
    `${late.length} of ${longest.length} compute longer than ${MOST} ms in one turn (milliseconds of the processor)\n\n`,
  )
  for (const [name, { ms, of, status }] of longest.slice(0, Math.max(30, late.length)))
    process.stdout.write(`${ms.toFixed(0).padStart(6)}  ${status}  ${name}  ${of}\n`)
}
