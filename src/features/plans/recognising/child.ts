import { answerIn, type ReadDocument, readBytes } from '#platform/reading/index.ts'
import { KnownNames } from './known-names.ts'
import { linesOf } from './lines.ts'
import type { AskedOfPlan } from './read-plan.ts'
import { recognisePlan } from './recognise.ts'

/** The disposable process that reads a document and understands it as a plan: dates and owners are read here, once. */
await answerIn(({ name, isRead, today, choices, names }: AskedOfPlan, bytes) => {
  const document = isRead ? (JSON.parse(bytes.toString('utf8')) as ReadDocument) : readBytes(bytes, name)
  const lines = linesOf(recognisePlan(document, today, choices, new KnownNames(names)))
  return [isRead ? '' : JSON.stringify(document), ...lines]
})
