import type { SeenBy } from '../access/index.ts'
import { type Html, html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'

/** Colours of govuk-frontend that stand out from white and from one another; patterns tell them apart without colour. */
export const COLOURS = {
  blue: '#1d70b8',
  green: '#00703c',
  red: '#d4351c',
  yellow: '#ffdd00',
  grey: '#505a5f',
  light: '#b1b4b6',
  black: '#0b0c0c',
} as const

/** A picture, and how the rows are seen that it shows. */
export interface Picture extends Html {
  readonly seenBy: SeenBy
}

/** A picture that is one SVG, as documents need it. */
export interface OneDrawing extends Picture {
  readonly isOneDrawing: true
}

/**
 * A picture with its title and description, which people hear who do not see it. The table beside it is the caller's. One
 * with links in it is a group of them, and not a single image.
 */
export function svg(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly width: number
  readonly height: number
  readonly title: string
  readonly description: string
  readonly content: Html
  readonly hasLinks?: boolean
}): OneDrawing {
  const { from, id, width, height, title, description, content, hasLinks } = options
  const drawn = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="${hasLinks ? 'group' : 'img'}" aria-labelledby="${id}-title ${id}-desc" font-family="arial, sans-serif"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${content}</svg>`
  return Object.assign(drawn, { seenBy: from.seenBy, isOneDrawing: true as const })
}

/** One picture drawn twice: for wide screens, and for those that are as narrow as a phone. Only one of them is there to be seen or heard. */
export const forScreens = (wide: Picture, narrow: Picture): Picture =>
  Object.assign(html`<div class="m-wide-screen">${wide}</div><div class="m-narrow-screen">${narrow}</div>`, {
    seenBy: wide.seenBy,
  })

interface LabelOptions {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly size?: number
  readonly most?: number
  readonly bold?: boolean
  readonly fill?: string
}

/** A name on one line, or on two of so many letters each where it is longer: only what does not fit two is cut. `y` is the middle of a line. */
export function name(x: number, y: number, text: string, options: LabelOptions & { readonly most: number }): Html {
  const { most, size = 14 } = options
  const [first, second] = inTwo(text, most)
  if (second === undefined) return label(x, y, first, options)
  const [small, half] = [Math.min(size, 12), 6.5]
  return html`${label(x, y - half, first, { ...options, size: small })}${label(x, y + half, second, { ...options, size: small })}`
}

/** Words on one line, or on two that are parted between words where they can be. */
export function inTwo(text: string, most: number): [string, string?] {
  if (text.length <= most) return [text]
  const at = text.lastIndexOf(' ', most)
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [`${text.slice(0, most - 1)}-`, text.slice(most - 1)]
}

/** Text, cut to so many characters. */
export function label(x: number, y: number, text: string, options: LabelOptions = {}): Html {
  const { anchor = 'start', size = 14, most = 60, bold, fill = COLOURS.black } = options
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text
  return html`<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}" fill="${fill}"${bold ? html` font-weight="bold"` : ''}>${cut}</text>`
}

/** A part of a picture that leads somewhere. */
export function way(href: string, words: string, content: Html): Html {
  return html`<a class="m-way" href="${href}" aria-label="${words}">${content}</a>`
}

export function bar(x: number, y: number, width: number, height: number, fill: string, stroke?: string): Html {
  return html`<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(width, 0))}" height="${height}" fill="${fill}"${stroke ? html` stroke="${stroke}"` : ''}/>`
}

export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  options: {
    readonly stroke?: string
    readonly width?: number
    readonly dashes?: string
    readonly isArrow?: boolean
  } = {},
): Html {
  const { stroke = COLOURS.light, width = 1, dashes, isArrow } = options
  return html`<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" stroke-width="${width}"${dashes ? html` stroke-dasharray="${dashes}"` : ''}/>${isArrow ? head(x1, y1, x2, y2, stroke) : ''}`
}

/** The head of an arrow that comes to its end. */
function head(x1: number, y1: number, x2: number, y2: number, fill: string): Html {
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const corners = [0, 2.7, -2.7].map((turn) => {
    const length = turn === 0 ? 0 : 9
    return `${round(x2 + length * Math.cos(angle + turn))},${round(y2 + length * Math.sin(angle + turn))}`
  })
  return html`<polygon points="${corners.join(' ')}" fill="${fill}"/>`
}

const round = (value: number) => Math.round(value * 10) / 10
