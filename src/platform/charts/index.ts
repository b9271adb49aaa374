export { type BarRow, barChart } from './bars.ts'
export { bar, COLOURS, label, line, svg } from './svg.ts'
