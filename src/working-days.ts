import type { Command } from 'commander'
import { DIVISIONS, isDay } from '#platform/calendar/index.ts'
import { readConfig } from '#platform/config.ts'
import { BadRequest } from '#platform/errors.ts'
import { keptCalendar } from '#platform/kept-calendar.ts'
import { print, tell } from '#platform/printing.ts'
import { inSentence, shortened } from '#platform/words.ts'

const refused = (what: string) => new BadRequest(what, 'Such as: muniment working-days 2027-03-24 20')

/** `muniment working-days`: freedom of information counts working days, which know the bank holidays. Needs no database. */
export function workingDaysCommand(program: Command): void {
  program
    .command('working-days')
    .description('the day so many working days after another, such as the 20 of a freedom of information request')
    .argument('<day>', 'the day that is not counted, as 2027-03-24')
    .argument('<count>', 'how many working days')
    .option('--division <name>', 'england-and-wales, scotland or northern-ireland', 'england-and-wales')
    .action((day: string, count: string, options: { division: string }) => {
      const division = DIVISIONS.find((one) => one === options.division)
      if (!isDay(day)) throw refused(`“${shortened(day, 40)}” is not a day as 2027-03-24`)
      if (!/^\d{1,4}$/.test(count)) throw refused(`“${shortened(count, 40)}” is not a whole number from 0 to 9999`)
      if (!division) throw refused(`The division is one of ${inSentence(DIVISIONS, 'or')}`)
      const calendar = keptCalendar(division, readConfig().bankHolidays)
      const last = calendar.after(day, Number(count))
      print(last)
      if (!calendar.knows(day) || !calendar.knows(last))
        tell('The bank holidays of that year are not known: only weekends were left out.')
    })
}
