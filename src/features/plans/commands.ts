import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { type Day, dayOf, isDay } from '#platform/calendar/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { readDocument } from '#platform/reading/index.ts'
import { actionCommands } from './actions/commands.ts'
import { interpretDate } from './dates/index.ts'
import { savePlanIn } from './importing/save-plan.ts'
import { keepBlobRow } from './importing/store.ts'
import { asContract } from './recognising/contract.ts'
import type { ImportedPlan } from './recognising/model.ts'
import { recognisePlan } from './recognising/recognise.ts'
import { progressReport } from './reports/report.ts'
import { findPlanNamed } from './store.ts'

const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

function readDay(text: string | undefined): Day {
  if (text === undefined) return dayOf(new Date())
  if (!isDay(text)) throw new BadRequest(`${text} is not a day`, 'Write it as 2017-03-31.')
  return text
}

/** What the room offers at the command line. `dates` and a dry run need no database. */
export function planCommands(program: Command, openHouse: OpenHouse): void {
  program
    .command('dates')
    .description('say how a target date in words is read')
    .argument('<text>', 'the words, in quotation marks')
    .option('--as-of <day>', 'the plan’s own date, as 2016-04-01; today if left out')
    .option('--json', 'print JSON')
    .action((text: string, options: { asOf?: string; json?: boolean }) => {
      const reading = interpretDate(text, readDay(options.asOf))
      const { kind, earliest, latest, why, alternatives } = reading
      if (options.json) print(JSON.stringify({ text, kind, earliest, latest, why, alternatives }))
      else
        print(
          [
            `${kind}: ${earliest ?? '…'} to ${latest ?? '…'}`,
            why,
            ...alternatives.map(
              (other) => `or ${other.kind}: ${other.earliest ?? '…'} to ${other.latest ?? '…'} – ${other.why}`,
            ),
          ].join('\n'),
        )
    })

  actionCommands(program, openHouse)
  const plans = program.command('plans').description('action plans')
  plans
    .command('import')
    .description('import an action plan from a document')
    .argument('<file>', 'a Word, OpenDocument, Excel, CSV or HTML file')
    .option('--dry-run', 'only show what would be made')
    .option('--json', 'print JSON')
    .option('--as-of <day>', 'the plan’s own date, where the document does not give the right one')
    .option('--title <title>', 'the title, where the document does not give the right one')
    .action(async (path: string, options: { dryRun?: boolean; json?: boolean; asOf?: string; title?: string }) => {
      const plan = await understand(path, options.asOf)
      if (options.dryRun) {
        print(options.json ? JSON.stringify(asContract(plan)) : inWords(plan))
        return
      }
      await openHouse(async ({ db, act, blobs }) => {
        const kept = await blobs.keep(readFileSync(path))
        const title = options.title ?? plan.title ?? basename(path)
        const id = await db.transaction(async (tx) => {
          await keepBlobRow(tx, kept)
          return savePlanIn(tx, act, plan, {
            importId: null,
            title,
            unitId: null,
            fileName: basename(path),
            digest: kept.digest,
          })
        })
        print(options.json ? JSON.stringify({ id, title }) : `Imported “${title}” as ${id}\n${inWords(plan)}`)
      })
    })
  plans
    .command('list')
    .description('list the action plans')
    .action(async () =>
      openHouse(async ({ db }) => {
        for (const { id, title } of await findPlanNamed(db, '')) print(`${id}  ${title}`)
      }),
    )
  plans
    .command('report')
    .description('write the progress report of a plan')
    .argument('<plan>', 'the plan’s id or title, or “all”')
    .requiredOption('--to <file>', 'where to write it: FILE.odt, FILE.docx or FILE.html')
    .option('--as-of <day>', 'as things stood on this day; today if left out')
    .action(async (name: string, options: { to: string; asOf?: string }) => {
      const asOf = readDay(options.asOf)
      const format = DOCUMENT_FORMATS.find(({ ending }) => options.to.toLowerCase().endsWith(`.${ending}`))
      if (!format)
        throw new BadRequest(
          `${options.to} does not say which format it is`,
          'End the file’s name in .odt, .docx or .html.',
        )
      await openHouse(async ({ db }) => {
        const [plan, other] = name === 'all' ? [{ id: null, title: 'all action plans' }] : await findPlanNamed(db, name)
        if (!plan) throw new NotFound(`There is no plan “${name}”`)
        if (other && name !== plan.id && name.toLowerCase() !== plan.title.toLowerCase())
          throw new BadRequest(
            `More than one plan fits “${name}”`,
            'Give the whole title or the id: see muniment plans list.',
          )
        const paper = await progressReport(db, { planIds: plan.id ? [plan.id] : null, title: plan.title }, asOf)
        writeFileSync(options.to, await writeDocument(format.ending, paper))
        print(`Wrote ${options.to}`)
      })
    })
}

async function understand(path: string, asOf: string | undefined): Promise<ImportedPlan> {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    throw new NotFound(`Cannot read ${path}`)
  }
  return recognisePlan(
    await readDocument(bytes, path),
    dayOf(new Date()),
    asOf === undefined ? {} : { asOf: readDay(asOf) },
  )
}

function inWords(plan: ImportedPlan): string {
  const actions = plan.recommendations.flatMap((recommendation) => recommendation.actions)
  const lines = plan.recommendations.flatMap(({ ref, text, actions: under }) => [
    `${ref ?? '–'}  ${text ?? ''}`,
    ...under.map(
      (action) => `   ${action.ref ?? '–'}  ${action.text.split('\n')[0]}  [${action.target?.text ?? 'no date'}]`,
    ),
  ])
  const left = plan.leftOver.map(({ where, text, why }) => `left over: ${where}: ${text} (${why})`)
  return [
    `${plan.title ?? 'No title'}: ${plan.recommendations.length} recommendations, ${actions.length} actions, ${plan.leftOver.length} left over`,
    ...lines,
    ...left,
  ].join('\n')
}
