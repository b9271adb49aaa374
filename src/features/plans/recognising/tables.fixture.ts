import { readBytes } from '#platform/reading/index.ts'
import type { Choices, ImportedPlan } from './model/model.ts'
import { recognisePlan } from './recognise.ts'

/** A table of these rows, as HTML has it; bars stand between the cells of a row. */
export const tableOf = (...rows: readonly string[]): string =>
  `<table>${rows
    .map(
      (row) =>
        `<tr>${row
          .split('|')
          .map((cell) => `<td>${cell}</td>`)
          .join('')}</tr>`,
    )
    .join('')}</table>`

/** What a document with this in it, under the title of a plan of that year, is understood to say on 15 June 2018. */
export const planOf = (html: string, choices?: Choices): ImportedPlan =>
  recognisePlan(readBytes(Buffer.from(`<!doctype html><h1>Plan 2018-19</h1>${html}`), 'p.html'), '2018-06-15', choices)

/** Its actions, in order. */
export const actionsOf = ({ recommendations }: ImportedPlan) => recommendations.flatMap(({ actions }) => actions)
