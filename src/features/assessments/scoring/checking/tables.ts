import type { Framework, TableQuantity, TruthTable } from '../model.ts'
import { ends, scaleInWords, valueOn } from '../scale.ts'
import { PLACEHOLDERS } from '../table.ts'
import { listed, meant, thereAre } from '../words.ts'
import { tryCases } from './cases.ts'
import { duplicates, own, type Path, type Told } from './told.ts'
import { type UsedTable, usedTable } from './used-table.ts'

/** Truth tables: what they count, whether each condition can hold, what they give, and whether they decide every case. */
export function checkTables(framework: Framework, told: Told): void {
  for (const name of Object.keys(framework.tables)) {
    const used = usedTable(framework, name)
    if (!used) continue
    if (used.users.length === 0 && used.scores === null) told.warn(used.path, `Nothing uses the truth table ${name}.`)
    checkAnswers(used, told)
    checkColumns(used, told)
    used.table.rows.forEach(({ when, gives, because }, row) => {
      const path = [...used.path, 'rows', row]
      checkConditions(used, when, row, told)
      checkGives(used, gives, [...path, 'gives'], told)
      checkSentence(used, because, [...path, 'because'], told)
    })
    if (used.table.otherwise) {
      checkGives(used, used.table.otherwise.gives, [...used.path, 'otherwise', 'gives'], told)
      checkSentence(used, used.table.otherwise.because, [...used.path, 'otherwise', 'because'], told)
    }
    checkLevelsGiven(used, told)
    tryCases(used, told)
  }
}

function checkAnswers({ table, name, path }: UsedTable, told: Told): void {
  for (const answer of duplicates(table.answers))
    told.error([...path, 'answers'], `The truth table ${name} has the answer “${answer}” twice.`)
  table.leaveOut.forEach((answer, index) => {
    if (!table.answers.includes(answer))
      told.error(
        [...path, 'leaveOut', index],
        `“${answer}” is none of the answers of the table ${name}: ${listed(table.answers)}.${meant(answer, table.answers)}`,
      )
  })
  if (!table.columns && table.leaveOut.includes(table.answers[0] ?? ''))
    told.error(
      [...path, 'leaveOut'],
      `The truth table ${name} counts the answer “${table.answers[0]}”, and leaves it out: nothing is ever counted.`,
    )
}

function checkColumns(used: UsedTable, told: Told): void {
  const { table, name, path, users, scores } = used
  if (scores !== null && !table.columns)
    told.error(path, `The truth table ${name} judges scores, and must say its columns.`)
  const groups = [...new Set(users.flatMap(({ indicators = [] }) => indicators.flatMap(({ group }) => group ?? [])))]
  for (const [column, { of, are }] of Object.entries(table.columns ?? {})) {
    const place = [...path, 'columns', column]
    if (of !== undefined && scores !== null)
      told.error(
        [...place, 'of'],
        `The column ${column} of ${name} counts scores, which are in no group: leave out \`of\`.`,
      )
    else if (of !== undefined && users.length > 0 && !groups.includes(of))
      told.warn(
        [...place, 'of'],
        `No indicator is in the group “${of}”, so that the column ${column} of ${name} is always empty; there ${thereAre(groups)}.${meant(of, groups)}`,
      )
    if (users.length > 0) checkAnswersCounted(used, column, are, told)
    if (scores !== null) checkScoresCounted(used, column, are, told)
  }
}

type Are = NonNullable<TruthTable['columns']>[string]['are']

function checkAnswersCounted({ table, path }: UsedTable, column: string, are: Are, told: Told): void {
  const place = [...path, 'columns', column, 'are']
  if (!Array.isArray(are)) {
    told.error(
      place,
      `The column ${column} counts from the number ${are.atLeast}, but indicators are answered in words: it may list ${listed(table.answers)}.`,
    )
    return
  }
  are.forEach((answer, index) => {
    if (!table.answers.includes(String(answer)))
      told.error(
        [...place, index],
        `The column ${column} counts “${answer}”, which is none of the answers: ${listed(table.answers)}.${meant(String(answer), table.answers)}`,
      )
    else if (typeof answer === 'number')
      told.error(
        [...place, index],
        `The column ${column} counts the number ${answer}, but answers are words: put it in quotes.`,
      )
    else if (table.leaveOut.includes(answer))
      told.error(
        [...place, index],
        `The column ${column} counts “${answer}”, which the table leaves out of every count.`,
      )
  })
}

function checkScoresCounted({ framework, path }: UsedTable, column: string, are: Are, told: Told): void {
  const place = [...path, 'columns', column, 'are']
  const main = own(framework.scales, framework.scale)
  if (!main) return
  const { least, most } = ends(main)
  const isOutside = (value: number) => value < least || value > most
  if (!Array.isArray(are)) {
    if (isOutside(are.atLeast))
      told.error(
        [...place, 'atLeast'],
        `The column ${column} counts scores from ${are.atLeast}, which is outside the scale: it goes from ${least} to ${most}.`,
      )
    return
  }
  const names = Object.values(framework.scales).flatMap(({ levels = [] }) => levels.map((level) => level.name))
  are.forEach((one, index) => {
    if (typeof one === 'number' ? isOutside(one) : !names.some((level) => level.toLowerCase() === one.toLowerCase()))
      told.error(
        [...place, index],
        `The column ${column} counts “${one}”, which is not on the scale: it may be ${scaleInWords({ ...main, notApplicable: false })}.${typeof one === 'string' ? meant(one, names) : ''}`,
      )
  })
}

