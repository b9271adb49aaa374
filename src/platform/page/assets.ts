import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { GOVUK, MOJ } from './nunjucks.ts'

/** A file of the pages' looks, held in memory. */
export interface Asset {
  readonly type: string
  readonly body: Buffer
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** GDS Transport belongs to GOV.UK's own domains: its font files are not served, and its name gives way to the next font. */
function withoutTransport(css: string): string {
  return css
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/"?GDS Transport"?\s*,\s*/g, '')
    .replace(/\/\*# sourceMappingURL=.*?\*\//g, '')
}

function load(): Map<string, Asset> {
  const own = join(import.meta.dirname, 'assets')
  const files = new Map<string, Buffer>()
  const css = [
    join(GOVUK, 'dist/govuk/govuk-frontend.min.css'),
    join(MOJ, 'moj/moj-frontend.min.css'),
    join(own, 'muniment.css'),
  ]
    .map((file) => withoutTransport(readFileSync(file, 'utf8')))
    .join('\n')
    .replace(/url\((["']?)[^"')]*?\/images\/([^"')]+)\1\)/g, 'url($2)')
  files.set('muniment.css', Buffer.from(css))
  files.set('muniment.js', readFileSync(join(own, 'muniment.js')))
  files.set('uploading.js', readFileSync(join(own, 'uploading.js')))
  files.set('muniment.svg', readFileSync(join(own, 'muniment.svg')))
  files.set('govuk-frontend.min.js', readFileSync(join(GOVUK, 'dist/govuk/govuk-frontend.min.js')))
  files.set('moj-frontend.min.js', readFileSync(join(MOJ, 'moj/moj-frontend.min.js')))
  const images = join(MOJ, 'moj/assets/images')
  for (const file of readdirSync(images))
    if (/^icon-.*\.svg$/.test(file)) files.set(file, readFileSync(join(images, file)))
  return new Map(
    [...files].map(([name, body]) => [name, { type: TYPES[extname(name)] ?? 'application/octet-stream', body }]),
  )
}

const assets = load()
const version = createHash('sha256')
for (const { body } of assets.values()) version.update(body)

/** Where the assets of this release lie: the address changes with what they hold, so that they may be kept for a year. */
export const ASSETS_PATH = `/assets/${version.digest('hex').slice(0, 12)}`

export function findAsset(name: string): Asset | undefined {
  return assets.get(name)
}
