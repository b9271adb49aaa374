import { strFromU8, strToU8 } from 'fflate'
import { type DocxBody, dxa } from './docx-body.ts'
import { INDENT } from './looks.ts'

export type Parts = Record<string, Uint8Array>

export const RELATIONS = 'word/_rels/document.xml.rels'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const NUMBERING = 'word/numbering.xml'

export const textOf = (parts: Parts, name: string, none = ''): string => {
  const part = parts[name]
  return part ? strFromU8(part) : none
}

/** Lists of ours stand far from those of a template. */
export const LISTS_FROM = 9_001
const [BULLETS, NUMBERS] = [9_001, 9_002]

const level = (number: number, format: string, sign: string) =>
  `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${sign}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${dxa(INDENT * (number + 1))}" w:hanging="${dxa(INDENT)}"/></w:pPr></w:lvl>`
const KINDS = `<w:abstractNum w:abstractNumId="${BULLETS}"><w:multiLevelType w:val="hybridMultilevel"/>${level(0, 'bullet', '•')}${level(1, 'bullet', '–')}</w:abstractNum><w:abstractNum w:abstractNumId="${NUMBERS}"><w:multiLevelType w:val="hybridMultilevel"/>${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%2.')}</w:abstractNum>`

function numbers(lists: DocxBody['lists']): string {
  return lists
    .map(({ isNumbered, start }, index) => {
      const from = [0, 1].map(
        (one) => `<w:lvlOverride w:ilvl="${one}"><w:startOverride w:val="${start}"/></w:lvlOverride>`,
      )
      return `<w:num w:numId="${LISTS_FROM + index}"><w:abstractNumId w:val="${isNumbered ? NUMBERS : BULLETS}"/>${isNumbered ? from.join('') : ''}</w:num>`
    })
    .join('')
}

/** Adds the lists and pictures of a body to the package that it stands in. */
export function addParts(parts: Parts, { lists, pictures }: DocxBody): void {
  let relations = textOf(
    parts,
    RELATIONS,
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
  ).replace(/(<Relationships[^>]*)\/>/, '$1></Relationships>')
  const relate = (id: string, type: string, target: string) => {
    const entry = `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
    relations = relations.replace('</Relationships>', () => `${entry}</Relationships>`)
  }
  for (const { relation, file, bytes } of pictures) {
    parts[`word/media/${file}`] = bytes
    relate(relation, 'image', `media/${file}`)
  }
  if (pictures.length > 0) declare(parts, /Extension="png"/i, '<Default Extension="png" ContentType="image/png"/>')
  if (lists.length > 0) {
    if (!parts[NUMBERING]) relate('munimentLists', 'numbering', 'numbering.xml')
    addLists(parts, lists)
  }
  parts[RELATIONS] = strToU8(relations)
}

/** Kinds of lists stand before lists (ECMA-376, part 1, 17.9.17). */
function addLists(parts: Parts, lists: DocxBody['lists']): void {
  const before = textOf(parts, NUMBERING, `<?xml version="1.0" encoding="UTF-8"?><w:numbering ${MAIN}></w:numbering>`)
  const open = before.replace(/(<w:numbering[^>]*)\/>/, '$1></w:numbering>')
  const kinds = open.replace(/<w:num [\s\S]*$|<w:numIdMacAtCleanup[\s\S]*$|<\/w:numbering>/, (rest) => KINDS + rest)
  const all = kinds.replace(/<w:numIdMacAtCleanup[\s\S]*$|<\/w:numbering>/, (rest) => numbers(lists) + rest)
  parts[NUMBERING] = strToU8(all)
  declare(
    parts,
    /PartName="\/word\/numbering\.xml"/,
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>',
  )
}

/** What a package says of the kinds of its parts. */
function declare(parts: Parts, known: RegExp, entry: string): void {
  const name = '[Content_Types].xml'
  const types = textOf(parts, name)
  if (!known.test(types)) parts[name] = strToU8(types.replace('</Types>', () => `${entry}</Types>`))
}
