import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { interpretDate } from '../../dates/index.ts'
import { PHRASES } from '../../dates/phrases.fixture.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { saysNothing } from '../words/wording.ts'

const inTable = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '/')
const plainly = (words: string) =>
  words
    .replaceAll('|', '/')
    .replace(/[\s.()[\]-]+/g, ' ')
    .trim()

const TIMES = PHRASES.flatMap(([text = '']) => (saysNothing(text.trim()) || text.trim() === '?' ? [] : [text]))

describe('any words of a date', () => {
  for (const owner of ['Head of Legal', 'Jane Smith'])
    it(`are the date in a line below somebody, or are asked about: ${owner}`, () => {
      assert.ok(TIMES.length > 1000)
      const cells = TIMES.map((text) => `Act|${owner}<br>${inTable(text).replaceAll('\n', '<br>')}|Open`)
      const plan = planOf(tableOf('Action|Owner/Date|Status', ...cells))
      const asked = new Set(plan.questions.flatMap(({ place, places = [] }) => [place, ...places]))
      let dates = 0
      for (const [at, { owners, target, place }] of actionsOf(plan).entries()) {
        const text = TIMES[at] ?? ''
        const isDate = owners.join() === owner && plainly(target?.text ?? '') === plainly(text)
        assert.ok(isDate || asked.has(place), `${text}: ${owners.join('; ')}, ${target?.text}`)
        assert.ok(!owners.includes(text) || interpretDate(text, '2018-01-15').kind === 'unset', text)
        if (isDate) dates += 1
      }
      assert.ok(dates > TIMES.length * 0.75, `${dates}`)
    })
})
