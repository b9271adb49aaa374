import {
  govukButton,
  govukCheckboxes,
  govukDetails,
  govukInput,
  govukSelect,
  type Html,
  html,
} from '#platform/page/index.ts'
import { paths } from '../../paths.ts'
import {
  COLUMN_FIELDS,
  FIELD_NAMES,
  SHAPE_NAMES,
  TABLE_SHAPES,
  type TableColumns,
} from '../../recognising/model/model.ts'

interface Numbered {
  readonly table: TableColumns
  readonly number: number
}

/** Part of the form about the plan, so that what is typed there is kept. Asks how tables are laid out, what the columns hold and where the headers stand. Tables that are alike are asked about together. `canKeep` is for those who may say how such tables are read in other imports. */
export function columns(tables: readonly TableColumns[], id: string, canKeep: boolean): Html | null {
  if (tables.length === 0) return null
  const alike = Map.groupBy(
    tables.map((table, number) => ({ table, number })),
    ({ table }) => columnsKey(table),
  )
  const groups = [...alike.values()].map((members) => columnSelects(members))
  const isGuessed = tables.some((table) => table.columns.some(({ guessed }) => guessed))
  return html`<div id="columns">${govukDetails({
    summaryText: 'What the columns hold',
    open: isGuessed,
    html: html`${[
      groups,
      canKeep
        ? govukCheckboxes({
            idPrefix: 'keep',
            name: 'keep',
            items: [{ value: 'yes', text: 'Read other documents with these headers in the same way' }],
          })
        : null,
      govukButton({
        text: 'Read again with these columns',
        classes: 'govuk-button--secondary',
        attributes: { formaction: paths.importColumns(id) },
      }),
    ]}`,
  })}</div>`
}

/** Tables whose headers and fields are the same share one set of answers. */
export function columnsKey({ columns: own, headerRow, laidOut }: TableColumns): string {
  return JSON.stringify([laidOut?.shape ?? null, headerRow, ...own.map(({ header, field }) => [header, field])])
}

function columnSelects(members: readonly Numbered[]): Html | null {
  const [first] = members
  if (!first) return null
  const { table, number } = first
  const isCard = table.laidOut?.shape === 'card'
  const selects = table.columns.map((column, index) =>
    govukSelect({
      id: `t${number}c${index}`,
      name: `t${number}c${index}`,
      label: { text: `${isCard ? 'Field' : 'Column'} ${index + 1}: ${(column.header ?? 'no header').slice(0, 80)}` },
      value: column.field,
      items: COLUMN_FIELDS.map((field) => ({ value: field, text: FIELD_NAMES[field] })),
    }),
  )
  const headers = govukInput({
    id: `t${number}h`,
    name: `t${number}h`,
    label: { text: 'Row of the headers' },
    hint: { text: 'The first row is 1. Enter 0 if there are none.' },
    value: String((table.headerRow ?? -1) + 1),
    classes: 'govuk-input--width-3',
    inputmode: 'numeric',
    spellcheck: false,
  })
  return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${nameOf(members)}</legend>${shapeSelect(first)}${isCard ? null : headers}<div class="m-columns">${selects}</div></fieldset>`
}

/** How the table is laid out; null where it is none of the document itself. */
const shapeSelect = ({ table, number }: Numbered): Html | null =>
  table.laidOut
    ? govukSelect({
        id: `t${number}s`,
        name: `t${number}s`,
        label: { text: 'What the table is' },
        hint: { text: 'On a card, the names of fields stand in the first column and their values beside them.' },
        value: table.laidOut.shape,
        items: TABLE_SHAPES.map((shape) => ({ value: shape, text: SHAPE_NAMES[shape] })),
      })
    : null

function nameOf(members: readonly Numbered[]): string {
  const numbers = members.map(({ number }) => number + 1)
  const caption = members[0]?.table.caption
  return numbers.length === 1
    ? `Table ${numbers[0]}${caption ? `: ${caption}` : ''}`
    : `Tables ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}
