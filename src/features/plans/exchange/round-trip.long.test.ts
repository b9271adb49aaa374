import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cases } from '../../../../test/same-cases.ts'
import { readBytes } from '../../../platform/reading/read.ts'
import { STATUS_NAMES } from '../model.ts'
import { recognisePlan } from '../recognising/recognise.ts'
import { compare } from '../revisions/compare.ts'
import { changesAnything, countsOf, type StandingPlan } from '../revisions/model.ts'
import { PLAN_FORMATS, writePlan } from './files.ts'
import { folded } from './folded.ts'
import { readKey } from './layout.ts'
import { putTogether, rowsOf, type WrittenPlan } from './rows.ts'

/** Words that have broken importers: formulas, apostrophes, markup, headings, other columns, dates, controls, long ones. */
const HOSTILE = [
  '=1+1',
  "'=HYPERLINK(1)",
  '-',
  '@SUM(A1)',
  '<td>cell</td>',
  '&amp; &lt;',
  'Recommendation 4',
  'Row',
  'Continued',
  'Action',
  'Ref,Text;Owners\tStatus',
  '"quoted" and ”curly”',
  'a\u0000b\u0007c',
  '\u202ereversed',
  'line one\nline two\n\nline four',
  '  spaced  out ',
  'constructor',
  '__proto__',
  '_x0041_ and _x005F_',
  '\ufffd!',
  'page\fbreak\u2028line\rreturn\u0085next',
  '1.10',
  '007',
  '31/03/2017',
  'End Mar 2017',
  'Last updated 12 March 2013',
  'N/A',
  '\u{1f600} \u0645\u0631\u062d\u0628\u0627 e\u0301',
  'x'.repeat(300),
]
const words = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.lorem({ maxCount: 8 }),
)
const maybe = fc.option(words.filter((text) => folded(text) !== ''))
const text = words.map((one) => (folded(one) === '' ? 'Do it' : one))
const action = fc.record({
  ref: maybe,
  text,
  owners: maybe,
  priority: maybe,
  target: maybe,
  status: maybe,
  commentary: fc.array(text, { maxLength: 3 }),
})
const recommendation = fc.record({
  ref: maybe,
  text: maybe,
  updatedOn: fc.constantFrom(null, '2017-05-31' as const),
  commentary: fc.array(text, { maxLength: 2 }),
  actions: fc.array(action, { maxLength: 4 }),
})
const plans = fc.array(recommendation, { minLength: 1, maxLength: 4 })
const idOf = (number: number) => `01a1fd65-544e-7001-b0c5-${String(number).padStart(12, '0')}`

function written(parts: fc.Arbitrary<unknown> extends never ? never : readonly Generated[]): WrittenPlan {
  let next = 1
  return {
    id: idOf(0),
    title: 'A plan',
    lastOn: '2017-01-10',
    recommendations: parts.map((part) => ({
      ...part,
      id: idOf(next++),
      actions: part.actions.map((one) => ({ ...one, id: idOf(next++), verdict: null })),
    })),
  }
}

type Generated = typeof recommendation extends fc.Arbitrary<infer Value> ? Value : never

function standing(plan: WrittenPlan): StandingPlan {
  return {
    ...plan,
    planOn: plan.lastOn,
    recommendations: plan.recommendations.map((one) => ({ ...one, source: null })),
    actions: plan.recommendations.flatMap((home) =>
      home.actions.map((one) => ({
        ...one,
        recommendationId: home.id,
        verdict: null,
        ownerWords: one.owners?.split('\n') ?? [],
        ownerNames: one.owners?.split('\n') ?? [],
        kind: 'unset' as const,
        earliest: null,
        latest: null,
        status: one.status === null ? ('unclaimed' as const) : ('in-progress' as const),
        statusWords: one.status,
        isAbsent: false,
        source: null,
      })),
    ),
  }
}

const readBack = async (ending: (typeof PLAN_FORMATS)[number]['ending'], plan: WrittenPlan) =>
  recognisePlan(readBytes(await writePlan(ending, plan), `plan.${ending}`), '2026-11-21')

