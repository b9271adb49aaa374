import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Html } from '../page/index.ts'

const require = createRequire(import.meta.url)
let ready: Promise<readonly Uint8Array[]> | null = null

/** The picture engine and the two cuts of one open font; a server has no fonts of its own to rely on. */
function prepare(): Promise<readonly Uint8Array[]> {
  ready ??= (async () => {
    await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
    const fonts = ['400Regular/SourceSans3_400Regular.ttf', '700Bold/SourceSans3_700Bold.ttf']
    return fonts.map((file) => readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${file}`)))
  })()
  return ready
}

/** A picture as PNG, at twice its size so that it prints sharply. */
export async function asPng(svg: Html): Promise<Buffer> {
  const fontBuffers = [...(await prepare())]
  const engine = new Resvg(svg.markup.replaceAll('arial, sans-serif', 'Source Sans 3'), {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontBuffers, defaultFontFamily: 'Source Sans 3' },
  })
  const image = engine.render()
  const png = Buffer.from(image.asPng())
  image.free()
  engine.free()
  return png
}
