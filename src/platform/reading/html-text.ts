import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { withoutEnd, withoutEnds } from '../ends.ts'

type Node = DefaultTreeAdapterMap['node']

const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head', 'title', 'svg', 'math', 'iframe', 'object'])
const BLOCKS = new Set(
  'p div section article main header footer ul ol dl dt dd li table tr blockquote pre address figure figcaption h1 h2 h3 h4 h5 h6 hr form fieldset center body'.split(
    ' ',
  ),
)
const CELLS = new Set(['td', 'th'])
/** Whatever nests deeper is passed over: nothing that people wrote does. */
const DEEPEST = 2_000

/** The words of an HTML page as plain text: a line for each block, blanks between cells; nothing is run or loaded. */
export function textOfHtml(html: string): string {
  const pieces: string[] = []
  const open: { node: Node; depth: number; isEnd: boolean; isPre: boolean }[] = [
    { node: parse(html), depth: 0, isEnd: false, isPre: false },
  ]
  for (let one = open.pop(); one; one = open.pop()) {
    const { node, depth, isEnd } = one
    const name = 'tagName' in node ? node.tagName : ''
    if (isEnd) pieces.push(CELLS.has(name) ? '\t' : '\n')
    else if (node.nodeName === '#text' && 'value' in node)
      pieces.push(one.isPre ? node.value : node.value.replace(/[ \t\r\n\f]+/g, ' '))
    else if (name === 'br') pieces.push('\n')
    else if (!UNSEEN.has(name) && 'childNodes' in node && depth < DEEPEST) {
      const isPre = one.isPre || name === 'pre'
      if (BLOCKS.has(name)) pieces.push('\n')
      if (BLOCKS.has(name) || CELLS.has(name)) open.push({ node, depth, isEnd: true, isPre })
      for (const child of node.childNodes.toReversed())
        open.push({ node: child, depth: depth + 1, isEnd: false, isPre })
    }
  }
  return pieces
    .join('')
    .split('\n')
    .map((line) => withoutEnds(line.replaceAll('\u00a0', ' '), / /))
    .map((line) => withoutEnd(line, /[ \t]/))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
