#!/usr/bin/env node
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { faultInWords, formatCommands } from './cli.ts'
import { linesInTerminal } from './in-terminal.ts'

/** The commands of this package alone, which start at once: as a part of Muniment or by themselves. */
const { MUNIMENT_ROOT, MUNIMENT_DATA, MUNIMENT_FORMATS, XDG_DATA_HOME } = process.env
const isAlone = MUNIMENT_ROOT === undefined && MUNIMENT_DATA === undefined
if (isAlone && MUNIMENT_FORMATS === undefined)
  process.env.MUNIMENT_FORMATS = join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'muniment-formats')

/** What commander and faults say may hold what was typed. */
const tell = (text: string): void => {
  process.stderr.write(linesInTerminal(text))
}
const program = new Command(isAlone ? 'muniment-formats' : 'muniment').configureOutput({ writeErr: tell })
formatCommands(program)
try {
  await program.parseAsync()
} catch (error) {
  const words = faultInWords(error)
  if (words === null) throw error
  tell(`${words}\n`)
  process.exitCode = 1
}
