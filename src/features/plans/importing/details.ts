import { type Day, isDay } from '#platform/calendar/index.ts'
import { firstValue, form, type Values } from '#platform/form/index.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { readFrom } from './dating.ts'
import { detailsForm } from './forms.ts'
import { readAnew } from './lookup.ts'
import type { KeptImport } from './store.ts'

const NAMES = ['into', 'title', 'asOf-day', 'asOf-month', 'asOf-year', 'unit']
/** Who the owners of a cell are, as chosen or written and not yet saved. */
const OWNERS = /^(?:owners|own)-[\w-]{16}$/

/** What is typed about the plan, as it was typed: also what is only half written. Undefined where the form had none of it. */
function typedDetails(body: Values): Readonly<Record<string, string>> | undefined {
  if (!('title' in body)) return undefined
  const names = [...NAMES, ...Object.keys(body).filter((name) => OWNERS.test(name))]
  return Object.fromEntries(names.map((name) => [name, firstValue(body, name).slice(0, 1_000)]))
}

/** The choices with what is typed about the plan. */
export function withDetails(choices: KeptImport['choices'], body: Values): KeptImport['choices'] {
  const details = typedDetails(body)
  return details ? { ...choices, details } : choices
}

/** Reads the document again with other choices and keeps what is typed about the plan; a date of the plan that was typed counts at once. */
export function mend(
  asked: PersonRequest,
  kept: KeptImport,
  choices: KeptImport['choices'],
): ReturnType<typeof readAnew> {
  const next = withDetails(choices, asked.body)
  const asOf = typedDay(asked.body)
  const isNew = asOf !== null && (asOf !== kept.plan.asOf || !kept.plan.isDated)
  return isNew ? readFrom(asked, kept, { ...next, asOf }) : readAnew(asked, kept, next)
}

function typedDay(body: Values): Day | null {
  const read = form({ asOf: detailsForm({ units: [], isWhole: false }, []).fields.asOf }).read(body)
  return read.ok && read.value.asOf !== null && isDay(read.value.asOf) ? read.value.asOf : null
}
