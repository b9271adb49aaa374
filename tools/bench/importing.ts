import { readDocument } from '#platform/reading/index.ts'
import { interpretDate } from '../../src/features/plans/dates/index.ts'
import { savePlan } from '../../src/features/plans/importing/save-plan.ts'
import { recognisePlan } from '../../src/features/plans/recognising/recognise.ts'
import { makeDocx, makeOdf, makeXlsx } from '../../test/documents/make.ts'
import { testHouse } from '../../test/house.ts'
import { planCsv } from './plans.ts'

const ROWS = 1_000

/** A plan of a thousand rows: read in its own process, understood, and saved. */
export async function importing(): Promise<void> {
  const test = await testHouse()
  const rows = planCsv(ROWS, 0)
    .split('\n')
    .map((line) => line.split(','))
  const documents = {
    csv: Buffer.from(planCsv(ROWS, 0)),
    docx: makeDocx([{ rows }]),
    odt: makeOdf('text', [{ rows }]),
    xlsx: makeXlsx(rows),
  }
  process.stdout.write(
    `A plan of ${ROWS.toLocaleString('en-GB')} rows, milliseconds\n\n${'format'.padEnd(8)}${['read', 'understand', 'save', 'together'].map((name) => name.padStart(12)).join('')}\n`,
  )
  for (const [format, bytes] of Object.entries(documents)) {
    const times: number[] = [performance.now()]
    const document = await readDocument(bytes, `plan.${format}`)
    times.push(performance.now())
    const plan = recognisePlan(document, '2026-04-01')
    times.push(performance.now())
    await savePlan(test.db, test.act(), plan, {
      importId: null,
      title: format,
      unitId: null,
      fileName: null,
      digest: null,
    })
    times.push(performance.now())
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    process.stdout.write(
      `${format.padEnd(8)}${[...steps, steps.reduce((sum, step) => sum + step)].map((step) => step.toFixed(0).padStart(12)).join('')}\n`,
    )
  }
  const started = performance.now()
  for (let count = 0; count < 10_000; count += 1)
    interpretDate(`by end of Q${1 + (count % 4)} of 2016-17`, '2016-04-01')
  process.stdout.write(`\nOne target date read in ${((performance.now() - started) / 10).toFixed(0)} microseconds\n`)
  await test.close()
}
