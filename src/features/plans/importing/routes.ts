import { unitChoices } from '#features/people/index.ts'
import { checkEverywhere, mayEverywhere, mayIn, type Person } from '#platform/access/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { Busy, NotFound } from '#platform/errors.ts'
import { countIn, type FormState, firstValue, type Values } from '#platform/form/index.ts'
import type { FieldError } from '#platform/page/index.ts'
import { inSentences, UnreadableFile } from '#platform/reading/index.ts'
import { get, ownPath, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { shortened } from '#platform/words.ts'
import { paths } from '../paths.ts'
import {
  type Choices,
  COLUMN_FIELDS,
  type ColumnField,
  type ImportedPlan,
  TABLE_SHAPES,
  type TableShape,
} from '../recognising/model/model.ts'
import { understoodPlan } from '../recognising/read-plan.ts'
import { guessKey, withConfirmed } from './answered.ts'
import { answerAsBefore, toldAnswers } from './answers-before.ts'
import { correctionRoutes } from './correct.ts'
import { dateRoutes, readFrom, waitsForItsDate } from './dating.ts'
import { mend, withDetails } from './details.ts'
import { applyEdits } from './edits.ts'
import { forgetMapping } from './forget-mapping.ts'
import { detailsForm, pasteForm, type UnitsToImport } from './forms.ts'
import { readUpload } from './keep.ts'
import { foundImport } from './lookup.ts'
import { mendingRoutes, ownersAsked } from './mending.ts'
import { promisedBy } from './promised.ts'
import { rememberMappings } from './remember-mappings.ts'
import { savePlan } from './save-plan.ts'
import { stayingIn } from './staying.ts'
import { changeEdits, discardImport, type KeptImport, mappings, openImports, saveChoices, setInto } from './store.ts'
import { chosenUnasked, likelyChoices, PASTED, suggestion, titleOf } from './suggesting.ts'
import { columnsKey } from './views/columns.ts'
import { CONFIRMED, GOING_TO, isOfImport } from './views/going-on.ts'
import { previewPage, shownFrom } from './views/preview.ts'
import { startPage } from './views/start.ts'

export const routes: readonly Route[] = [
  get(paths.imports, 'plans:import', async ({ db, person }) =>
    page(startPage(await openImports(db, person.id), await ownMappings(db, person))),
  ),
  post(paths.imports, 'plans:import', start, { takesFile: true }),
  get(paths.import(':id'), 'plans:import', async (asked) => {
    const kept = await foundImport(asked)
    return waitsForItsDate(kept) ? redirect(paths.importDate(kept.id)) : preview(asked, kept)
  }),
  post(paths.import(':id'), 'plans:import', finish),
  post(paths.importColumns(':id'), 'plans:import', chooseColumns),
  post(paths.mappingRemove, 'plans:import', async ({ db, act, body, person }) => {
    checkEverywhere(person, 'plans:import')
    await forgetMapping(db, act, firstValue(body, 'id'))
    return redirect(paths.imports, 'The reading of these headers was forgotten')
  }),
  post(paths.importDiscard(':id'), 'plans:import', async ({ db, params, person }) => {
    await discardImport(db, params.id ?? '', person.id)
    return redirect(paths.imports, 'The import was discarded')
  }),
  ...correctionRoutes,
  ...dateRoutes,
  ...mendingRoutes,
]

/** Reads the document in a process of its own, keeps the original and what was read, and shows it. */
async function start(asked: PersonRequest): Promise<Reply> {
  const { db, person, file, body } = asked
  const pasted = pasteForm.read(body)
  const text = pasted.ok ? pasted.value.table : null
  const again = async (errors: FieldError[], status = 422) =>
    page(
      startPage(await openImports(db, person.id), await ownMappings(db, person), errors, { values: body, errors }),
      status,
    )
  if (!pasted.ok) return again([...pasted.errors])
  if (!file && !text) return again([{ field: 'file', message: 'Choose a document, or paste a table' }])
  const upload = file ?? { name: 'pasted.txt', bytes: Buffer.from(text ?? '') }
  try {
    return redirect(paths.import(await readUpload(asked, upload, null, file?.name ?? PASTED)))
  } catch (error) {
    if (!(error instanceof UnreadableFile || error instanceof Busy)) throw error
    return again([{ field: file ? 'file' : 'table', message: inSentences(error) }])
  }
}

/** How tables are read is kept for everybody's imports: those see it who may change it. */
const ownMappings = async (db: Queries, person: Person) =>
  mayEverywhere(person, 'plans:import') ? await mappings(db) : []

/** Units for which somebody may import, and the whole body where they may everywhere. */
async function ownUnits({ db, today, person }: PersonRequest): Promise<UnitsToImport> {
  const units = await unitChoices(db, today, person)
  return {
    units: units.filter(({ value }) => mayIn(person, 'plans:import', value)),
    isWhole: mayEverywhere(person, 'plans:import'),
  }
}

async function preview(asked: PersonRequest, kept: KeptImport, state?: FormState): Promise<Reply> {
  const plan = applyEdits(kept.plan, kept.edits)
  const likely = await likelyChoices(asked.db, asked.person, kept, plan)
  const form = detailsForm(await ownUnits(asked), likely)
  const { details } = kept.choices
  const guessed = () =>
    form.filled({
      title: titleOf(plan, kept),
      asOf: plan.isDated ? plan.asOf : null,
      unit: null,
      into: chosenUnasked(likely, kept),
    })
  const shown = state ?? (details ? { values: details, errors: [] } : guessed())
  const from = countIn(asked.query, 'from')
  const actions = shownFrom(plan.recommendations, from).flatMap(({ recommendation }) => recommendation.actions)
  const view = previewPage({
    id: kept.id,
    fileName: kept.fileName,
    plan,
    details: form.controls(shown),
    edits: kept.edits,
    owners: ownersAsked(plan),
    isMapped: kept.choices.isMapped === true,
    canKeep: mayEverywhere(asked.person, 'plans:import'),
    answered: await toldAnswers(asked.db, kept),
    suggested: suggestion(likely, kept),
    from,
    promised: await promisedBy(actions, plan, asked.today),
    staying: await stayingIn(asked.db, firstValue(shown.values, 'into'), plan, kept.choices.matches),
    errors: shown.errors,
    typed: shown.values,
  })
  return page(view, state ? 422 : 200)
}

/** Says that a title that somebody typed is not used, because the plan of which this is a new version keeps its own. */
function unusedTitle(
  plan: ImportedPlan,
  kept: KeptImport,
  title: string,
  plans: readonly { readonly value: string; readonly title: string }[],
): string | undefined {
  const into = plans.find(({ value }) => value === kept.intoPlanId)
  if (!into || title === into.title || title === titleOf(plan, kept)) return undefined
  return `The title “${shortened(title, 100)}” is not used: this is a new version of “${shortened(into.title, 100)}”, which keeps its title. To import a plan of its own, go back and choose that it is a new plan.`
}

/** Imports the plan; where its date was changed, it is read again first so that people see what that does. */
async function finish(asked: PersonRequest): Promise<Reply> {
  const { db, act, body } = asked
  const kept = await foundImport(asked)
  if (firstValue(body, 'deed') === 'keep') {
    await mend(asked, kept, kept.choices)
    return redirect(paths.import(kept.id), 'What you typed about the plan was saved')
  }
  const to = ownPath(firstValue(body, GOING_TO))
  if (isOfImport(kept.id, to)) {
    await saveChoices(db, kept.id, withDetails(kept.choices, body))
    return redirect(to)
  }
  const confirmed = firstValue(body, CONFIRMED)
  if (confirmed !== '') return confirmGuess(asked, kept, confirmed)
  const likely = await likelyChoices(asked.db, asked.person, kept)
  const read = detailsForm(await ownUnits(asked), likely).read(body)
  if (!read.ok) return preview(asked, kept, read)
  const before = kept.plan
  const asOf = read.value.asOf ?? before.asOf
  if (asOf !== before.asOf || waitsForItsDate(kept)) {
    await readFrom(asked, kept, { ...withDetails(kept.choices, body), asOf })
    return redirect(
      paths.import(kept.id),
      'The date of the plan was changed, so its dates were read again. Check them, then import the plan.',
    )
  }
  const { into } = read.value
  if (!into && !mayIn(asked.person, 'plans:import', read.value.unit)) {
    const errors = [{ field: 'unit', message: 'Select whose plan it is', control: 'unit' }]
    return preview(asked, kept, { values: body, errors })
  }
  if (into !== kept.intoPlanId) {
    await setInto(db, kept.id, into)
    if (into && (await answerAsBefore(asked, kept, into)))
      return redirect(paths.import(kept.id), 'The document was read again as a new version. Check it, then import it.')
  }
  const plan = applyEdits(before, kept.edits)
  if (plan.recommendations.length === 0) {
    return preview(asked, kept, {
      values: body,
      errors: [
        { field: 'title', message: 'There are no recommendations or actions to import. Check what the columns hold.' },
      ],
    })
  }
  if (into) await saveChoices(db, kept.id, withDetails(kept.choices, body))
  if (into) return redirect(paths.importCompare(kept.id), unusedTitle(plan, kept, read.value.title, likely))
  const planId = await savePlan(db, act, plan, {
    importId: kept.id,
    title: read.value.title,
    unitId: read.value.unit,
    fileName: kept.fileName,
    digest: kept.digest,
  })
  return redirect(paths.plan(planId), 'The plan was imported')
}

/** Keeps that somebody found a guess right. */
async function confirmGuess(asked: PersonRequest, kept: KeptImport, key: string): Promise<Reply> {
  const { body, db } = asked
  if (!kept.plan.questions.some((question) => guessKey(question) === key)) throw new NotFound()
  await saveChoices(db, kept.id, withDetails(kept.choices, body))
  await changeEdits(db, kept.id, (edits) => withConfirmed(edits, [key]))
  return redirect(paths.import(kept.id), 'The answer was saved')
}

async function chooseColumns(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, person } = asked
  const kept = await foundImport(asked)
  const read = await mend(asked, kept, { ...kept.choices, ...readColumns(body, kept) })
  if (firstValue(body, 'keep') !== 'yes' || !mayEverywhere(person, 'plans:import'))
    return redirect(paths.import(kept.id), 'The document was read again')
  const { tables } = await understoodPlan(read.understood)
  await rememberMappings(db, act, person.id, tables)
  return redirect(paths.import(kept.id), 'The document was read again, and others with these headers will be read so')
}

