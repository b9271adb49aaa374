#!/usr/bin/env node
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { faultInWords, formatCommands } from './cli.ts'

/** The commands of this package alone, which start at once: as a part of Muniment or by themselves. */
const { MUNIMENT_ROOT, MUNIMENT_DATA, MUNIMENT_FORMATS, XDG_DATA_HOME } = process.env
const isAlone = MUNIMENT_ROOT === undefined && MUNIMENT_DATA === undefined
if (isAlone && MUNIMENT_FORMATS === undefined)
  process.env.MUNIMENT_FORMATS = join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'muniment-formats')

const program = new Command(isAlone ? 'muniment-formats' : 'muniment')
formatCommands(program)
try {
  await program.parseAsync()
} catch (error) {
  const words = faultInWords(error)
  if (words === null) throw error
  process.stderr.write(`${words}\n`)
  process.exitCode = 1
}
