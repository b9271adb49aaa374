import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Command } from 'commander'
import { bringCommands, commands } from './commands.ts'
import { rooms } from './house.ts'

const wordsOf = (program: Command) => program.commands.flatMap((one) => [one.name(), ...one.aliases()])
const noHouse = () => assert.fail('no command is run here')

describe('commands', () => {
  for (const { words, bring } of commands)
    it(`that begin with ${words[0]} are just those that they are said to be`, async () => {
      const program = new Command()
      await bring(program, noHouse, async () => rooms)
      assert.deepEqual(wordsOf(program), words)
    })

  it('have each word once', () => {
    const words = commands.flatMap((one) => one.words)
    assert.deepEqual(
      words.filter((word, index) => words.indexOf(word) !== index),
      [],
    )
  })

  it('are found where a room says them, and reading what it says reads nothing else of it', () => {
    const rooms = join(import.meta.dirname, 'features')
    const files = readdirSync(rooms).map((room) => join(rooms, room, 'command-words.ts'))
    const said = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'))
    assert.ok(said.length > 10)
    for (const text of said)
      assert.deepEqual(text.match(/^import .*/gm), ["import type { RoomCommands } from '#platform/room/index.ts'"])
    const silent = readdirSync(rooms).filter(
      (room) => existsSync(join(rooms, room, 'commands.ts')) && !existsSync(join(rooms, room, 'command-words.ts')),
    )
    assert.deepEqual(silent, [], 'each room with commands says their words')
  })

  it('are brought alone where one is called, and all of them where none is', async () => {
    const [one, all] = [new Command(), new Command()]
    await bringCommands(one, noHouse, ['backup'])
    assert.deepEqual(wordsOf(one), ['backup', 'restore', 'verify'])
    await bringCommands(all, noHouse, ['--help'])
    assert.deepEqual(
      wordsOf(all),
      commands.flatMap(({ words }) => words),
    )
  })
})
