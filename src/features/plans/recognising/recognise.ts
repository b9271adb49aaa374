import { type Day, dayOf } from '#platform/calendar/index.ts'
import type { ReadDocument } from '#platform/reading/index.ts'
import { readWrittenPlan } from '../exchange/read.ts'
import { BlockReader } from './block-reader.ts'
import { withToldBeside } from './doubts/pale-statuses.ts'
import { questionsOfActions, withHeaders } from './doubts/questions-of-actions.ts'
import { questionsOfColumns } from './doubts/questions-of-columns.ts'
import { questionOfDay, questionOfYear } from './doubts/questions-of-day.ts'
import { settleLines } from './headings/line-groups.ts'
import type { OpenRecommendation } from './headings/open-recommendations.ts'
import { withKnownBefore } from './known-before.ts'
import type { CellsBeside } from './model/cell-beside.ts'
import type {
  Choices,
  ImportedAction,
  ImportedPlan,
  ImportedRecommendation,
  Question,
  TableColumns,
} from './model/model.ts'
import { questionOfNoActions } from './model/questions.ts'
import { type KnownNames, NO_NAMES } from './owners/known-names.ts'
import { type Source, sourceOf } from './source.ts'
import { withClaimsInDoubt } from './statuses/claims-in-doubt.ts'
import type { KeyPair } from './statuses/key-pairs.ts'
import { keyOfDone, withKeys } from './statuses/keyed-statuses.ts'
import { withDatesInActions } from './words/dates-in-actions.ts'
import { waitsForDate } from './words/dating.ts'
import { withFractions } from './words/fractions.ts'
import { withJustGone } from './words/just-gone.ts'

/**
 * Understands a document as an action plan: recommendations, their actions, owners, target dates, states and commentary.
 *
 * Where neither the document nor a person says the plan's date, `isDated` is false and words that hang on it are not read.
 * `choices` are a person's corrections, `known` the names that are never cut when owners are told apart. Nothing is dropped: what
 * finds no place is listed in `leftOver`.
 */
export function recognisePlan(
  document: ReadDocument,
  today: Day = dayOf(new Date()),
  choices: Choices = {},
  known: KnownNames = NO_NAMES,
): ImportedPlan {
  const written = readWrittenPlan(document, today, choices.asOf)
  if (written) return written
  const source = sourceOf(document, today, choices)
  const first = new BlockReader(source, known).read()
  const recommendations = first.sections.finish()
  // Lines that turned out to name no group are read once more, as what they are.
  const unnamed = settleLines(recommendations)
  if (unnamed.size === 0) return planOf(source, first, recommendations, known)
  const second = new BlockReader(source, known, unnamed).read()
  return planOf(source, second, second.sections.finish(), known)
}

/** What was read, as a plan: what actions claim and when they are due is settled, and what is in doubt is asked. */
function planOf(
  source: Source,
  reader: BlockReader,
  open: readonly OpenRecommendation[],
  known: KnownNames,
): ImportedPlan {
  const { document, said, today } = source
  const { tables, sections, sheets, year } = reader
  const isDated = said.day !== null && !(year && targetsOf(open).some(waitsForDate))
  const asOf = (isDated ? said.day : null) ?? today
  const ofRows = [...reader.questionsOfRows]
  const understood = understand(source, reader, open, { known, questions: ofRows })
  const {
    found,
    questions: ofClaims,
    headers,
  } = withClaims(understood, { keys: source.keys, beside: reader.beside, tables })
  const actions = found.flatMap((recommendation) => recommendation.actions)
  const ofDay =
    !isDated && actions.length > 0 ? [questionOfDay(today, said)] : yearAsked(reader, found, { asOf, hint: said.hint })
  return {
    title: sections.titles.settled(document.title) ?? sheets.title,
    asOf,
    isDated,
    recommendations: found,
    leftOver: reader.leftOver,
    questions: [
      ...(actions.length === 0 ? [questionOfNoActions(tables.length > 0)] : []),
      ...source.questions,
      ...ofDay,
      ...ofRows,
      ...reader.questions,
      ...ofClaims,
      ...questionsOfColumns(tables, actions, headers),
      ...questionsOfActions(actions, tables, ofClaims),
    ],
    tables,
    otherRows: reader.otherRows,
  }
}

/** Recommendations with the day from which each action speaks, and their dates read by all that the document says of days. */
function understand(
  { said, today }: Source,
  { tables, sections, dating }: BlockReader,
  open: readonly OpenRecommendation[],
  { known, questions }: { readonly known: KnownNames; readonly questions: Question[] },
): readonly ImportedRecommendation[] {
  const closed = open.map((recommendation) => {
    const one = finished(recommendation, recommendation.updated ?? sections.updated, dating.asOf, today)
    return { ...one, actions: withHeaders(one.actions, tables).map((action) => withRegistered(action, known)) }
  })
  const dated = withJustGone(said, tables, withKnownBefore(closed))
  return withFractions(withDatesInActions(dated, { ...dating, asked: questions }))
}

/** Asks for the day of a plan of which only the year is known, where a date was read within that year. */
const yearAsked = (
  { year }: BlockReader,
  found: readonly ImportedRecommendation[],
  { asOf, hint }: { readonly asOf: Day; readonly hint: string | null },
): Question[] =>
  year && targetsOf(found).some(({ text }) => year.isCounted(text)) ? [questionOfYear(asOf, hint ?? '')] : []

/** What actions claim: by the document's own key, by what stands beside a colour, and where other words leave a doubt. */
function withClaims(
  recommendations: readonly ImportedRecommendation[],
  of: { readonly keys: readonly KeyPair[]; readonly beside: CellsBeside; readonly tables: readonly TableColumns[] },
) {
  const keyed = withKeys(recommendations, of.keys, of.tables)
  const told = withToldBeside(keyed.found, of.beside, { tables: of.tables, tells: keyOfDone(of.keys) })
  return {
    found: withClaimsInDoubt(told.found),
    questions: [...keyed.questions, ...told.questions],
    headers: told.headers,
  }
}

const targetsOf = (recommendations: readonly Pick<ImportedRecommendation, 'actions'>[]) =>
  recommendations.flatMap(({ actions }) => actions.flatMap(({ target }) => target ?? []))

/** Actions speak from the day of the plan, or from that of a later update; nothing speaks from a day to come. */
function finished(
  { place, ref, text, commentary, actions }: OpenRecommendation,
  updated: Day | null,
  asOf: Day,
  today: Day,
): ImportedRecommendation {
  const last = updated !== null && updated > asOf ? updated : asOf
  const saidOn = last > today ? today : last
  const said = actions.map((action) => ({ ...action, saidOn }))
  return { place, ref, text, commentary: commentary.join('\n') || null, updated, actions: said }
}

function withRegistered(action: ImportedAction, known: KnownNames): ImportedAction {
  const words = [action.status, action.verdict].filter(Boolean).join('\n')
  const registered = known.within(words).map(({ from, to }) => words.slice(from, to))
  return registered.length === 0 ? action : { ...action, registered }
}
