import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import { ROOT } from '#platform/config.ts'
import { BESIDE_KINDS, type BesideKinds, besideKinds } from './beside-kinds.ts'
import { readKinds } from './beside-shape.ts'

type Said = Readonly<Record<string, readonly string[]>> & { readonly must?: readonly (readonly string[])[] }
const FILE = parse(readFileSync(join(ROOT, 'content/plan-tables-beside.yaml'), 'utf8')) as Readonly<
  Record<string, Said>
>

/** Everything that the kinds answer of some words, as headers, as labels, as keys and as the name of a sheet. */
const answers = (kinds: BesideKinds, words: readonly string[]) =>
  JSON.stringify([
    kinds.ofHeaders(words),
    kinds.ofLabels(words),
    kinds.ofKeys(words),
    words.length === 1 ? kinds.ofSheet(words[0] ?? '') : null,
  ])

/** Words among which one of a list may decide. */
function tablesOf(list: string, word: string, { named = [], beside = [], must = [], may = [], surely = [] }: Said) {
  const other = 'some words'
  const asides = beside.length > 0 ? beside.filter((one) => one !== word) : [other]
  const pairs = asides.flatMap((aside) => named.filter((name) => name !== aside).map((name) => [name, aside]))
  const full = must.reduce<readonly (readonly string[])[]>(
    (rows, group) => rows.flatMap((row) => group.map((one) => [...row, one])),
    [[]],
  )
  switch (list) {
    case 'named':
      return asides.map((aside) => [word, aside, other])
    case 'beside':
      return named.map((name) => [name, word, other])
    case 'deeds':
      return pairs.map((pair) => [...pair, word, other])
    case 'scores':
      return pairs.map((pair) => [...pair, 'action', word])
    case 'must':
      return full.flatMap((row) => must.flatMap((_, at) => may.map((one) => [...row.with(at, word), one])))
    case 'may':
      return full.flatMap((row) => [[...row, word], ...may.slice(0, 3).map((one) => [...row, one, word])])
    default:
      return [[word], ...surely.slice(0, 2).map((sure) => [word, sure])]
  }
}

/** The file without one of its words. */
function without(name: string, list: string, word: string): BesideKinds {
  const kind = FILE[name] ?? {}
  const left = (words: readonly string[]) => words.filter((one) => one !== word)
  const less = list === 'must' ? (kind.must ?? []).map(left) : left(kind[list] ?? [])
  return besideKinds(readKinds({ ...FILE, [name]: { ...kind, [list]: less } }))
}

describe('the words of tables that stand beside a plan', () => {
  it('each decide something', () => {
    const lists = Object.entries(FILE).flatMap(([name, kind]) =>
      Object.entries(kind).flatMap(([list, words]) =>
        list === 'what' ? [] : [{ name, kind, list, words: [words].flat(2) }],
      ),
    )
    const idle = lists.flatMap(({ name, kind, list, words }) =>
      words.filter((word) => {
        const less = without(name, list, word)
        const decides = (table: readonly string[]) => answers(less, table) !== answers(BESIDE_KINDS, table)
        return !tablesOf(list, word, kind).some(decides)
      }),
    )
    assert.deepEqual(idle, [])
    assert.ok(lists.length > 40)
  })

  it('stand for their plurals, with whatever else a star stands for', () => {
    for (const [headers, what] of [
      ['benefit descriptions|owner', 'benefits'],
      ['opportunities|score', 'risks'],
      ['post|duties', 'roles'],
      ['threats|owner', 'risks'],
      ['terms|definitions', 'words and their meanings'],
    ] as const)
      assert.deepEqual(BESIDE_KINDS.ofHeaders(headers.split('|')), { what, hasActions: false }, headers)
    assert.equal(BESIDE_KINDS.ofSheet('how to fill this in'), 'guidance')
    assert.equal(BESIDE_KINDS.ofSheet('guidance notes'), 'guidance')
    assert.equal(BESIDE_KINDS.ofSheet('notes of the board'), null)
  })

  it('tell of the table by the one that stands furthest to the left', () => {
    for (const [headers, what] of [
      ['issue|severity|resolution', 'issues'],
      ['resolution|date|issue|severity', 'decisions'],
      ['decision|risk|date', 'decisions'],
      ['risk|decision|date', 'risks'],
      ['approved by|version|date', 'approvals'],
      ['version|approved by|date', 'versions of the document'],
      ['approver|role|date', 'approvals'],
      ['stakeholder|interest|email', 'stakeholders'],
      ['issue|severity|risk', 'issues'],
    ] as const)
      assert.equal(BESIDE_KINDS.ofHeaders(headers.split('|'))?.what, what, headers)
  })

  it('tell of no table that has recommendations, or actions that nobody scores', () => {
    for (const headers of [
      'risk|finding|owner',
      'issue|impact|agreed action',
      'risk|priority|action',
      'risk',
      'role',
      'owner|score',
    ])
      assert.equal(BESIDE_KINDS.ofHeaders(headers.split('|')), null, headers)
    assert.equal(BESIDE_KINDS.ofHeaders(['risk', 'action', 'impact'])?.hasActions, true)
    assert.equal(BESIDE_KINDS.ofHeaders(['risk', 'mitigation', 'impact'])?.hasActions, false)
  })
})
