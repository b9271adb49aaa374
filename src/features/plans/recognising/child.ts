import { answerIn, type ReadDocument, readBytes } from '#platform/reading/index.ts'
import { KnownNames } from './owners/known-names.ts'
import type { AskedOfPlan } from './read-plan.ts'
import { recognisePlan } from './recognise.ts'
import { linesOf } from './words/lines.ts'

/** The disposable process that reads a document and understands it as a plan: dates and owners are read here, once. */
await answerIn(({ name, isRead, today, choices, names }: AskedOfPlan, bytes) => {
  const document = isRead ? (JSON.parse(bytes.toString('utf8')) as ReadDocument) : readBytes(bytes, name)
  const lines = linesOf(recognisePlan(document, today, choices, new KnownNames(names)))
  return [isRead ? '' : JSON.stringify(document), ...lines]
})