describe('a plan that is taken away and brought back', () => {
  it('has its days in words in documents, and as programs read them in sheets', () => {
    const plan = written([])
    const daysOf = (withKeys: boolean) => [...rowsOf(plan, { withKeys })].flat().filter((cell) => cell.includes('2017'))
    assert.deepEqual(daysOf(false), ['10 January 2017'])
    assert.deepEqual(daysOf(true), ['2017-01-10'])
  })

  for (const { ending } of PLAN_FORMATS) {
    it(`changes nothing as ${ending}, whatever its words`, async () => {
      await fc.assert(
        fc.asyncProperty(plans, async (parts) => {
          const plan = written(parts)
          const incoming = await readBack(ending, plan)
          const comparison = await compare(standing(plan), incoming)
          const told = [...comparison.actions, ...comparison.recommendations].flatMap(({ changes }) => [...changes])
          assert.ok(!changesAnything(comparison), JSON.stringify([countsOf(comparison), told]))
          assert.deepEqual(incoming.leftOver, [])
          assert.equal(incoming.asOf, '2017-01-10')
        }),
        cases(['csv', 'html'].includes(ending) ? 150 : 40),
      )
    })
  }

  it('carries cells that are longer than a spreadsheet allows', async () => {
    const long = Array.from({ length: 9000 }, (_, index) => `word${index}`).join(' ')
    const parts = written([
      {
        ref: '1',
        text: `${'x'.repeat(70_000)}`,
        updatedOn: null,
        commentary: [],
        actions: [
          {
            ref: '1.1',
            text: long,
            owners: null,
            priority: null,
            target: null,
            status: null,
            commentary: [long.replaceAll(' ', '\n')],
          },
        ],
      },
    ])
    const cells = [...rowsOf(parts, { withKeys: true })].flat()
    const longest = Math.max(...cells.map((cell) => cell.length))
    assert.ok(longest > 10_000 && longest < 32_767, `${longest}`)
    for (const ending of ['xlsx', 'csv'] as const) {
      const incoming = await readBack(ending, parts)
      assert.ok(!changesAnything(await compare(standing(parts), incoming)), ending)
    }
    assert.equal(putTogether('one\u2026', 'two'), 'one two')
  })

  it('tells what was changed elsewhere, field by field, and where both sides changed it', async () => {
    const plan = written([
      {
        ref: '1',
        text: 'Know what is held',
        updatedOn: null,
        commentary: ['Begun.'],
        actions: [
          {
            ref: '1.1',
            text: 'Write a policy',
            owners: 'DRO',
            priority: 'H',
            target: 'May 2017',
            status: 'In progress',
            commentary: ['Drafted.'],
          },
        ],
      },
    ])
    const incoming = await readBack('ods', plan)
    const [home] = incoming.recommendations
    const [row] = home?.actions ?? []
    assert.ok(home && row)
    const changed = {
      ...incoming,
      recommendations: [
        {
          ...home,
          actions: [{ ...row, status: 'Complete', owners: ['SIRO'], commentary: 'Drafted.\nAgreed by the board.' }],
        },
      ],
    }
    const now = standing(plan)
    const [before] = now.actions
    assert.ok(before)
    const meanwhile = {
      ...now,
      actions: [{ ...before, ownerNames: ['KIM Champion'], ownerWords: ['KIM Champion'], target: 'June 2017' }],
    }
    const told = (await compare(meanwhile, changed)).actions.flatMap(({ changes }) => changes)
    assert.deepEqual(
      told.map(({ field, after, isContested }) => [field, after, isContested]),
      [
        ['owners', 'SIRO', true],
        ['status', 'Complete', false],
        ['commentary', 'Agreed by the board.', false],
      ],
    )
    assert.equal(readKey(row.key ?? null)?.id, before.id)
    assert.equal(STATUS_NAMES['in-progress'], 'In progress')
  })
})
