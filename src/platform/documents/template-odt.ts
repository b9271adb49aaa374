import { strFromU8, strToU8 } from 'fflate'
import type { Area, Frame } from './set.ts'

type Parts = Record<string, Uint8Array>

/** Points in each unit of length of OpenDocument (part 3, 18.3.18). */
const UNITS: Readonly<Record<string, number>> = { cm: 28.3465, mm: 2.83465, in: 72, pt: 1, pc: 12, px: 0.75 }

const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null

function length(tag: string, ...names: readonly string[]): number {
  for (const name of names) {
    const [, number = '', unit = ''] = /^(-?[\d.]+)(\w+)$/.exec(attribute(tag, name) ?? '') ?? []
    if (number !== '') return Number(number) * (UNITS[unit] ?? 1)
  }
  return 0
}

/** Where a template is written on: the master page of that place, and its text as it is and turned. */
export interface OdtPlace {
  readonly frame: Frame
  readonly own: string
  readonly turned: string
  /** The template's styles with the turned page among them. */
  withTurned(): string
}

const TURNED = 'M_Turned'

/** The page on which the given place of a template's text stands. */
export function odtPlace(parts: Parts, content: string, at: number, isNested: boolean): OdtPlace {
  const styles = strFromU8(parts['styles.xml'] ?? new Uint8Array())
  const master = masterAt(styles, content, at)
  const tag = masterTag(styles, master) ?? ''
  const layout = layoutOf(styles, attribute(/^<[^>]*>/.exec(tag)?.[0] ?? '', 'style:page-layout-name') ?? '')
  const own = areaOf(layout, false)
  const turned = areaOf(layout, true)
  const isTall = heightOf(layout) >= widthOf(layout)
  // How wide a cell of the template is nobody knows before it is drawn: pictures take less than half of the page there.
  const narrow = (area: Area) => (isNested ? { ...area, width: area.width * 0.45 } : area)
  const frame: Frame = {
    tall: narrow(isTall ? own : turned),
    wide: narrow(isTall ? turned : own),
    isTall,
    isOneWay: isNested || tag === '',
  }
  return { frame, own: master, turned: TURNED, withTurned: () => withTurned(styles, tag, layout) }
}

/** The name of the master page that holds at a place: the last one that a paragraph or table before it begins, and what follows that. */
function masterAt(styles: string, content: string, at: number): string {
  const begins = new Map<string, string>()
  for (const source of [styles, content])
    for (const [tag] of source.matchAll(/<style:style\s[^>]*>/g)) {
      const master = attribute(tag, 'style:master-page-name')
      if (master) begins.set(attribute(tag, 'style:name') ?? '', master)
    }
  let found = masterTag(styles, 'Standard') ? 'Standard' : null
  found ??= attribute(/<style:master-page\s[^>]*>/.exec(styles)?.[0] ?? '', 'style:name') ?? 'Standard'
  for (const { index, 0: tag } of content.matchAll(/<(?:text:p|text:h|table:table)\s[^>]*>/g)) {
    if (index > at) break
    found = begins.get(attribute(tag, 'text:style-name') ?? attribute(tag, 'table:style-name') ?? '') ?? found
  }
  for (let step = 0; step < 5; step += 1) {
    const next = attribute(/^<[^>]*>/.exec(masterTag(styles, found) ?? '')?.[0] ?? '', 'style:next-style-name')
    if (!next || next === found || !masterTag(styles, next)) break
    found = next
  }
  return found
}

function masterTag(styles: string, name: string): string | null {
  for (const [tag] of styles.matchAll(/<style:master-page\s[^>]*?(?:\/>|>[\s\S]*?<\/style:master-page>)/g))
    if (attribute(/^<[^>]*>/.exec(tag)?.[0] ?? '', 'style:name') === name) return tag
  return null
}

function layoutOf(styles: string, name: string): string {
  for (const [tag] of styles.matchAll(/<style:page-layout\s[^>]*?(?:\/>|>[\s\S]*?<\/style:page-layout>)/g))
    if (attribute(/^<[^>]*>/.exec(tag)?.[0] ?? '', 'style:name') === name) return tag
  return '<style:page-layout style:name=""/>'
}

