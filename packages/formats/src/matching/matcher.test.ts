import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { STARTER } from '../releases/releases.ts'
import { loadRelease } from '../signatures/load.ts'
import type { ByteSequence, InternalSignature, Part } from '../signatures/model.ts'
import { parseExpression } from '../signatures/syntax.ts'
import { compileSignature } from './compile.ts'
import { WholeContent } from './content.ts'
import { matches, Search } from './find.ts'
import { gateOf } from './gates.ts'
import { Matcher } from './matcher.ts'

const part = (bytes: string, more: Partial<Part> = {}): Part => ({
  min: 0,
  max: 0,
  bytes,
  left: [],
  right: [],
  ...more,
})
const from = (place: ByteSequence['from'], ...parts: Part[]): ByteSequence => ({ from: place, parts })
const signature = (...sequences: ByteSequence[]): InternalSignature => ({ id: 1, sequences })

function isIn(one: InternalSignature, bytes: Buffer, limit = 0): boolean {
  const compiled = compileSignature(one)
  const alone = matches(compiled, new Search(new WholeContent(bytes), limit))
  const gated = new Matcher([one], [gateOf(compiled)]).find(new WholeContent(bytes), limit).length === 1
  assert.equal(gated, alone, 'the gate agrees with the signature')
  return alone
}

describe('looking for a signature', () => {
  it('keeps to the offsets at the start', () => {
    const one = signature(from('bof', part('4142', { min: 2, max: 4 })))
    assert.equal(isIn(one, Buffer.from('xxAB')), true)
    assert.equal(isIn(one, Buffer.from('xxxxAB')), true)
    assert.equal(isIn(one, Buffer.from('xAB')), false)
    assert.equal(isIn(one, Buffer.from('xxxxxAB')), false)
  })

  it('counts offsets to the leftmost fragment, and gaps from the neighbour that is nearer to the anchor', () => {
    const one = signature(
      from(
        'bof',
        part('4D4D', {
          min: 1,
          max: 1,
          left: [[{ min: 1, max: 2, bytes: '4C' }], [{ min: 0, max: 0, bytes: '4B' }]],
          right: [[{ min: 0, max: 3, bytes: '52' }]],
        }),
      ),
    )
    assert.equal(isIn(one, Buffer.from('.KL.MM..R')), true)
    assert.equal(isIn(one, Buffer.from('.KL..MMR')), true)
    assert.equal(isIn(one, Buffer.from('.KLMM..R')), false, 'the gap is too small')
    assert.equal(isIn(one, Buffer.from('..KL.MM..R')), false, 'it begins too late')
    assert.equal(isIn(one, Buffer.from('.KL.MM....R')), false, 'the right fragment is too far')
  })

  it('takes any alternative of a fragment, of whatever length', () => {
    const one = signature(
      from(
        'bof',
        part('3C', {
          max: 8,
          right: [
            [
              { min: 0, max: 0, bytes: '6162' },
              { min: 0, max: 0, bytes: '636465' },
            ],
            [{ min: 0, max: 0, bytes: '3E' }],
          ],
        }),
      ),
    )
    for (const [text, is] of [
      ['  <ab>', true],
      ['<cde>', true],
      ['<abe>', false],
      ['<ab', false],
    ] as const)
      assert.equal(isIn(one, Buffer.from(text)), is, text)
  })

  it('measures from the end, and looks backwards', () => {
    const one = signature(from('eof', part('454F46', { min: 0, max: 3 })))
    assert.equal(isIn(one, Buffer.from('……EOF\r\n')), true)
    assert.equal(isIn(one, Buffer.from('EOF....')), false)
    assert.equal(isIn(one, Buffer.from('EOF')), true)
  })

  it('finds later parts anywhere after the first, without regard to their greatest offset', () => {
    const one = signature(from('bof', part('41'), part('42', { min: 2, max: 2 })))
    assert.equal(isIn(one, Buffer.from(`A..${'.'.repeat(500)}B`)), true)
    assert.equal(isIn(one, Buffer.from('A.B')), false)
  })

  it('needs every sequence', () => {
    const one = signature(from('bof', part('41')), from('eof', part('5A')), from('anywhere', part('4D4D')))
    assert.equal(isIn(one, Buffer.from('A..MM..Z')), true)
    assert.equal(isIn(one, Buffer.from('A......Z')), false)
    assert.equal(isIn(one, Buffer.from('A..MM...')), false)
  })

  it('lets an anchor end on the scan limit and no later, from both ends', () => {
    const start = signature(from('bof', part('4142', { max: 1_000_000 })))
    const at = (place: number) => Buffer.concat([Buffer.alloc(place), Buffer.from('AB'), Buffer.alloc(200)])
    assert.equal(isIn(start, at(99), 100), true)
    assert.equal(isIn(start, at(100), 100), false)
    const end = signature(from('eof', part('4142', { max: 1_000_000 })))
    const before = (place: number) => Buffer.concat([Buffer.alloc(200), Buffer.from('AB'), Buffer.alloc(place)])
    assert.equal(isIn(end, before(99), 100), true)
    assert.equal(isIn(end, before(100), 100), false)
  })

  it('answers in time where many gaps could be filled in many ways', () => {
    const frame = { min: 40, max: 1400, bytes: 'FFFB' }
    const one = signature(
      from('bof', part('FFFB', { max: 4000, right: Array.from({ length: 12 }, () => [frame]) }), part('0102')),
    )
    const hostile = Buffer.alloc(200_000).fill(Buffer.from('fffb', 'hex'))
    const started = performance.now()
    assert.equal(isIn(one, hostile), false)
    assert.ok(performance.now() - started < 2000)
  })
})

