import { COLOURS, label, line, svg, way } from '#platform/charts/index.ts'
import { type Html, html } from '#platform/page/index.ts'
import type { Flow, FlowNode, NodeKind } from './flow.ts'

const COLUMN = 250
const ROW = 40
const BOX = { width: 196, height: 30 }
const TOP = 34

/** Kinds are told apart by their shape's edge and by a word, and not by colour alone. */
const KINDS: Readonly<Record<NodeKind, { readonly word: string; readonly fill: string; readonly dashes: string }>> = {
  asset: { word: 'asset', fill: '#d2e2f1', dashes: '' },
  place: { word: 'place', fill: '#f3f2f1', dashes: '' },
  unit: { word: 'unit', fill: '#cce2d8', dashes: '6 3' },
  partner: { word: 'partner', fill: '#fff7bf', dashes: '2 3' },
}

/** Nodes in columns by their steps from the middle asset, lines between them. More of a column than this is left to the table. */
const SHOWN = 60

/** A picture of where an asset lives and flows. */
export function flowPicture(flow: Flow, title: string): Html {
  const columns = [...Map.groupBy(flow.nodes, ({ steps }) => steps)]
    .toSorted(([a], [b]) => a - b)
    .map(([, nodes]) => nodes.slice(0, SHOWN))
  const rows = Math.max(1, ...columns.map(({ length }) => length))
  const height = TOP + rows * ROW + 10
  const places = new Map<string, { readonly x: number; readonly y: number }>()
  for (const [column, nodes] of columns.entries()) {
    const start = TOP + ((rows - nodes.length) * ROW) / 2
    for (const [row, { key }] of nodes.entries()) places.set(key, { x: 10 + column * COLUMN, y: start + row * ROW })
  }
  const lines = flow.links.map(({ from, to }) => {
    const [a, b] = [places.get(from), places.get(to)]
    if (!a || !b) return ''
    const [left, right] = a.x <= b.x ? [a, b] : [b, a]
    const isSame = a.x === b.x
    return isSame
      ? line(left.x + 4, left.y + BOX.height / 2, right.x + 4, right.y + BOX.height / 2, { stroke: COLOURS.light })
      : line(left.x + BOX.width, left.y + BOX.height / 2, right.x, right.y + BOX.height / 2, { stroke: COLOURS.grey })
  })
  const boxes = columns.flat().map((node) => box(node, places.get(node.key) ?? { x: 0, y: 0 }))
  const heads = columns.map((_, column) =>
    label(10 + column * COLUMN, 20, column === 0 ? 'The asset' : column === 1 ? 'One step' : `${column} steps`, {
      size: 13,
      fill: COLOURS.grey,
    }),
  )
  return svg({
    id: 'flow',
    width: Math.max(560, columns.length * COLUMN),
    height,
    title,
    description: `${flow.nodes.length} assets, places, units and partners with ${flow.links.length} links, by their steps from the asset. The table below says each link in words.`,
    hasLinks: true,
    content: html`${heads}${lines}${boxes}`,
  })
}

function box({ kind, name, href }: FlowNode, { x, y }: { readonly x: number; readonly y: number }): Html {
  const { word, fill, dashes } = KINDS[kind]
  const shape = html`<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" fill="${fill}" stroke="${COLOURS.black}"${dashes ? html` stroke-dasharray="${dashes}"` : ''}/>`
  return way(href, `${name}, ${word}`, html`${shape}${label(x + 8, y + 20, name, { size: 13, most: 24 })}`)
}
