import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDocument } from '#platform/reading/index.ts'
import { recognisePlan } from './recognise.ts'

async function targetsOf(first: string, ...targets: readonly string[]) {
  const rows = targets.map((target, index) => `Z${index + 10},Do number ${index},${target}`)
  const text = ['Ref,Action,Target date', `${first},Choose the system,30 June 2027`, ...rows].join('\n')
  const plan = recognisePlan(await readDocument(Buffer.from(text), 'plan.csv'), '2026-11-01', { asOf: '2026-11-01' })
  const targets_ = plan.recommendations.flatMap(({ actions }) => actions.map(({ target }) => target)).slice(1)
  return { targets: targets_, questions: plan.questions.filter(({ field }) => field === 'target') }
}

describe('a date that comes after something', () => {
  it('hangs on the action that the plan calls so, and is not asked', async () => {
    for (const [ref, words] of [
      ['B2', '3 months after B2'],
      ['B2', 'within 3 months of b2'],
      ['C-3', '2 weeks following completion of C-3.'],
      ['B2', 'following B2'],
      ['D4', 'once D4 is complete'],
      ['2', '3 months after 2'],
    ] as const) {
      const { targets, questions } = await targetsOf(ref, words)
      assert.deepEqual(
        targets.map((target) => [target?.kind, target?.asked, target?.why]),
        [['conditional', false, `It depends on action ${ref}, so it has no day of its own.`]],
        words,
      )
      assert.deepEqual(questions, [], words)
    }
  })

  it('is asked about where the plan calls no action so', async () => {
    for (const words of ['3 months after B2', 'following B2', '2 weeks after A2']) {
      const { targets, questions } = await targetsOf('C1', words)
      assert.match(targets[0]?.why ?? '', /the plan has no action that is so called/, words)
      assert.equal(questions.length, 1, words)
    }
  })

  it('is read as ever where it names nothing that may be an action', async () => {
    const { targets, questions } = await targetsOf('C1', 'After rollout', '3 months after COP26')
    for (const target of targets) assert.doesNotMatch(target?.why ?? '', /so called|depends on action/)
    assert.deepEqual(questions, [])
  })
})
