import { type SignalColour, signalColour } from './colours.ts'

type Family = 'paragraph' | 'text' | 'table-cell' | 'table'

interface Style {
  readonly parent: string
  /** Whether the style itself strikes its words out, says that it does not, or says nothing. */
  struck: boolean | null
  /** The signal behind its cells; null where it gives them no colour, or one that is no signal; nothing where it says nothing. */
  colour?: SignalColour | null
  /** Whether its tables are shown. */
  isShown?: boolean
}

const LONGEST_CHAIN = 20

/**
 * Which styles of an OpenDocument strike words out, and which colour cells: by themselves or by a style that they come from. The nearest that says
 * something wins. Styles of different families may share a name, and a style may stand before the one that it comes from.
 */
export class OdfStyles {
  readonly #styles = new Map<string, Style>()
  #open: Style | null = null

  /** A style begins; what is said of its text follows. */
  open(attributes: Readonly<Record<string, string>>): void {
    const family = attributes['style:family'] ?? ''
    this.#open = { parent: attributes['style:parent-style-name'] ?? '', struck: null }
    this.#styles.set(keyOf(family, attributes['style:name'] ?? ''), this.#open)
  }

  close(): void {
    this.#open = null
  }

  /** Formatting of text, within a style or elsewhere. */
  textProperties(attributes: Readonly<Record<string, string>>): void {
    const line = attributes['style:text-line-through-style'] ?? attributes['style:text-line-through-type']
    if (this.#open && line !== undefined) this.#open.struck = line !== 'none'
  }

  /** Formatting of cells, within a style. */
  cellProperties(attributes: Readonly<Record<string, string>>): void {
    const colour = attributes['fo:background-color']
    if (this.#open && colour !== undefined) this.#open.colour = signalColour(colour)
  }

  /** Formatting of tables, within a style. */
  tableProperties(attributes: Readonly<Record<string, string>>): void {
    const display = attributes['table:display']
    if (this.#open && display !== undefined) this.#open.isShown = display !== 'false'
  }

  /** Whether tables of this style are not shown. */
  isHidden(name: string | undefined): boolean {
    return this.#nearest('table', name, ({ isShown }) => isShown) === false
  }

  /** The signal colour behind cells of this style, by itself or by one that it comes from. */
  colourOf(name: string | undefined): SignalColour | null {
    return this.#nearest('table-cell', name, ({ colour }) => colour) ?? null
  }

  /** Whether words in this style are struck out; null where neither it nor one that it comes from says so. */
  of(family: Family, name: string | undefined): boolean | null {
    return this.#nearest(family, name, ({ struck }) => struck ?? undefined) ?? null
  }

  /** What the nearest style in the chain says that says anything. */
  #nearest<Said>(
    family: Family,
    name: string | undefined,
    saidBy: (style: Style) => Said | undefined,
  ): Said | undefined {
    let at = name ?? ''
    for (let steps = 0; at !== '' && steps < LONGEST_CHAIN; steps += 1) {
      const style = this.#styles.get(keyOf(family, at)) ?? this.#styles.get(keyOf('', at))
      if (!style) return undefined
      const said = saidBy(style)
      if (said !== undefined) return said
      at = style.parent
    }
    return undefined
  }
}

const keyOf = (family: string, name: string) => `${family}\n${name}`