function checkConditions(used: UsedTable, when: TruthTable['rows'][number]['when'], row: number, told: Told): void {
  const { name, names, path } = used
  for (const [column, wanted] of Object.entries(when)) {
    const place = [...path, 'rows', row, 'when', column]
    if (!names.includes(column))
      told.error(
        place,
        `Row ${row + 1} of ${name} asks for a column “${column}”; there ${thereAre(names)}.${meant(column, names)}`,
      )
    const quantities = [wanted].flat()
    quantities.forEach((quantity, index) => {
      checkQuantity(used, quantity, column, row, quantities.length > 1 ? [...place, index] : place, told)
    })
  }
}

const percentOf = (share: number | string | undefined) =>
  typeof share === 'string' ? Number(share.slice(0, -1)) : null

function checkQuantity(
  used: UsedTable,
  quantity: TableQuantity,
  column: string,
  row: number,
  path: Path,
  told: Told,
): void {
  if (typeof quantity === 'string') return
  const { atLeast, atMost } = quantity
  const condition = `Row ${row + 1} of ${used.name}, column ${column}`
  for (const what of ['atLeast', 'atMost'] as const)
    if ((percentOf(quantity[what]) ?? 0) > 100)
      told.error(
        [...path, what],
        `${condition}: \`${what}: ${quantity[what]}\` is over 100%. A share may be 0% to 100%, or a number of things.`,
      )
  const isAlike = typeof atLeast === typeof atMost && atLeast !== undefined && atMost !== undefined
  const [from, to] = [percentOf(atLeast) ?? Number(atLeast), percentOf(atMost) ?? Number(atMost)]
  if (isAlike && from > to)
    told.error(
      path,
      `${condition}: nothing is at least ${atLeast} and at most ${atMost}, so that the row can never hold.`,
    )
  if ((atLeast === 0 || atLeast === '0%') && atMost === undefined)
    told.warn(path, `${condition}: \`atLeast: ${atLeast}\` always holds. Leave the column out, or say any.`)
  const size = sizeOf(used, column)
  if (size !== null && typeof atLeast === 'number' && atLeast > size)
    told.warn(path, `${condition}: \`atLeast: ${atLeast}\` can never hold, because there are ${size} at most to count.`)
}

/** How many things the column counts at most, over everything that the table is used for; null where it is used for nothing. */
function sizeOf({ users, scores, columns, names }: UsedTable, column: string): number | null {
  if (!names.includes(column)) return null
  const of = columns[column]?.of
  const sizes = users.map(
    ({ indicators = [] }) => indicators.filter(({ group }) => of === undefined || group === of).length,
  )
  const all = scores === null ? sizes : [...sizes, scores]
  return all.length === 0 ? null : Math.max(...all)
}

function checkGives({ scales, users, name }: UsedTable, gives: number | string, path: Path, told: Told): void {
  for (const scale of scales)
    if (valueOn(scale, gives) === null) {
      const names = (scale.levels ?? []).map((level) => level.name)
      const whose =
        users.length > 0 ? `the scale of question ${users[0]?.code}` : `the scale that ${name} gives scores on`
      told.error(
        path,
        `“${gives}” is not on ${whose}: it may be ${scaleInWords({ ...scale, notApplicable: false })}.${meant(String(gives), names)}`,
      )
      return
    }
}

function checkLevelsGiven({ table, scales, name, path }: UsedTable, told: Told): void {
  const gives = [...table.rows, ...(table.otherwise ? [table.otherwise] : [])].map((row) => row.gives)
  for (const { levels = [], ...rest } of scales) {
    const given = gives.map((one) => valueOn({ levels, ...rest }, one))
    if (given.includes(null)) continue
    const missed = levels.filter(({ value }) => !given.includes(value))
    if (missed.length > 0)
      told.warn(
        [...path, 'rows'],
        `No row of ${name} gives ${missed.map((level) => level.name).join(', ')}, so that nobody can reach it.`,
      )
  }
}

/** What stands in braces in a sentence must be something that the table counts. */
function checkSentence({ names, name }: UsedTable, sentence: string, path: Path, told: Told): void {
  const may = `What may stand there is a column, a dot and ${PLACEHOLDERS.join(', ')}: the columns of ${name} ${names.length === 0 ? 'are none' : thereAre(names).replace(/^is /, 'are ')}.`
  for (const [whole, inside = ''] of sentence.matchAll(/\{([^{}]*)\}/g)) {
    const dot = inside.lastIndexOf('.')
    const [column, what] = [inside.slice(0, Math.max(0, dot)), inside.slice(dot + 1)]
    const isColumn = names.includes(column)
    if (isColumn && PLACEHOLDERS.some((known) => known === what)) continue
    const guess = isColumn ? meant(what, PLACEHOLDERS) : meant(dot < 0 ? inside : column, names)
    told.error(path, `The sentence has ${whole}, which stands for nothing.${guess} ${may}`)
  }
  if (/[{}]/.test(sentence.replaceAll(/\{[^{}]*\}/g, '')))
    told.error(path, `The sentence has a brace that is not closed, or not opened. ${may}`)
}
