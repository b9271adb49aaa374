import type { Day } from '#platform/calendar/index.ts'
import type { Block, ReadDocument } from '#platform/reading/index.ts'
import { withActionLines } from './columns/action-lines.ts'
import { withShapes } from './headers/table-shapes.ts'
import type { Choices, LeftOver, Question } from './model/model.ts'
import { withColours } from './statuses/coloured-cells.ts'
import type { KeyPair } from './statuses/key-pairs.ts'
import { keysOf, withoutKeys } from './statuses/status-keys.ts'
import { withCardNumbers } from './tables/cards.ts'
import { type PlanDay, planDay } from './words/plan-day.ts'

/** A document as it is read: its tables in the shape that they are meant to have, without its keys, and the day from which it speaks. */
export interface Source {
  readonly document: ReadDocument
  readonly today: Day
  readonly choices: Choices
  readonly blocks: readonly Block[]
  /** What its signs and colours mean, where it says so itself. */
  readonly keys: readonly KeyPair[]
  readonly said: PlanDay
  /** What it asked while its tables got their shape. */
  readonly questions: readonly Question[]
  /** What it holds and is not read. */
  readonly leftOver: readonly LeftOver[]
}

/** What is read of a document before any table is; `choices` are a person's corrections. */
export function sourceOf(document: ReadDocument, today: Day, choices: Choices): Source {
  const lines = withActionLines(withCardNumbers(withShapes(document.blocks, choices.shapes)))
  const unkeyed = withoutKeys(lines.blocks)
  const { blocks, ...coloured } = withColours(unkeyed.blocks)
  return {
    document,
    today,
    choices,
    blocks,
    keys: keysOf(lines.blocks),
    said: choices.asOf
      ? { day: choices.asOf, isYear: false, isToCome: false, hint: null }
      : planDay({ ...document, blocks }, today),
    questions: [...lines.questions, ...coloured.questions],
    leftOver: [...unkeyed.leftOver, ...leftFromFile(document)],
  }
}

/** What the file holds and is not read: what it could not give, and what is struck out. */
function leftFromFile({ warnings, struck = [], struckPlaces }: ReadDocument): LeftOver[] {
  return [
    ...warnings.map((text) => ({ where: 'The file', text, why: 'It could not be read.' })),
    ...struck.map((text, index) => ({
      where: struckPlaces?.[index] ?? 'The file',
      text,
      why: 'It is struck out, so it is not read as current.',
    })),
  ]
}
