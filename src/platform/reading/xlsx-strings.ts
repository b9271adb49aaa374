import { isOn } from './xlsx-styles.ts'
import { walkXml } from './xml.ts'

/** Names without their prefix: some programs write `x:row` for `row`. */
export const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** The words of a cell that stand, and those that are struck out in it. */
export interface SharedString {
  readonly text: string
  readonly struck: string
}

/** The strings that the cells of a workbook share, in their order: ECMA-376 part 1, 18.4. */
export function readSharedStrings(bytes: Uint8Array | undefined): SharedString[] {
  const strings: SharedString[] = []
  if (!bytes) return strings
  let text = ''
  let struck = ''
  let isStruck = false
  let inText = false
  let phonetic = false
  walkXml(bytes, {
    open(name, attributes) {
      if (local(name) === 'si') [text, struck, isStruck] = ['', '', false]
      else if (local(name) === 'r') isStruck = false
      else if (local(name) === 'strike') isStruck = isOn(attributes.val)
      else if (local(name) === 'rPh') phonetic = true
      else if (local(name) === 't') inText = !phonetic
    },
    close(name) {
      if (local(name) === 'si') strings.push({ text: unescaped(text), struck: unescaped(struck) })
      else if (local(name) === 'rPh') phonetic = false
      else if (local(name) === 't') inText = false
    },
    text(piece) {
      if (inText && isStruck) struck += piece
      else if (inText) text += piece
    },
  })
  return strings
}

/** `_x000D_` stands for the character with that number: ECMA-376 part 1, 22.9.2.19. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
