import type { Command } from 'commander'
import { printText } from '#platform/printing.ts'
import { bytesAt } from '#platform/reading/index.ts'
import { counted } from '#platform/words.ts'
import { checkedGlossary, type GlossaryCheck } from './glossary/index.ts'
import { LIMITS } from './glossary/model.ts'

const HELP = `
It ends with 1 where the glossary is not valid. Each error names its line, and the condition of SKOS that is broken where there
is one. docs/glossaries.md lists what is checked.

  muniment glossary check terms.ttl
  muniment glossary check terms.ttl --json`

/** `muniment glossary check`: what is wrong with a glossary, from its file alone. Needs no database. */
export function glossaryCommands(program: Command): void {
  program
    .command('glossary')
    .description('glossaries')
    .command('check')
    .description('say what is wrong with a glossary; needs no database')
    .argument('<file>', 'SKOS in Turtle: .ttl')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (path: string, options: { json?: boolean }) => {
      const checked = await checkedGlossary(await bytesAt(path, WANTED))
      printText(options.json ? JSON.stringify(checked) : inLines(checked))
      if (!checked.valid) process.exitCode = 1
    })
}

const WANTED = {
  what: 'one glossary in Turtle',
  most: LIMITS.fileBytes,
  tooLarge: 'Check a part of it at a time.',
} as const

const inLines = ({ errors }: GlossaryCheck): string =>
  errors.length === 0
    ? 'The glossary is valid.'
    : [...errors, counted(errors.length, 'thing is wrong.', 'things are wrong.')].join('\n')
