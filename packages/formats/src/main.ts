import { Command } from 'commander'
import { faultInWords, formatCommands } from './cli.ts'

/** The commands of this package alone, which start at once. */
const program = new Command('muniment')
formatCommands(program)
try {
  await program.parseAsync()
} catch (error) {
  const words = faultInWords(error)
  if (words === null) throw error
  process.stderr.write(`${words}\n`)
  process.exitCode = 1
}
