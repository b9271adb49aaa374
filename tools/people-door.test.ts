import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { notAsFrozen, pastTheDoor, readsOf } from './people-door.ts'

const file = 'src/features/risks/store.ts'

describe('the door of people', () => {
  it('counts what neighbours read by name, in whatever way, and not what they say of it or what only begins so', () => {
    const text = [
      'sql`select from people.unit u join people.person p on true`',
      '/** Not people.role */',
      '// nor people.unit',
      "const said = 'people.role'",
      "const role = name('people', 'role')",
      'sql`people.unit_depth(1)`',
    ].join('\n')
    assert.deepEqual(
      readsOf([
        { file, text },
        { file: 'src/features/risks/other.ts', text: '' },
      ]),
      { [file]: 3 },
    )
  })

  it('is closed to appointments, delegations and conditions on the last day of somebody', () => {
    const found = (text: string) => pastTheDoor({ file, text }).map((line) => line.split(' writes ')[1]?.split(':')[0])
    assert.deepEqual(found('sql`from people.appointment a join people.delegation d`'), [
      '“people.appointment”',
      '“people.delegation”',
    ])
    assert.deepEqual(found('sql`coalesce(p.left_on >= today, true)`'), ['“left_on >”'])
    assert.deepEqual(found('sql`p.left_on is null`'), ['“left_on is”'])
    assert.deepEqual(found('sql`today <= p.left_on`'), ['“<= p.left_on”'])
    assert.deepEqual(found('sql`coalesce(a.until_on >= today, true)`'), ['“until_on >=”'])
    assert.deepEqual(found('sql`select p.left_on as "leftOn", d.until_on from assets.duty d`'), [])
  })

  it('names the line', () => {
    assert.match(
      pastTheDoor({ file, text: '\n\nsql`people.appointment`' })[0] ?? '',
      /^src\/features\/risks\/store\.ts:3 /,
    )
  })

  it('lets no read be added, and has a read that is gone written down', () => {
    assert.deepEqual(notAsFrozen({ a: 2 }, { a: 2 }), [])
    assert.match(notAsFrozen({ a: 3 }, { a: 2 })[0] ?? '', /^a names tables of people 3 times, not 2: join names/)
    assert.match(notAsFrozen({ b: 1 }, {})[0] ?? '', /^b names tables of people 1 times, not 0: join names/)
    assert.match(notAsFrozen({}, { a: 2 })[0] ?? '', /^a names tables of people 0 times, not 2: write the lower number/)
  })
})
