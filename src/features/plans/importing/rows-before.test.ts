import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from '../recognising/model/model.ts'
import { actionsOf, planOf, tableOf } from '../recognising/tables.fixture.ts'
import { guessKey } from './answered.ts'
import { type ActionEdit, type Edits, NO_EDITS } from './model.ts'
import { editsBefore, rowChoices } from './rows-before.ts'

const HEADER = 'Ref|Action|Owner|Due|RAG'
const read = (...rows: readonly string[]) => planOf(`<p>12 June 2018</p>${tableOf(HEADER, ...rows)}`)
const ROWS = ['R1|Write the policy|DRO|see left|Green', 'R2|Move the boxes|SIRO|May 2019|Blorfix'] as const

/** What is carried to the rows of a new version, by their words. */
async function carried(said: Readonly<Record<string, ActionEdit>>, ...now: readonly string[]) {
  const [plan, next] = [read(...ROWS), read(...now)]
  const { actions } = await editsBefore({ plan, edits: { ...NO_EDITS, actions: said }, choices: {} }, next)
  return Object.fromEntries(
    actionsOf(next).flatMap(({ place, text }) => {
      const { takes: _takes, recommendation: _home, leaveOut, carried: fields, ...edit } = actions[place] ?? {}
      return actions[place] ? [[text, { ...edit, leaveOut, fields: fields?.includes('target') ?? false }]] : []
    }),
  )
}
const edit = (said: Partial<ActionEdit>): ActionEdit => ({
  leaveOut: false,
  recommendation: null,
  takes: null,
  ...said,
})

describe('what was said of a row of the version before', () => {
  const [dated] = actionsOf(read('R1|Write it|DRO|31 Jan 2019|'))
  const { alternatives, ...reading } = dated?.target ?? assert.fail('no date')
  const target = { ...reading, alternatives: [...alternatives] }
  const said = { t1r2: edit({ target, owners: ['Clerk'] }) }
  const again = { target, owners: ['Clerk'], leaveOut: false, fields: true }

  it('holds for the row that says the same, wherever it stands', async () => {
    assert.deepEqual(await carried(said, 'R0|Open the store|DRO|May 2019|', ...ROWS), { 'Write the policy': again })
    assert.deepEqual(await carried(said, ROWS[1], ROWS[0].replace('R1', 'R7')), { 'Write the policy': again })
  })

  it('holds for a row with the same reference where its words go on, and only of what it says again', async () => {
    const now = 'R1|Write the policy on files|DRO|see left|Green'
    assert.deepEqual(await carried(said, now), { 'Write the policy on files': again })
    const { target: _target, ...owned } = again
    const other = now.replace('see left', 'July 2019')
    assert.deepEqual(await carried(said, other), { 'Write the policy on files': { ...owned, fields: false } })
  })

  it('is not said of another action that has its reference now', async () => {
    assert.deepEqual(await carried(said, 'R1|Weed the basement store|DRO|see left|Green'), {})
  })

  it('leaves out only the row that says all of it again', async () => {
    const out = { t1r2: edit({ leaveOut: true }) }
    assert.equal((await carried(out, ...ROWS))['Write the policy']?.leaveOut, true)
    assert.equal((await carried(out, ROWS[0].replace('Green', 'Red')))['Write the policy']?.leaveOut, false)
  })

  it('of words of statuses holds for every version', async () => {
    const edits: Edits = { ...NO_EDITS, statuses: { blorfix: 'in-progress' } }
    const before = { plan: read(...ROWS), edits, choices: {} }
    assert.deepEqual((await editsBefore(before, read(ROWS[0]))).statuses, { blorfix: 'in-progress' })
  })

  it('of a guess that was right holds where the same is guessed of the same row', async () => {
    const plan = read(...ROWS)
    const [question] = plan.questions.filter(({ place }) => place === 't1r2')
    assert.ok(question)
    const before = { plan, edits: { ...NO_EDITS, confirmed: [guessKey(question)] }, choices: {} }
    const now = read('R0|Open the store|DRO|May 2019|', ...ROWS)
    const { confirmed } = await editsBefore(before, now)
    const same = now.questions.filter(({ question: words, place }) => words === question.question && place === 't1r3')
    assert.deepEqual(confirmed, same.map(guessKey))
    assert.equal(confirmed.length, 1)
    assert.deepEqual((await editsBefore(before, read(ROWS[1]))).confirmed, [])
  })
})

describe('what rows were said to be', () => {
  const choices: Pick<Choices, 'rows' | 'parts'> = { rows: { t1r3: 'heading' }, parts: { t1r2: 'one' } }
  const before = { plan: read(...ROWS), edits: NO_EDITS, choices }

  it('holds for the rows with the same words, and for no others', () => {
    assert.deepEqual(rowChoices(before, read('R0|Open the store|DRO|May 2019|', ...ROWS)), {
      rows: { t1r4: 'heading' },
      parts: { t1r3: 'one' },
    })
    assert.deepEqual(rowChoices(before, read('R2|Sell shelves|DRO|May 2019|')), { rows: {}, parts: {} })
  })

  it('holds where the words go on, and not where they are too few to tell', () => {
    assert.deepEqual(rowChoices(before, read('R2|Move the boxes to the new store|SIRO|May 2019|')).rows, {
      t1r2: 'heading',
    })
    const short = {
      ...before,
      plan: read('R1|Move it|DRO|May 2019|', ...ROWS),
      choices: { rows: { t1r2: 'heading' as const } },
    }
    assert.deepEqual(rowChoices(short, read('R1|Move it all|DRO|May 2019|')).rows, {})
  })
})