/** Bytes that match a sequence, with zeroes in its gaps. */
function example({ parts }: ByteSequence): Buffer {
  return Buffer.concat(
    parts.flatMap(({ min, bytes, left, right }) => [
      Buffer.alloc(min),
      ...left.toReversed().flatMap(([one]) => (one ? [bytesOf(one.bytes), Buffer.alloc(one.min)] : [])),
      bytesOf(bytes),
      ...right.flatMap(([one]) => (one ? [Buffer.alloc(one.min), bytesOf(one.bytes)] : [])),
    ]),
  )
}

const bytesOf = (expression: string): Buffer =>
  Buffer.concat(
    parseExpression(expression).flatMap((token) =>
      token.kind === 'bytes'
        ? [Buffer.from(token.classes.map((one) => (typeof one === 'number' ? one : one.indexOf(1))))]
        : [],
    ),
  )

describe('gates', () => {
  const signatures = loadRelease(STARTER, null).binary.signatures
  const compiled = signatures.map(compileSignature)
  const matcher = new Matcher(signatures, compiled.map(gateOf))
  const whole = ({ sequences }: InternalSignature) => {
    const of = (place: ByteSequence['from']) => sequences.filter((one) => one.from === place).map(example)
    const starts = of('bof')
    const longest = starts.toSorted((a, b) => b.length - a.length)[0] ?? Buffer.alloc(0)
    return Buffer.concat([longest, Buffer.alloc(64), ...of('anywhere'), Buffer.alloc(64), ...of('eof')])
  }

  it('lose nothing: what a signature matches, changed here and there, is found with its gate as without', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...signatures),
        fc.constantFrom(...signatures),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 4 }),
        fc.constantFrom(0, 40, 65_536),
        (one, other, changes, limit) => {
          const bytes = Buffer.concat([whole(one), whole(other)])
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
          const content = new WholeContent(bytes)
          const expected = compiled.flatMap((each, index) => (matches(each, new Search(content, limit)) ? [index] : []))
          assert.deepEqual(
            matcher.find(content, limit).toSorted((a, b) => a - b),
            expected,
          )
        },
      ),
      { numRuns: 400 },
    )
  })
})
