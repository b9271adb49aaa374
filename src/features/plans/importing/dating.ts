import type { Day } from '#platform/calendar/index.ts'
import { day, type FormState, form } from '#platform/form/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { dateReader, waitsForDate } from '../recognising/words/dating.ts'
import { applyEdits } from './edits.ts'
import { foundImport, readAnew } from './lookup.ts'
import { changeEdits, type KeptImport } from './store.ts'
import { datePage } from './views/date.ts'

/** Asks for the date of a plan whose document does not say it, before anything that hangs on it is read. */
export const dateRoutes: readonly Route[] = [
  get(paths.importDate(':id'), 'plans:import', async (asked) => {
    const kept = await foundImport(asked)
    return show(asked, kept, kept.plan.isDated ? dateForm.filled({ asOf: kept.plan.asOf }) : EMPTY)
  }),
  post(paths.importDate(':id'), 'plans:import', setDate),
]

const EMPTY: FormState = { values: {}, errors: [] }

const dateForm = form({
  asOf: day({
    label: 'What is the date of the plan?',
    hint: 'The day that it was agreed, published or last updated',
    required: 'Enter the date of the plan',
  }),
})

const shownDay = (asOf: Day): Record<string, string> =>
  Object.fromEntries(
    Object.entries(dateForm.filled({ asOf }).values).map(([name, value]) => [name, String(value ?? '')]),
  )

const waiting = ({ plan, edits }: KeptImport) =>
  applyEdits(plan, edits).recommendations.flatMap(({ actions }) =>
    actions.flatMap(({ target }) => (target && waitsForDate(target) ? [target.text] : [])),
  )

/** Whether there are target dates that cannot be read until somebody says the date of the plan. */
export const waitsForItsDate = (kept: KeptImport): boolean => waiting(kept).length > 0

const show = ({ today }: PersonRequest, kept: KeptImport, state: FormState, status = 200): Reply =>
  page(datePage(kept, waiting(kept), today, [dateForm.controls(state), state.errors]), status)

async function setDate(asked: PersonRequest): Promise<Reply> {
  const kept = await foundImport(asked)
  const read = dateForm.read(asked.body)
  if (!read.ok || !read.value.asOf) return show(asked, kept, read, 422)
  const { asOf } = read.value
  const { details } = kept.choices
  const dated = details ? { details: { ...details, ...shownDay(asOf) } } : {}
  await readFrom(asked, kept, { ...kept.choices, ...dated, asOf })
  return redirect(paths.import(kept.id), 'The dates were read')
}

/** Reads the document again from a date of the plan, and the corrections whose dates have waited for it. */
export async function readFrom(
  asked: PersonRequest,
  kept: KeptImport,
  choices: KeptImport['choices'] & { readonly asOf: string },
): ReturnType<typeof readAnew> {
  const read = await readAnew(asked, kept, choices)
  const readDate = dateReader(choices.asOf, true)
  await changeEdits(asked.db, kept.id, (edits) => ({
    ...edits,
    actions: Object.fromEntries(
      Object.entries(edits.actions).map(([place, edit]) =>
        edit.target && waitsForDate(edit.target)
          ? [place, { ...edit, target: readDate(edit.target.text) }]
          : [place, edit],
      ),
    ),
  }))
  return read
}
