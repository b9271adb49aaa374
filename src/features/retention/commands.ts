import type { Command } from 'commander'
import { type Day, DIVISIONS, type Division, dayOf } from '#platform/calendar/index.ts'
import { readConfig } from '#platform/config.ts'
import { BadRequest } from '#platform/errors.ts'
import { keptCalendar } from '#platform/kept-calendar.ts'
import { print } from '#platform/printing.ts'
import { inSentence, shortened } from '#platform/words.ts'
import { clock, dayOfTrigger, type Outcome, type YearEnd, yearEndFrom } from './clock/index.ts'

interface ClockOptions {
  readonly from?: readonly string[]
  readonly asOf?: string
  readonly yearEnd?: string
  readonly division?: string
  readonly json?: boolean
}

const HELP = `
TRIGGER is what starts the clock: creation, closure, last action, superseded, date of birth, a year’s end
(“financial year end”), or an event in your own words (“contract ends”).
PERIOD is how long it is kept: “7 years”, “18 months”, “90 days”, “20 working days”, P7Y, “financial year end + 6 years”,
“current year + 3”, “until 25 years old”, “until superseded + 1 year”, “immediately”, “permanently”.

The day that is printed is the last on which it is kept. There is none where it is kept for ever, and where something is asked:
"asked" is then true, and "why" says what.

  muniment retention clock closure "7 years" --from 2024-01-12
  muniment retention clock "contract ends" "FY + 6" --from "12 January 2024" --json
  muniment retention clock "date of birth" "until 25 years old" --from 2001-05-03`

/** `muniment retention clock`: until when something is kept, by a trigger and a period in words. Needs no database. */
export function retentionCommands(program: Command): void {
  program
    .command('retention')
    .description('say how long records are kept')
    .command('clock')
    .description('say until which day something is kept, and why')
    .argument('<trigger>', 'what starts the clock, such as closure or “contract ends”')
    .argument('<period>', 'how long it is kept, such as “7 years” or “financial year end + 6 years”')
    .option(
      '--from <day>',
      'the day of the trigger, as 2024-01-12; more than once where it happened more than once',
      added,
    )
    .option(
      '--year-end <day>',
      'the last day of your financial or academic year, as “31 July”; 31 March and 31 August if left out',
    )
    .option('--division <name>', `whose bank holidays count: ${inSentence(DIVISIONS, 'or')}`)
    .option('--as-of <day>', 'the day that counts as today')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action((trigger: string, period: string, options: ClockOptions) => {
      const outcome = clock({
        trigger,
        period,
        days: (options.from ?? []).map(readDay),
        today: options.asOf === undefined ? dayOf(new Date()) : readDay(options.asOf),
        yearEnd: readYearEnd(options.yearEnd),
        division: readDivision(options.division),
        calendars: (division) => keptCalendar(division, readConfig().bankHolidays),
      })
      if ('refused' in outcome) throw new BadRequest(outcome.refused, outcome.advice)
      for (const line of options.json ? [asJson(outcome)] : [outcome.until ?? '…', outcome.why]) print(line)
    })
}

const asJson = ({ until, why, isAsked }: Outcome): string =>
  JSON.stringify({ until, why, ...(isAsked ? { asked: true } : {}) })

const added = (day: string, days: readonly string[] = []): readonly string[] => [...days, day]

function readDay(text: string): Day {
  const day = dayOfTrigger(text)
  if (typeof day !== 'string') throw new BadRequest(day.refused, day.advice)
  return day
}

function readYearEnd(text: string | undefined): YearEnd | null {
  const end = text === undefined ? null : yearEndFrom(text)
  if (text !== undefined && end === null)
    throw new BadRequest(
      `“${shortened(text, 40)}” is not the end of a year`,
      'Write it as “31 July” or “end of February”.',
    )
  return end
}

function readDivision(text: string | undefined): Division | null {
  const division = DIVISIONS.find((one) => one === text) ?? null
  if (text !== undefined && division === null)
    throw new BadRequest(`The division is one of ${inSentence(DIVISIONS, 'or')}`)
  return division
}
