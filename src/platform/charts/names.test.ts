import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asTheReader } from '../access/index.ts'
import { drawnWithin } from './drawn.ts'
import { heatMap } from './heat-map.ts'
import { radarChart } from './radar.ts'
import { inTwo } from './svg.ts'

const FROM = drawnWithin(asTheReader('a test'), null)

const LONG = 'Knowledge and Information Management Directorate'
const wordsOf = (markup: string) =>
  [...markup.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = '']) => words).join(' ')

describe('names in pictures', () => {
  it('stand on one line, or on two between words, and only what is longer is cut', () => {
    assert.deepEqual(inTwo('Policy Group', 12), ['Policy Group'])
    assert.deepEqual(inTwo(LONG, 28), ['Knowledge and Information', 'Management Directorate'])
    assert.deepEqual(inTwo('Telecommunications', 10), ['Telecommu-', 'nications'])
    assert.deepEqual(inTwo('Policy Group of it', 12), ['Policy Group', 'of it'])
  })

  it('are whole in a heat map, of rows and of columns', () => {
    const columns = ['People who come and go away again', 'Short']
    const cells = columns.map(() => ({ share: 0.5, text: '2' }))
    const rows = [
      { label: LONG, cells },
      { label: 'Policy Group', cells },
    ]
    const { markup } = heatMap({ from: FROM, id: 'heat', title: 'T', description: 'D', columns, rows })
    for (const name of [LONG, 'Policy Group', ...columns]) assert.ok(wordsOf(markup).includes(name), name)
    assert.doesNotMatch(markup, /…/)
  })

  it('are whole in a radar, of series and of axes', () => {
    const axes = ['Where things are and who looks', 'How it is done', 'Culture']
    const shares = axes.map(() => 0.5)
    const series = [
      { name: `${LONG} of the Department for Examples`, shares, colour: 'blue' as const },
      { name: 'Median', shares, colour: 'black' as const },
      { name: 'Last time', shares, colour: 'grey' as const },
    ]
    const { markup } = radarChart({
      from: FROM,
      id: 'radar',
      title: 'T',
      description: 'D',
      axes,
      rings: ['0', '4'],
      series,
    })
    for (const name of [...axes, ...series.map((one) => one.name)]) assert.ok(wordsOf(markup).includes(name), name)
    assert.doesNotMatch(markup, /…/)
  })
})