/** The shape of every table and fields for each of its columns; tables with the same columns take the answers of the first of them. */
function readColumns(body: Values, { plan, choices }: KeptImport): Pick<Choices, 'columns' | 'headerRows' | 'shapes'> {
  const keys = plan.tables.map(columnsKey)
  const shapes: Record<number, TableShape> = { ...choices.shapes }
  const columns: Record<number, ColumnField[]> = {}
  const headerRows: Record<number, number | null> = {}
  plan.tables.forEach((table, number) => {
    const asked = keys.indexOf(keys[number] ?? '')
    const shape = TABLE_SHAPES.find((known) => known === firstValue(body, `t${asked}s`))
    if (table.laidOut && shape !== undefined && shape !== table.laidOut.shape) {
      shapes[table.laidOut.source] = shape
      return
    }
    const row = firstValue(body, `t${asked}h`).trim()
    headerRows[number] = /^\d{1,5}$/.test(row) ? Number(row) - 1 : table.headerRow
    if (headerRows[number] === -1) headerRows[number] = null
    // In another shape or with other headers the fields are understood anew.
    if (headerRows[number] !== table.headerRow) return
    columns[number] = table.columns.map(
      ({ field }, column) => COLUMN_FIELDS.find((known) => known === firstValue(body, `t${asked}c${column}`)) ?? field,
    )
  })
  return { columns, headerRows, ...(Object.keys(shapes).length > 0 ? { shapes } : {}) }
}
