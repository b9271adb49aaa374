export { type BarRow, barChart } from './bars.ts'
export { type LineSeries, lineChart } from './lines.ts'
export { bar, COLOURS, label, line, svg, way } from './svg.ts'
export { type Tile, treemap } from './treemap.ts'
