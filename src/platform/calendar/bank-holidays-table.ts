import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { isDay } from './day.ts'

const Years = z.record(z.string(), z.array(z.string().refine(isDay, 'not a day')))
const Table = z.object({ 'england-and-wales': Years, scotland: Years, 'northern-ireland': Years })

/** The bank holidays of each division, by year. */
export type BankHolidays = Readonly<z.infer<typeof Table>>

/** Reads a table of bank holidays: the one that comes with the product, or one that an administrator keeps. Throws where a day does not exist. */
export const readBankHolidays = (file: string): BankHolidays =>
  Table.parse(parse(readFileSync(file, 'utf8'), { schema: 'core' }))
