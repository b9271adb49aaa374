import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PaperDocument } from '../documents/index.ts'
import { tableOfPaper } from './tables.ts'

const paper = (rows: readonly string[][]): PaperDocument => ({
  title: 'Paper',
  subtitle: '',
  blocks: [
    {
      type: 'table',
      caption: 'Units by score',
      columns: [{ text: 'Rank', numeric: true }, { text: 'Unit' }, { text: 'Score', numeric: true }],
      rows,
    },
  ],
})

describe('a table of a document as a sheet', () => {
  it('has numbers as numbers in columns of numbers, and nothing where there is none', () => {
    const written = [
      ['1', '1', '2.8'],
      ['=2', '=2', '1,234.5'],
      ['=2', '+3', '\u22120.4'],
      ['–', '–', '–'],
      ['4', '4', '1.5 (in part)'],
    ]
    assert.deepEqual(tableOfPaper(paper(written), '1').rows, [
      [1, '1', 2.8],
      [2, '=2', 1234.5],
      [2, '+3', -0.4],
      [null, '–', null],
      [4, '4', '1.5 (in part)'],
    ])
  })
})
