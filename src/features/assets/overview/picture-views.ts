import { COLOURS, type Drawn, label, line, type Picture, svg, way } from '#platform/charts/index.ts'
import { type Html, html } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import type { Flow, FlowNode, NodeKind } from './flow.ts'

const COLUMN = 250
const ROW = 40
const BOX = { width: 196, height: 30 }
const TOP = 34

/** Kinds are told apart by their shape's edge and by a word, and not by colour alone. */
const KINDS: Readonly<Record<NodeKind, { readonly word: string; readonly fill: string; readonly dashes: string }>> = {
  asset: { word: 'Asset', fill: '#d2e2f1', dashes: '' },
  place: { word: 'Place', fill: '#f3f2f1', dashes: '' },
  unit: { word: 'Unit', fill: '#cce2d8', dashes: '6 3' },
  partner: { word: 'Partner', fill: '#fff7bf', dashes: '2 3' },
}

/** What stands over each column. */
const HEADS = ['The asset', 'One step', 'Two steps', 'Three steps'] as const

/** Nodes in columns by their steps from the middle asset, lines between them. More of a column than this is left to the table. */
const SHOWN = 60

/** A picture of where an asset lives and flows. */
export function flowPicture(from: Drawn<Flow>, title: string): Picture {
  const flow = from.rows
  const columns = [...Map.groupBy(flow.nodes, ({ steps }) => steps)]
    .toSorted(([a], [b]) => a - b)
    .map(([, nodes]) => nodes.slice(0, SHOWN))
  const rows = Math.max(1, ...columns.map(({ length }) => length))
  const foot = TOP + rows * ROW + 20
  const height = foot + 40
  const places = new Map<string, { readonly x: number; readonly y: number }>()
  for (const [column, nodes] of columns.entries()) {
    const start = TOP + ((rows - nodes.length) * ROW) / 2
    for (const [row, { key }] of nodes.entries()) places.set(key, { x: 10 + column * COLUMN, y: start + row * ROW })
  }
  const lines = flow.links.map(({ from, to }) => {
    const [a, b] = [places.get(from), places.get(to)]
    if (!a || !b) return ''
    const [start, end] = a.x < b.x ? [BOX.width, 0] : a.x > b.x ? [0, BOX.width] : [4, 4]
    return line(a.x + start, a.y + BOX.height / 2, b.x + end, b.y + BOX.height / 2, {
      stroke: COLOURS.grey,
      isArrow: true,
    })
  })
  const boxes = columns.flat().map((node) => box(node, places.get(node.key) ?? { x: 0, y: 0 }))
  const heads = columns.map((_, column) =>
    label(10 + column * COLUMN, 20, HEADS[column] ?? '', {
      size: 13,
      fill: COLOURS.grey,
    }),
  )
  const key = Object.values(KINDS).map(
    ({ word, fill, dashes }, index) =>
      html`${shapeOf(10 + index * 120, foot, 20, 20, fill, dashes)}${label(38 + index * 120, foot + 15, word, { size: 13 })}`,
  )
  return svg({
    from,
    id: 'flow',
    width: Math.max(560, columns.length * COLUMN),
    height,
    title,
    description: `${counted(flow.nodes.length, 'asset, place, unit or partner', 'assets, places, units and partners')} with ${counted(flow.links.length, 'link', 'links')}, by their steps from the asset. The table below says each link in words.`,
    hasLinks: true,
    content: html`${heads}${lines}${boxes}${key}`,
  })
}

function box({ kind, name, href }: FlowNode, { x, y }: { readonly x: number; readonly y: number }): Html {
  const { word, fill, dashes } = KINDS[kind]
  return way(
    href,
    `${name}, ${word.toLowerCase()}`,
    html`${shapeOf(x, y, BOX.width, BOX.height, fill, dashes)}${label(x + 8, y + 20, name, { size: 13, most: 24 })}`,
  )
}

function shapeOf(x: number, y: number, width: number, height: number, fill: string, dashes: string): Html {
  return html`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" stroke="${COLOURS.black}"${dashes ? html` stroke-dasharray="${dashes}"` : ''}/>`
}
