/** Marks that programs put before the items of a list. Boxes and circles can tell how something stands, so they are none. */
const MARK = String.raw`[\u2022\u2023\u2043\u2219\u25aa\u25b8\u25ba\u25e6\u27a2\uf0a7\uf0b7]`
const OPENS = new RegExp(String.raw`^${MARK}\s*(?=\S)`, 'u')
const WITHIN = new RegExp(String.raw`\s+${MARK}\s+(?=\S)`, 'u')

/** Paragraphs without the marks before the items of a list; items that follow each other in one line stand in lines of their own. */
export const withoutBullets = (paragraphs: readonly string[]): readonly string[] =>
  paragraphs.some((words) => OPENS.test(words))
    ? paragraphs.flatMap((words) => (OPENS.test(words) ? words.replace(OPENS, '').split(WITHIN) : [words]))
    : paragraphs
