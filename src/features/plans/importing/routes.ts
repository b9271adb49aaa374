import { unitTree } from '#features/people/index.ts'
import { isDay } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue, type Values } from '#platform/form/index.ts'
import { isId, newId } from '#platform/ids.ts'
import type { FieldError } from '#platform/page/index.ts'
import { type ReadDocument, readDocument, UnreadableFile } from '#platform/reading/index.ts'
import { type Answer, type AskedBy, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import { interpretDate } from '../dates/index.ts'
import { paths } from '../paths.ts'
import { readingsOf, readReading } from '../targets.ts'
import { applyEdits, type Edit } from './edits.ts'
import { detailsForm, pasteForm, rowForm } from './forms.ts'
import { COLUMN_FIELDS, type ColumnField, type ImportedAction, type ImportedPlan } from './model.ts'
import { recognisePlan } from './recognise.ts'
import { savePlan } from './save-plan.ts'
import { discardImport, findImport, type KeptImport, keepImport, openImports, saveChoices, saveEdit } from './store.ts'
import { columnsKey, previewPage, rowPage, startPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.imports, 'plans:import', async ({ db, person }) => page(startPage(await openImports(db, person.id)))),
  post(paths.imports, 'plans:import', start, { takesFile: true }),
  get(paths.import(':id'), 'plans:import', async (asked) => preview(asked, await found(asked))),
  post(paths.import(':id'), 'plans:import', finish),
  post(paths.importColumns(':id'), 'plans:import', async (asked) => {
    const kept = await found(asked)
    await saveChoices(asked.db, kept.id, {
      ...kept.choices,
      columns: readColumns(asked.body, planOf(kept, asked.today)),
    })
    return redirect(paths.import(kept.id), 'The document was read again')
  }),
  post(paths.importDiscard(':id'), 'plans:import', async ({ db, params, person }) => {
    if (isId(params.id ?? '')) await discardImport(db, params.id ?? '', person.id)
    return redirect(paths.imports, 'The import was discarded')
  }),
  get(paths.importRow(':id', ':place'), 'plans:import', async (asked) => {
    const { kept, plan, action } = await foundRow(asked)
    return page(
      rowPage(
        kept.id,
        action,
        readingsOf(action.target?.text ?? '', plan.asOf, action.target ?? undefined),
        filledRow(action),
        plan.asOf,
      ),
    )
  }),
  post(paths.importRow(':id', ':place'), 'plans:import', correctRow),
]

async function found({ db, params, person }: AskedBy): Promise<KeptImport> {
  const id = params.id ?? ''
  const kept = isId(id) ? await findImport(db, id, person.id) : null
  if (!kept) throw new NotFound('There is no such import. It may have been finished or discarded.')
  return kept
}

const planOf = ({ document, choices }: KeptImport, today: string): ImportedPlan =>
  recognisePlan(document, today, choices)

/** Reads the document in a process of its own, keeps the original and what was read, and shows it. */
async function start({ db, blobs, act, person, file, body }: AskedBy): Promise<Answer> {
  const pasted = pasteForm.read(body)
  const text = pasted.ok ? pasted.value.table : null
  const again = async (errors: FieldError[], status = 422) =>
    page(startPage(await openImports(db, person.id), errors, { values: body, errors }), status)
  if (!pasted.ok) return again([...pasted.errors])
  if (!file && !text) return again([{ field: 'file', message: 'Choose a document, or paste a table' }])
  const bytes = file?.bytes ?? Buffer.from(text ?? '')
  let document: ReadDocument
  try {
    document = await readDocument(bytes, file?.name ?? 'pasted.txt')
  } catch (error) {
    if (error instanceof UnreadableFile)
      return again([{ field: file ? 'file' : 'table', message: `${error.message} ${error.advice}` }])
    throw error
  }
  const original = await blobs.keep(bytes)
  const id = newId(act.at.getTime())
  await db.transaction((tx) =>
    keepImport(tx, {
      id,
      personId: person.id,
      at: act.at,
      fileName: file?.name ?? 'Pasted table',
      ...original,
      document,
    }),
  )
  return redirect(paths.import(id))
}

async function unitChoices({ db, today }: AskedBy) {
  return (await unitTree(db, today)).map(({ id, name }) => ({ value: id, text: name }))
}

