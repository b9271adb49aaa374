/**
 * Text with what programs change on the way taken out: control characters, kinds of space, line ends, typographic
 * quotes and dashes, and the apostrophe that keeps a spreadsheet from running text as a formula. Two texts that fold
 * to the same are the same words.
 */
export function folded(text: string | null | undefined): string {
  return oneLineEnd(text ?? '')
    .normalize('NFKC')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\p{Cf}|\p{Co}/gu, '')
    .replace(/[\u2018\u2019\u201a\u201b\u2032`\u00b4]/g, "'")
    .replace(/[\u201c-\u201f\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/^'+(?=[=+\-@])/, '')
}

/** Every sign that ends a line, as the one that all formats keep. */
export function oneLineEnd(text: string): string {
  return text.replace(/\r\n|[\r\u0085\u2028\u2029\v\f]/g, '\n')
}

/** The lines of a text that hold something, each folded. */
export function foldedLines(text: string | null | undefined): string[] {
  return oneLineEnd(text ?? '')
    .split('\n')
    .map(folded)
    .filter((line) => line !== '')
}
