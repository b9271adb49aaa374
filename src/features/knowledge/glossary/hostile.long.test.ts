import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkedGlossary } from './index.ts'

const HEAD = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.gov.uk/> .\n'
const many = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at))

test('what would take for ever, or all of the memory, is told or refused', async () => {
  const chain = many(20_000, (at) => `:c${at} skos:broader :c${at + 1} ; skos:related :r${at} .\n`)
  for (const [text, expected] of [
    [
      `:a skos:prefLabel "${'x'.repeat(20_000_000)}`,
      /^Line 2: what begins with “"x{57} …” has no closing quotation mark\.$/,
    ],
    [`<${'x'.repeat(20_000_000)}> a skos:Concept .`, /^Line 2: <x{198} …> has no preferred label\.$/],
    [`:a skos:broader ${'<<( '.repeat(200_000)}`, /^Line 2: what stands here is not Turtle\.$/],
    [`:a skos:broader ${'[ skos:broader '.repeat(50_000)}:b${']'.repeat(50_000)} .`, null],
    [':a skos:broader :b .\n'.repeat(400_001), /^The file has more than 400,000 statements\.$/],
    [chain.join(''), null],
    [`${chain.join('')}:c0 skos:related :c20000 .`, /^Line 20002: .* \(SKOS S27\)\.$/],
    [
      `${chain.join('')}:c20000 skos:broader :c0 .`,
      /^Line \d+: broader terms run in a circle: .* then 19,993 more, then/,
    ],
    [`:a a skos:Concept ; skos:prefLabel ${many(50_000, (at) => `"${at}"@en`).join(', ')} .`, /\(SKOS S14\)\.$/],
  ] as const) {
    const { errors } = await checkedGlossary(Buffer.from(`${HEAD}${text}`))
    if (expected === null) assert.deepEqual(errors, [], text.slice(0, 60))
    else assert.match(errors[0] ?? '', expected, text.slice(0, 60))
  }
})
