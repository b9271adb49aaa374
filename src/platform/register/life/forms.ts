import { type Person, seenBy } from '../../access/index.ts'
import { type Day, isDay } from '../../calendar/index.ts'
import { name, sql } from '../../db/index.ts'
import { BadRequest } from '../../errors.ts'
import { day, form, requiredText, valueOrRefusal } from '../../form/index.ts'
import { inUnitOf } from '../in-unit.ts'
import type { Register, RegisterField } from '../model.ts'
import type { ReferenceTarget } from '../reference-target.ts'
import { seenRows } from '../store.ts'
import type { KitEnding } from './declared.ts'
import type { End } from './ending.ts'
import { fieldsTo } from './moving.ts'

/** As long as a reason may be. */
const MOST = 2_000

/** Asks for the day and the reason of an end. */
export const endForm = ({ day: which }: KitEnding) =>
  form({
    on: day({
      label: which === 'last' ? 'Last day' : 'Day on which it ended',
      hint: 'This can be a day to come: nothing changes until then',
      required: which === 'last' ? 'Enter the last day' : 'Enter the day on which it ended',
    }),
    why: requiredText({ label: 'Why did it end?', required: 'Enter why it ended', lines: 3, most: MOST }),
  })

export const deleteForm = () =>
  form({
    why: requiredText({
      label: 'Why was it a mistake?',
      hint: 'Do not repeat what the entry said. We keep your reason',
      required: 'Enter why it was a mistake',
      lines: 3,
      most: MOST,
    }),
  })

/** The field that asks with which other item of its register one becomes one; null where nothing leads to items of it. */
export function intoField(
  register: Register,
  registers: readonly Register[],
  { from, person }: { readonly from: string; readonly person: Person },
): RegisterField | null {
  const to = targetOf(register, registers)
  const { singular } = register
  return (
    to && {
      kind: 'reference',
      column: 'into',
      label: `Which ${singular} do you keep?`,
      hint: `What leads to this ${singular} will lead to that one`,
      required: `Select the ${singular} to keep`,
      to: { ...to, fit: anotherThan(register, from, person) },
    }
  )
}

/** Those into which somebody may merge an item: every other one that they are shown and may change. */
const anotherThan = (register: Register, from: string, person: Person): NonNullable<ReferenceTarget['fit']> => ({
  ids: () =>
    sql`select item.id from ${name(...register.table)} as item where item.id <> ${from} and ${seenBy(seenRows(register), person)} and ${inUnitOf(register, person, register.change, 'item')}`,
  otherwise: `cannot be chosen here: choose another ${register.singular}`,
})

/** How other fields lead to items of a register. */
function targetOf(register: Register, registers: readonly Register[]): ReferenceTarget | null {
  const [field] = registers.flatMap((one) => fieldsTo(one, register))
  return field?.to ?? null
}

const textIn = (sent: unknown, key: string): string => {
  const value = (sent as Readonly<Record<string, unknown>> | null)?.[key]
  if (value !== undefined && value !== null && typeof value !== 'string')
    throw new BadRequest(`“${key}” must be a text`)
  return (value ?? '').trim()
}

/** What programs give, by the rules of the forms. */
const GIVEN = {
  on: day({ label: 'The day' }),
  why: requiredText({ label: 'The reason', required: 'Say why', lines: 3, most: MOST }),
}

/** The reason that a program gives. Throws BadRequest where there is none. */
export const whySent = (sent: unknown): string =>
  valueOrRefusal(form({ why: GIVEN.why }).read({ why: textIn(sent, 'why') })).why

/** The end that a program gives: today where it says no day. Throws BadRequest where it says no reason, or what is no day. */
export function endSent(sent: unknown, today: Day): End {
  const given = textIn(sent, 'on')
  if (given !== '' && !isDay(given)) throw new BadRequest('Give the day as YYYY-MM-DD')
  const { on, why } = valueOrRefusal(form(GIVEN).read({ on: given, why: textIn(sent, 'why') }))
  return { on: on ?? today, why }
}
