import { createHash } from 'node:crypto'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { clean, firstValue } from '#platform/form/index.ts'
import {
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
  redirectUndone,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { type ImportedPlan, type OtherRow, type Question, ROW_KINDS } from '../recognising/model/model.ts'
import { mend, withDetails } from './details.ts'
import { foundImport, readAnew } from './lookup.ts'
import { saveChoices } from './store.ts'
import { rowKindForm, rowKindPage } from './views/mend.ts'

/** Where it is answered how a document is read: who a cell of owners names, and what a row is. */
export const mendingRoutes: readonly Route[] = [
  post(paths.importOwners(':id'), 'plans:import', answerOwners),
  get(paths.importRowKind(':id', ':place'), 'plans:import', async (asked) => {
    const kept = await foundImport(asked)
    const row = rowAt(kept.plan, asked.params.place ?? '')
    return page(rowKindPage(kept.id, row, rowKindForm.filled({ kind: row.kind })))
  }),
  post(paths.importRowKind(':id', ':place'), 'plans:import', chooseRowKind),
]

type OwnersQuestion = NonNullable<Question['owners']>

/** The questions of who owns what, each with the name of its answer in the form. */
export function ownersAsked({ questions }: ImportedPlan): (OwnersQuestion & { readonly name: string })[] {
  return questions.flatMap(({ owners }) =>
    owners ? [{ ...owners, name: createHash('sha256').update(owners.cell).digest('base64url').slice(0, 16) }] : [],
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** As many owners of one cell as an action takes, each as long as it takes them. */
const MOST_OWNERS = 50
const LONGEST_OWNER = 500

async function answerOwners(asked: PersonRequest): Promise<Reply> {
  const kept = await foundImport(asked)
  const answers = ownersAsked(kept.plan).flatMap(({ name, cell, ways }): [string, readonly string[]][] => {
    const answer = firstValue(asked.body, `owners-${name}`)
    const own = linesOf(clean(firstValue(asked.body, `own-${name}`)))
    if (own.length > MOST_OWNERS || own.some((line) => line.length > LONGEST_OWNER))
      throw new BadRequest(`Name at most ${MOST_OWNERS} owners, each in ${LONGEST_OWNER} characters or less`)
    if (answer === 'own') return own.length > 0 ? [[cell, own]] : []
    const way = answer === '' ? undefined : ways[Number(answer)]
    return way ? [[cell, way]] : []
  })
  if (answers.length === 0) {
    await saveChoices(asked.db, kept.id, withDetails(kept.choices, asked.body))
    return redirectUndone(paths.import(kept.id), 'No owners were changed: no answer was given')
  }
  const owners = { ...kept.choices.owners, ...Object.fromEntries(answers) }
  await mend(asked, kept, { ...kept.choices, owners })
  return redirect(paths.import(kept.id), 'The owners were read as you said')
}

/** A row as it is read now: one that is an action has its words, any other is among the other rows. */
function rowAt(
  { recommendations, otherRows }: ImportedPlan,
  place: string,
): { place: string; kind: OtherRow['kind'] | 'action'; words: string } {
  const other = otherRows.find((row) => row.place === place)
  if (other) return other
  const action = recommendations
    .flatMap(({ actions }) => actions)
    .find((one) => one.place === place || one.place.startsWith(`${place}.`))
  if (!action) throw new NotFound()
  return { place, kind: 'action', words: action.text }
}

/** Reads the document again with a row as somebody said. Corrections of what it was before are forgotten. */
async function chooseRowKind(asked: PersonRequest): Promise<Reply> {
  const kept = await foundImport(asked)
  const row = rowAt(kept.plan, asked.params.place ?? '')
  const read = rowKindForm.read(asked.body)
  const kind = ROW_KINDS.find((known) => read.ok && known === read.value.kind)
  if (!read.ok || !kind) return page(rowKindPage(kept.id, row, read), 422)
  await readAnew(asked, kept, { ...kept.choices, rows: { ...kept.choices.rows, [row.place]: kind } })
  return redirect(paths.import(kept.id), 'The document was read again')
}
