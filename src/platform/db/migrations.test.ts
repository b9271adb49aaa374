import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { migrationFiles, migrations } from './migrations.ts'

describe('migrations of a release', () => {
  let root: string
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'muniment-migrations-'))
    for (const file of [
      'db/migrations/0001_ground.sql',
      'db/migrations/0004_later.sql',
      'db/migrations/README.md',
      'src/features/loans/migrations/0003_loans.sql',
      'src/features/loans/room.ts',
      'src/features/assets/migrations/0002_assets.sql',
    ]) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), `-- ${file}`)
    }
  })
  after(() => rmSync(root, { recursive: true, force: true }))

  it('are those of the house and of each room, in the order of their numbers', () => {
    assert.deepEqual(
      migrationFiles(root).map(({ file }) => file),
      [
        'db/migrations/0001_ground.sql',
        'src/features/assets/migrations/0002_assets.sql',
        'src/features/loans/migrations/0003_loans.sql',
        'db/migrations/0004_later.sql',
      ],
    )
  })

  it('are known by their names and by what they say, wherever they lie', () => {
    const [, assets] = migrations(root)
    assert.equal(assets?.name, '0002_assets.sql')
    assert.equal(assets.text, '-- src/features/assets/migrations/0002_assets.sql')
    assert.match(assets.digest, /^[0-9a-f]{64}$/)
  })
})