const propertiesOf = (layout: string) => /<style:page-layout-properties[^>]*>/.exec(layout)?.[0] ?? ''
const widthOf = (layout: string) => length(propertiesOf(layout), 'fo:page-width') || 595.3
const heightOf = (layout: string) => length(propertiesOf(layout), 'fo:page-height') || 841.9

/** Where text stands on a page of a layout: what margins, padding, headers, footers and columns leave. */
function areaOf(layout: string, isTurned: boolean): Area {
  const tag = propertiesOf(layout)
  const side = (name: string) =>
    length(tag, `fo:margin-${name}`, 'fo:margin') + length(tag, `fo:padding-${name}`, 'fo:padding')
  const beside = (kind: string) => {
    const part = new RegExp(`<style:${kind}-style>([\\s\\S]*?)</style:${kind}-style>`).exec(layout)?.[1] ?? ''
    return (
      length(part, 'svg:height', 'fo:min-height') +
      length(part, kind === 'header' ? 'fo:margin-bottom' : 'fo:margin-top')
    )
  }
  const [across, down] = isTurned ? [heightOf(layout), widthOf(layout)] : [widthOf(layout), heightOf(layout)]
  const columns = /<style:columns[^>]*>/.exec(layout)?.[0] ?? ''
  const count = Math.max(1, Number(attribute(columns, 'fo:column-count') ?? 1))
  const width = (across - side('left') - side('right') - length(columns, 'fo:column-gap') * (count - 1)) / count
  const height = down - side('top') - side('bottom') - beside('header') - beside('footer')
  return { width: Math.max(60, width), height: Math.max(120, height) }
}

/** The template's styles with a master page like the given one, headers and footers as well, whose paper is turned. */
function withTurned(styles: string, master: string, layout: string): string {
  const wide = widthOf(layout) > heightOf(layout)
  const before = propertiesOf(layout) || '<style:page-layout-properties/>'
  const [open = '', close = '>'] = /^([^>]*?)(\/?>)$/.exec(before)?.slice(1) ?? []
  const kept = open.replace(/\s(?:fo:page-width|fo:page-height|style:print-orientation)="[^"]*"/g, '')
  const properties = `${kept} fo:page-width="${heightOf(layout)}pt" fo:page-height="${widthOf(layout)}pt" style:print-orientation="${wide ? 'portrait' : 'landscape'}"${close}`
  const page = layout.includes(before)
    ? renamed(layout, 'M_TurnedPage').replace(before, () => properties)
    : `<style:page-layout style:name="M_TurnedPage">${properties}</style:page-layout>`
  const turned = renamed(master, TURNED).replace(
    /style:page-layout-name="[^"]*"/,
    () => 'style:page-layout-name="M_TurnedPage"',
  )
  return withAutomatic(styles, page).replace('</office:master-styles>', (end) => turned + end)
}

const renamed = (xml: string, name: string) =>
  xml.replace(/^<[^>]*>/, (tag) =>
    tag
      .replace(/\s(?:style:display-name|style:next-style-name)="[^"]*"/g, '')
      .replace(/style:name="[^"]*"/, () => `style:name="${name}"`),
  )

/** A part with more automatic styles. */
export function withAutomatic(xml: string, styles: string): string {
  const whole = `<office:automatic-styles>${styles}</office:automatic-styles>`
  if (/<office:automatic-styles\s*\/>/.test(xml)) return xml.replace(/<office:automatic-styles\s*\/>/, () => whole)
  if (xml.includes('</office:automatic-styles>'))
    return xml.replace('</office:automatic-styles>', (end) => styles + end)
  return xml.replace(/<office:(?:master-styles|body)[ >]/, (next) => whole + next)
}

/** Adds the files of pictures to a package and to the list of what is in it. */
export function addPictures(parts: Parts, pictures: Readonly<Record<string, Uint8Array>>): void {
  let manifest = strFromU8(parts['META-INF/manifest.xml'] ?? new Uint8Array())
  for (const [name, picture] of Object.entries(pictures)) {
    parts[name] = picture
    const type = name.endsWith('.svg') ? 'image/svg+xml' : 'image/png'
    const entry = `<manifest:file-entry manifest:full-path="${name}" manifest:media-type="${type}"/>`
    manifest = manifest.replace('</manifest:manifest>', (end) => entry + end)
  }
  parts['META-INF/manifest.xml'] = strToU8(manifest)
}