async function preview(asked: AskedBy, kept: KeptImport, state?: FormState): Promise<Answer> {
  const plan = applyEdits(planOf(kept, asked.today), kept.edits)
  const form = detailsForm(await unitChoices(asked))
  const title = kept.choices.title ?? plan.title ?? kept.fileName.replace(/\.[^.]+$/, '')
  const shown = state ?? form.filled({ title: title.slice(0, 300), asOf: plan.asOf, unit: kept.choices.unitId ?? null })
  const view = previewPage({
    id: kept.id,
    fileName: kept.fileName,
    plan,
    details: form.controls(shown),
    edited: new Set(Object.keys(kept.edits)),
    from: Math.max(0, Math.trunc(Number(firstValue(asked.query, 'from'))) || 0),
    errors: shown.errors,
  })
  return page(view, state ? 422 : 200)
}

/** Imports the plan; where its date was changed, it is read again first so that people see what that does. */
async function finish(asked: AskedBy): Promise<Answer> {
  const { db, act, body, today } = asked
  const kept = await found(asked)
  const read = detailsForm(await unitChoices(asked)).read(body)
  if (!read.ok) return preview(asked, kept, read)
  const before = planOf(kept, today)
  const asOf = read.value.asOf ?? before.asOf
  if (asOf !== before.asOf) {
    await saveChoices(db, kept.id, { ...kept.choices, asOf, title: read.value.title, unitId: read.value.unit })
    return redirect(
      paths.import(kept.id),
      'The date of the plan was changed, so its dates were read again. Check them, then import the plan.',
    )
  }
  const plan = applyEdits(before, kept.edits)
  if (plan.recommendations.every(({ actions }) => actions.length === 0)) {
    return preview(asked, kept, {
      values: body,
      errors: [{ field: 'title', message: 'There are no actions to import. Check what the columns hold.' }],
    })
  }
  const planId = await savePlan(db, act, plan, {
    importId: kept.id,
    title: read.value.title,
    unitId: read.value.unit,
    fileName: kept.fileName,
    digest: kept.digest,
  })
  return redirect(paths.plan(planId), 'The plan was imported')
}

/** Fields for every column of every table; tables with the same columns take the answers of the first of them. */
function readColumns(body: Values, plan: ImportedPlan): Record<number, ColumnField[]> {
  const keys = plan.tables.map(columnsKey)
  return Object.fromEntries(
    plan.tables.map(({ columns }, table) => {
      const asked = keys.indexOf(keys[table] ?? '')
      const answer = (column: number) => firstValue(body, `t${asked}c${column}`)
      return [
        table,
        columns.map(({ field }, column) => COLUMN_FIELDS.find((known) => known === answer(column)) ?? field),
      ]
    }),
  )
}

async function foundRow(asked: AskedBy): Promise<{ kept: KeptImport; plan: ImportedPlan; action: ImportedAction }> {
  const kept = await found(asked)
  const plan = planOf(kept, asked.today)
  const place = asked.params.place ?? ''
  const all = (some: ImportedPlan) => some.recommendations.flatMap(({ actions }) => actions)
  const action =
    all(applyEdits(plan, kept.edits)).find((one) => one.place === place) ?? all(plan).find((one) => one.place === place)
  if (!action) throw new NotFound()
  return { kept, plan, action }
}

function filledRow({ owners, target, ...action }: ImportedAction): FormState {
  return rowForm.filled({ ...action, owners: owners.join('\n'), target: target?.text ?? null, leaveOut: 'no' })
}

async function correctRow(asked: AskedBy): Promise<Answer> {
  const { db, body, person } = asked
  const { kept, plan, action } = await foundRow(asked)
  const read = rowForm.read(body)
  const words = read.ok ? read.value.target : firstValue(body, 'target')
  const isSame = (words ?? '') === (action.target?.text ?? '')
  const readings = readingsOf(
    isSame ? (action.target?.text ?? '') : (words ?? ''),
    plan.asOf,
    isSame ? (action.target ?? undefined) : undefined,
  )
  const chosen = isSame ? readReading(readings, body, person.name) : { reading: interpretDate(words ?? '', plan.asOf) }
  const errors = [...read.errors, ...('errors' in chosen ? chosen.errors : [])]
  if (!read.ok || 'errors' in chosen)
    return page(rowPage(kept.id, action, readings, { values: body, errors }, plan.asOf), 422)
  const { target: text, leaveOut, owners, ...rest } = read.value
  const { kind, earliest, latest, why } = chosen.reading
  const edit: Edit = {
    ...rest,
    owners: (owners ?? '')
      .split('\n')
      .map((owner) => owner.trim())
      .filter(Boolean),
    target: text ? { text, kind, earliest: dayOrNull(earliest), latest: dayOrNull(latest), why } : null,
    leaveOut: leaveOut === 'yes',
  }
  await saveEdit(db, kept.id, action.place, edit)
  return redirect(paths.import(kept.id), 'The correction was saved')
}

const dayOrNull = (day: string | null) => (day && isDay(day) ? day : null)
