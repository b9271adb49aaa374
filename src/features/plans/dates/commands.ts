import type { Command } from 'commander'
import { type Day, dayOf, isDay } from '#platform/calendar/index.ts'
import { BadRequest } from '#platform/errors.ts'
import { printText } from '#platform/printing.ts'
import { interpretDate } from './interpret.ts'
import type { Interpretation } from './model.ts'

/** The day that an option gives; today where it is left out. */
export function readDay(text: string | undefined): Day {
  if (text === undefined) return dayOf(new Date())
  if (!isDay(text)) throw new BadRequest(`${text} is not a day`, 'Write it as 2017-03-31.')
  return text
}

/** `muniment dates`: what is made of the words of a target date. Needs no database. */
export function dateCommands(program: Command): void {
  program
    .command('dates')
    .description('say how a target date in words is read')
    .argument('<text>', 'the words, in quotation marks')
    .option('--as-of <day>', 'the plan’s own date, as 2016-04-01; today if left out')
    .option('--json', 'print JSON')
    .action((text: string, options: { asOf?: string; json?: boolean }) => {
      const reading = interpretDate(text, readDay(options.asOf))
      printText(options.json ? asJson(text, reading) : inLines(reading))
    })
}

const asJson = (text: string, { kind, earliest, latest, why, alternatives, asked }: Interpretation): string =>
  JSON.stringify({ text, kind, earliest, latest, why, alternatives, ...(asked ? { asked } : {}) })

const inLines = ({ kind, earliest, latest, why, alternatives }: Interpretation): string =>
  [
    `${kind}: ${earliest ?? '…'} to ${latest ?? '…'}`,
    why,
    ...alternatives.map((one) => `or ${one.kind}: ${one.earliest ?? '…'} to ${one.latest ?? '…'} – ${one.why}`),
  ].join('\n')
