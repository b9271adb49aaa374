import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jobOf } from '../../../test/job.ts'
import { OPEN } from '../access/index.ts'
import type { Room } from './room.ts'
import { joinRooms, usedFirst } from './rooms.ts'

const room = (name: string, facts: Partial<Room> = {}): Room => ({ name, ...facts })
const named = (rooms: readonly Room[]) => rooms.map(({ name }) => name)

describe('rooms', () => {
  it('stand after those that they use, and otherwise as they are listed', () => {
    const rooms = [
      room('risks', { uses: ['assets', 'people'] }),
      room('home'),
      room('assets', { uses: ['people'] }),
      room('people'),
    ]
    assert.deepEqual(named(usedFirst(rooms)), ['people', 'assets', 'risks', 'home'])
  })

  it('do not use each other, nor what is no room', () => {
    assert.throws(() => joinRooms([room('a', { uses: ['b'] }), room('b', { uses: ['a'] })]), /a, b, a/)
    assert.throws(() => joinRooms([room('a', { uses: ['x'] })]), /There is no room x, as a says/)
  })

  it('are each called otherwise, and so is what they have', () => {
    const reads: Partial<Room> = { permissions: [{ key: 'a:read', means: 'A', holds: OPEN }] }
    const door: Partial<Room> = { doors: [{ text: 'A', href: '/a', admits: 'a:read', about: 'A' }] }
    assert.throws(() => joinRooms([room('a'), room('a')]), /two of the room a/)
    assert.throws(() => joinRooms([room('a', reads), room('b', reads)]), /two of the permission a:read/)
    assert.throws(() => joinRooms([room('a', door), room('b', door)]), /two of the door \/a/)
  })

  it('have each kind of thing together, in the order of the list', () => {
    const joined = joinRooms([
      room('second', { permissions: [{ key: 'a:read', means: 'A', holds: OPEN }], jobs: [jobOf('one')] }),
      room('first', { permissions: [{ key: 'b:read', means: 'B', holds: OPEN }] }),
    ])
    assert.deepEqual(
      joined.permissions.map(({ key }) => key),
      ['a:read', 'b:read'],
    )
    assert.deepEqual(
      joined.jobs.map(({ name }) => name),
      ['one'],
    )
  })

  it('make once, and of what all of them have, what they make of it', () => {
    let times = 0
    const joined = joinRooms([
      room('counting', {
        jobs: ({ permissions }) => {
          times += 1
          return permissions.map(({ key }) => jobOf(key))
        },
      }),
      room('last', { permissions: [{ key: 'a:read', means: 'A', holds: OPEN }] }),
    ])
    assert.equal(times, 0, 'not before it is asked for')
    assert.deepEqual(
      [joined.jobs, joined.jobs].map(([one]) => one?.name),
      ['a:read', 'a:read'],
    )
    assert.equal(times, 1)
  })

  it('bring what they hold after what it rests on', () => {
    const [resting, rested] = [{ own: async () => undefined }, { own: async () => undefined }]
    const { contents } = joinRooms([
      room('plans', { uses: ['people'], content: resting }),
      room('people', { content: rested }),
    ])
    assert.deepEqual(contents, [rested, resting])
    assert.equal(contents[0], rested)
  })
})
