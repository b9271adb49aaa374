import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import sparticuz from '@sparticuz/chromium'
import type { FastifyInstance } from 'fastify'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type TestHouse, testHouse } from './house.ts'

/** Switches of the packaged browser that are meant for a cloud function: one process for all windows, and no web security. */
const MISPLACED = new Set(['--single-process', '--no-zygote', '--disable-web-security'])

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * A real browser: the one inside the npm package, which has no windows to draw and takes half the processor's time of the one that a system
 * package brings; that one where the packaged one cannot run.
 */
export async function openBrowser(): Promise<Browser> {
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  const system = isPackaged() ? undefined : SYSTEM.find((path) => existsSync(path))
  if (system) return chromium.launch({ executablePath: system, args: quiet })
  const executablePath = await inOwnFolder(() => sparticuz.executablePath())
  return chromium.launch({
    executablePath,
    args: [...sparticuz.args.filter((one) => !MISPLACED.has(one)), ...quiet],
  })
}

/** The package brings its browser for this kind of machine alone. */
const isPackaged = (): boolean => process.platform === 'linux' && process.arch === 'x64'

/**
 * The packaged browser unpacks itself into the temporary folder, where another account's copy would be in the way. It is unpacked beside and
 * then named, so that two processes at once never start half of it.
 */
async function inOwnFolder(unpack: () => Promise<string>): Promise<string> {
  const outside = process.env.TMPDIR
  const folder = join(tmpdir(), `muniment-browser-${userInfo().uid}`)
  try {
    if (!existsSync(folder)) {
      process.env.TMPDIR = mkdtempSync(`${folder}-`)
      await unpack()
      nameOnce(process.env.TMPDIR, folder)
    }
    process.env.TMPDIR = folder
    return await unpack()
  } finally {
    if (outside === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = outside
  }
}

/** Gives a folder its name, or forgets it where another process was first. */
function nameOnce(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(fresh, { recursive: true })
  }
}

/** A window of a desktop or of a phone. */
export function windowOf(
  browser: Browser,
  kind: 'desktop' | 'phone',
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<BrowserContext> {
  const viewport = kind === 'desktop' ? { width: 1280, height: 900 } : { width: 375, height: 740 }
  return browser.newContext({ viewport, acceptDownloads: true, ...options })
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The status with which the page came that a window shows. */
const cameWith = new WeakMap<Page, number>()
/** A page that was asked for, and a form that comes back with what is wrong. */
const USUAL = [200, 422]

/**
 * Fails if the page came with another status than the usual or one that is named, as an error's page does, if axe finds anything, or if it is
 * wider than its window. Keeps a picture where SCREENSHOTS names a folder.
 */
export async function checkPage(page: Page, name: string, status?: number): Promise<void> {
  const came = cameWith.get(page) ?? 0
  assert.ok(status === undefined ? USUAL.includes(came) : came === status, `${name} came with the status ${came}`)
  const folder = process.env.SCREENSHOTS
  const width = page.viewportSize()?.width ?? 0
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  }
  assert.deepEqual(await found(page), [], `axe on ${name}`)
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  assert.equal(overflow, 0, `${name} is wider than its window`)
}

/**
 * What axe finds on a page. It is told to put together violations alone, and not to look into frames of other origins (`legacy`), for
 * which it opens a window each time: together they took more than half of every look. There are no frames in the house.
 */
async function found(page: Page): Promise<string[]> {
  assert.equal(page.frames().length, 1, 'axe looks at the page and not into frames')
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
    .setLegacyMode(true)
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** The windows that journeys are walked in, each in a house of its own. */
export const WINDOWS = ['desktop', 'phone'] as const

/** One browser for all journeys of a process: it closes after the last of them. */
const shared: { walkers: number; browser: Promise<Browser> | null } = { walkers: 0, browser: null }

/** A house that is served, and a window of a browser for whoever walks through it, for the tests of one `describe`. */
export function walks(
  kind: (typeof WINDOWS)[number],
  { withExample = true, serve }: { withExample?: boolean; serve?: (test: TestHouse) => Promise<FastifyInstance> } = {},
) {
  const walk = {} as { test: TestHouse; server: FastifyInstance; browser: Browser; base: string }
  shared.walkers += 1
  before(async () => {
    walk.test = await testHouse({ withExample })
    walk.server = (await serve?.(walk.test)) ?? walk.test.server
    walk.base = await walk.server.listen({ port: 0, host: '127.0.0.1' })
    shared.browser ??= openBrowser()
    walk.browser = await shared.browser
  })
  after(async () => {
    shared.walkers -= 1
    await Promise.all(walk.browser.contexts().map((context) => context.close()))
    if (shared.walkers === 0) await walk.browser.close()
    await walk.server.close()
    await walk.test.close()
  })
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  const signIn = async (page: Page, name: string) => {
    await page.goto(`${walk.base}/sign-in`)
    await press(page, `Sign in as ${name}`)
    await page.getByRole('heading', { name: 'What needs you today' }).waitFor()
  }
  return {
    walk,
    press,
    signIn,
    /** A new window; of somebody who has signed in where a name is given. */
    enter: async (name?: string, options: { readonly javaScriptEnabled?: boolean } = {}): Promise<Page> => {
      const page = await (await windowOf(walk.browser, kind, options)).newPage()
      page.on('response', (response) => {
        if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
          cameWith.set(page, response.status())
      })
      if (name) await signIn(page, name)
      return page
    },
  }
}

/** Steps of one journey, each a test of its own: the one that fails is named, and what comes after it is not walked. */
export function stepsOf(t: TestContext) {
  const step = async (name: string, walk: () => Promise<void>): Promise<void> => {
    let hasFailed = false
    await t.test(name, async () => {
      try {
        await walk()
      } catch (error) {
        hasFailed = true
        throw error
      }
    })
    if (hasFailed) throw new Error(`The journey ended at “${name}”`)
  }
  return {
    step,
    /** A step that ends at a page, which is looked at under the step's name. Where it is an error's page, its status is named. */
    look: (page: Page, name: string, walk?: () => Promise<void>, status?: number): Promise<void> =>
      step(name, async () => {
        await walk?.()
        await checkPage(page, name, status)
      }),
  }
}
