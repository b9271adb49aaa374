import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type TestHouse, testHouse } from './house.ts'

/** Switches of the packaged browser that are meant for a cloud function: one process for all windows, and no web security. */
const MISPLACED = new Set(['--single-process', '--no-zygote', '--disable-web-security'])

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A real browser: the one that a system package brought, or the one inside the npm package. */
export async function openBrowser(): Promise<Browser> {
  const system = SYSTEM.find((path) => existsSync(path))
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  if (system) return chromium.launch({ executablePath: system, args: quiet })
  const executablePath = await inOwnFolder(() => sparticuz.executablePath())
  return chromium.launch({
    executablePath,
    args: [...sparticuz.args.filter((one) => !MISPLACED.has(one)), ...quiet],
  })
}

/** The packaged browser unpacks itself into the temporary folder, where another account's copy would be in the way. */
async function inOwnFolder(unpack: () => Promise<string>): Promise<string> {
  const before = process.env.TMPDIR
  const folder = join(tmpdir(), `muniment-browser-${userInfo().uid}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  process.env.TMPDIR = folder
  try {
    return await unpack()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
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

/** Fails if axe finds anything, or if the page is wider than its window. Keeps a picture where SCREENSHOTS names a folder. */
export async function checkPage(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  const width = page.viewportSize()?.width ?? 0
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  }
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  assert.deepEqual(told, [], `axe on ${name}`)
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  assert.equal(overflow, 0, `${name} is wider than its window`)
}

/** A house that is served, and a browser that walks through it, for the tests of one `describe`. */
export function walks() {
  const walk = {} as { test: TestHouse; browser: Browser; base: string }
  before(async () => {
    walk.test = await testHouse()
    walk.base = await walk.test.server.listen({ port: 0, host: '127.0.0.1' })
    walk.browser = await openBrowser()
  })
  after(async () => {
    await walk.browser.close()
    await walk.test.close()
  })
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  return {
    walk,
    press,
    /** A new window of somebody who has signed in. */
    enter: async (kind: 'desktop' | 'phone', name: string): Promise<{ context: BrowserContext; page: Page }> => {
      const context = await windowOf(walk.browser, kind)
      const page = await context.newPage()
      await page.goto(`${walk.base}/sign-in`)
      await press(page, `Sign in as ${name}`)
      return { context, page }
    },
  }
}
