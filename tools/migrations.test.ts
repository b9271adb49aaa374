import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { migrationBreaches } from './migrations.ts'

describe('migrations', () => {
  it('lie with the house or in the folder of a room, each under a number of its own', () => {
    const right = ['db/migrations/0001_ground.sql', 'src/features/assets/migrations/0002_origin.sql']
    assert.deepEqual(migrationBreaches(right), [])
  })

  it('are named where they have one number, or are not found', () => {
    assert.deepEqual(
      migrationBreaches([
        'db/migrations/0001_ground.sql',
        'src/features/assets/migrations/0001_origin.sql',
        'src/features/assets/places/migrations/0002_rooms.sql',
        'db/migrations/3_short.sql',
      ]),
      [
        'src/features/assets/places/migrations/0002_rooms.sql is never run: it lies in no folder of migrations',
        'db/migrations/3_short.sql is not named as migrations are: 0001_what_it_does.sql',
        'db/migrations/0001_ground.sql and src/features/assets/migrations/0001_origin.sql have one number: give the newest a number of its own',
      ],
    )
  })
})
