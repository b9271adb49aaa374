interface Style {
  readonly parent: string
  /** Whether the style itself strikes its words out, says that it does not, or says nothing. */
  struck: boolean | null
}

const LONGEST_CHAIN = 20

/**
 * Which styles of an OpenDocument text strike words out: by themselves or by a style that they come from. The nearest that says
 * something wins. Styles of different families may share a name, and a style may stand before the one that it comes from.
 */
export class OdfStrikes {
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

  /** Whether words in this style are struck out; null where neither it nor one that it comes from says so. */
  of(family: 'paragraph' | 'text' | 'table-cell', name: string | undefined): boolean | null {
    let at = name ?? ''
    for (let steps = 0; at !== '' && steps < LONGEST_CHAIN; steps += 1) {
      const style = this.#styles.get(keyOf(family, at)) ?? this.#styles.get(keyOf('', at))
      if (!style) return null
      if (style.struck !== null) return style.struck
      at = style.parent
    }
    return null
  }
}

const keyOf = (family: string, name: string) => `${family}\n${name}`
