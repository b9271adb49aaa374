import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import { recognisePlan } from './recognise.ts'
import { tableOf } from './tables.fixture.ts'

const PLAN = tableOf(
  'Ref|Action|Owner|Due|Status',
  '1|Draft policy|DRO|30/09/2018|Open',
  '2|Train staff|HR|31/12/2018|Open',
)
const read = (html: string) => recognisePlan(readBytes(Buffer.from(`<!doctype html>${html}`), 'p.html'), '2018-06-15')
const told = (heading: string) => {
  const { title, recommendations, questions } = read(`<h1>${heading}</h1>${PLAN}`)
  return { title, refs: recommendations.map(({ ref }) => ref), asked: questions.map(({ question }) => question) }
}

describe('titles above a plan', () => {
  it('stand in the rows of a cover that is not read', () => {
    const cover = tableOf('Department for Records', 'Records improvement plan', 'Version 1.2', 'June 2018')
    const plan = read(cover + PLAN)
    assert.equal(plan.title, 'Records improvement plan')
    assert.deepEqual(
      plan.leftOver.map(({ text }) => text),
      ['Department for Records', 'Version 1.2', 'June 2018'],
    )
    for (const line of ['How to use this tracker', 'This plan is kept by HR.', 'Department for Records'])
      assert.equal(read(tableOf(line, 'June 2018') + PLAN).title, null, line)
    assert.equal(read(`<h1>Our records</h1>${cover}${PLAN}`).title, 'Our records')
  })

  for (const heading of [
    'Theme 3 delivery plan',
    'Recommendation 4: progress',
    'Priority 2 - Better records',
    'Goal 1: Action plan',
  ])
    it(`are asked about once where they are the only heading with a number: ${heading}`, () => {
      const { title, asked } = told(heading)
      assert.equal(title, null)
      const ofHeading = asked.filter((question) => question.includes(heading))
      assert.deepEqual(ofHeading, [`Is “${heading}”, which stands alone above everything, the title of the plan?`])
    })

  it('are no headings with a number alone, nor one of several', () => {
    assert.ok(!told('Recommendation 4').asked.some((question) => question.includes('title')))
    const { questions } = read(`<h1>Theme 3: Records</h1>${PLAN}<h1>Theme 4: People</h1>${PLAN}`)
    assert.ok(!questions.some(({ question }) => question.includes('title')))
  })

  it('are what a heading calls a plan behind its number', () => {
    assert.equal(told('1. Action plan').title, 'Action plan')
  })
})
