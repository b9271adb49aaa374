import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asTheReader } from '../access/index.ts'
import { drawnWithin } from './drawn.ts'
import { dumbbells } from './dumbbells.ts'

const FROM = drawnWithin(asTheReader('a test'), null)

const picture = (...names: string[]) =>
  String(
    dumbbells({
      from: FROM,
      id: 'moved',
      title: 'What moved',
      description: 'A ring and a disc.',
      least: 0,
      most: 5,
      legend: ['Last time', 'This time'],
      rows: names.map((label) => ({ label, before: 1, now: 2, inWords: '+1' })),
    }),
  )

describe('a picture of what was and what is', () => {
  it('says what the ring and the disc are', () => {
    const drawn = picture('Policy Group')
    assert.match(
      drawn,
      /<circle[^>]*fill="#ffffff"[^>]*\/><text[^>]*>Last time<\/text><circle[^>]*\/><text[^>]*>This time</,
    )
  })

  it('gives names the room that they want, and cuts only what has none', () => {
    const long = 'Digital and Technology Directorate'
    assert.ok(picture('HR', long).includes(`>${long}</text>`))
    const longest = `${long}, with everything that has ever belonged to it`
    assert.match(picture(longest), />Digital and Technology Directorate, with ever[^<]*…<\/text>/)
    const firstRing = (drawn: string) => Number(/<circle cx="([\d.]+)"/.exec(drawn)?.[1])
    assert.ok(firstRing(picture('HR')) < firstRing(picture(long)), 'short names leave the room to the picture')
  })
})
