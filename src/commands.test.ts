import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Command } from 'commander'
import { bringCommands, commands } from './commands.ts'

const wordsOf = (program: Command) => program.commands.flatMap((one) => [one.name(), ...one.aliases()])
const noHouse = () => assert.fail('no command is run here')

describe('commands', () => {
  for (const { words, bring } of commands)
    it(`that begin with ${words[0]} are just those that they are said to be`, async () => {
      const program = new Command()
      await bring(program, noHouse)
      assert.deepEqual(wordsOf(program), words)
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
