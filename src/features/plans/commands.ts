import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import { knownNames } from '#features/people/index.ts'
import { inTerminal } from '#formats'
import { dayOf } from '#platform/calendar/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import type { Queries } from '#platform/db/index.ts'
import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { print, printText, tell } from '#platform/printing.ts'
import { type AllRegisters, registerCommands } from '#platform/register/index.ts'
import { counted } from '#platform/words.ts'
import { actionCommands } from './actions/commands.ts'
import { readDay } from './dates/commands.ts'
import { escalationRules } from './escalations/register.ts'
import { PLAN_FORMATS, writePlan } from './exchange/files.ts'
import { writtenPlan } from './exchange/store.ts'
import { importFile, keepDocument } from './importing/import-file.ts'
import { asContract } from './recognising/contract.ts'
import type { ImportedPlan } from './recognising/model/model.ts'
import { readPlan, understoodPlan } from './recognising/read-plan.ts'
import { waitsForDate } from './recognising/words/dating.ts'
import { progressReportOn } from './reports/report.ts'
import {
  askDoubtful,
  changeInWords,
  DOUBTFUL_ANSWERS,
  type DoubtfulAnswer,
  doubtInWords,
  layBeside,
} from './revisions/laid-beside.ts'
import { mergeVersion } from './revisions/merge.ts'
import { contestedKeys, countsOf } from './revisions/model.ts'
import { standingPlan } from './revisions/store.ts'
import { roundCommands } from './rounds/commands.ts'
import { findPlanNamed } from './store.ts'

/** What the room offers at the command line, but for `dates`. A dry run needs no database. */
export function planCommands(program: Command, openHouse: OpenHouse, all: AllRegisters): void {
  actionCommands(program, openHouse)
  registerCommands(program, openHouse, escalationRules, all)
  const plans = program.command('plans').description('action plans')
  importCommand(plans, openHouse)
  listCommand(plans, openHouse)
  exportCommand(plans, openHouse)
  roundCommands(plans, openHouse, onePlan)
  reportCommand(plans, openHouse)
}

function importCommand(plans: Command, openHouse: OpenHouse): void {
  plans
    .command('import')
    .description('import an action plan from a document')
    .argument('<file>', 'a Word, OpenDocument, Excel, CSV or HTML file')
    .option('--dry-run', 'only show what would be made')
    .option('--json', 'print JSON')
    .option('--as-of <day>', 'the plan’s own date, where the document does not give the right one')
    .option('--date <day>', 'the same as --as-of')
    .option('--title <title>', 'the title, where the document does not give the right one')
    .option('--into <plan>', 'merge it as a new version of this plan, by its id or title')
    .option('--take-document', 'with --into: where both sides changed something, take what the document says')
    .addOption(
      new Option(
        '--doubtful <answer>',
        'with --into: where a recommendation or an action may be one of the plan in other words, whether it is the same or a new one',
      ).choices(DOUBTFUL_ANSWERS),
    )
    .action((path: string, given: ImportOptions) => importPlan(openHouse, path, given))
}

function listCommand(plans: Command, openHouse: OpenHouse): void {
  plans
    .command('list')
    .description('list the action plans')
    .action(async () =>
      openHouse(async ({ db }) => {
        for (const { id, title } of await findPlanNamed(db, '')) print(`${id}  ${title}`)
      }),
    )
}

function exportCommand(plans: Command, openHouse: OpenHouse): void {
  plans
    .command('export')
    .description('write a plan so that it can be changed elsewhere and imported again without loss')
    .argument('<plan>', 'the plan’s id or title')
    .requiredOption('--to <file>', 'where to write it: FILE.xlsx, .ods, .csv, .docx, .odt or .html')
    .action(async (name: string, options: { to: string }) => {
      const format = PLAN_FORMATS.find(({ ending }) => options.to.toLowerCase().endsWith(`.${ending}`))
      if (!format)
        throw new BadRequest(
          `${options.to} does not say which format it is`,
          'End the file’s name in .xlsx, .ods, .csv, .docx, .odt or .html.',
        )
      await openHouse(async ({ db }) => {
        const plan = await writtenPlan(db, (await onePlan(db, name)).id)
        if (!plan) throw new NotFound(`There is no plan “${name}”`)
        writeFileSync(options.to, await writePlan(format.ending, plan))
        print(`Wrote ${options.to}`)
      })
    })
}

function reportCommand(plans: Command, openHouse: OpenHouse): void {
  plans
    .command('report')
    .description('write the progress report of a plan')
    .argument('<plan>', 'the plan’s id or title, or “all”')
    .requiredOption('--to <file>', 'where to write it: FILE.odt, FILE.docx or FILE.html')
    .option('--as-of <day>', 'as things stood on this day; today if left out')
    .action(async (name: string, options: { to: string; asOf?: string }) => {
      const asOf = readDay(options.asOf)
      if (asOf > dayOf(new Date())) throw new BadRequest(`${asOf} has not come yet`, 'Give today or a day in the past.')
      const format = DOCUMENT_FORMATS.find(({ ending }) => options.to.toLowerCase().endsWith(`.${ending}`))
      if (!format)
        throw new BadRequest(
          `${options.to} does not say which format it is`,
          'End the file’s name in .odt, .docx or .html.',
        )
      await openHouse(async ({ db, act }) => {
        const plan = name === 'all' ? { id: null, title: 'all action plans' } : await onePlan(db, name)
        const paper = await progressReportOn(
          db,
          { planIds: plan.id ? [plan.id] : null, title: plan.title },
          { on: asOf, today: dayOf(act.at) },
        )
        writeFileSync(options.to, await writeDocument(format.ending, paper))
        print(`Wrote ${options.to}`)
      })
    })
}

interface ImportOptions {
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly asOf?: string | undefined
  readonly date?: string
  readonly title?: string
  readonly into?: string
  readonly takeDocument?: boolean
  readonly doubtful?: DoubtfulAnswer
}

/** Shows what would be made of a document, makes a plan of it, or merges it into one that is there. */
async function importPlan(openHouse: OpenHouse, path: string, given: ImportOptions): Promise<void> {
  const options = { ...given, asOf: given.asOf ?? given.date }
  if (options.into) return mergeInto(openHouse, path, options.into, options)
  if (options.dryRun) {
    const plan = await understand(path, options.asOf, [])
    if (!plan.isDated) tell(undated(plan))
    printText(options.json ? JSON.stringify(asContract(plan)) : inWords(plan))
    return
  }
  await openHouse(async ({ db, act, blobs }) => {
    const plan = dated(await understand(path, options.asOf, await knownNames(db)))
    const title = options.title ?? plan.title ?? basename(path)
    const document = { name: basename(path), bytes: readFileSync(path) }
    const id = await importFile({ db, blobs }, act, document, { plan, title })
    printText(
      options.json ? JSON.stringify({ id, title }) : `Imported “${inTerminal(title)}” as ${id}\n${inWords(plan)}`,
    )
  })
}

/** Lays a document beside a plan, and merges it unless it is only to be shown. */
async function mergeInto(openHouse: OpenHouse, path: string, name: string, options: ImportOptions): Promise<void> {
  await openHouse(async ({ db, act, blobs }) => {
    const incoming = dated(await understand(path, options.asOf, await knownNames(db)))
    const found = await onePlan(db, name)
    const standing = await standingPlan(db, found.id)
    if (!standing) throw new NotFound(`There is no plan “${name}”`)
    const beside = await layBeside(standing, incoming, options.doubtful)
    const { comparison, doubtful, chosen } = beside
    const told = comparison.actions.flatMap((match) =>
      match.changes.map((change) => changeInWords(match, change, change.isContested && !options.takeDocument)),
    )
    const counts = countsOf(comparison)
    const left = options.takeDocument ? [] : contestedKeys(comparison)
    if (!options.dryRun) {
      askDoubtful(beside, options.doubtful)
      const digest = await keepDocument({ db, blobs }, readFileSync(path))
      await mergeVersion(db, act, {
        planId: found.id,
        incoming,
        importId: null,
        fileName: basename(path),
        digest,
        chosen,
        skipped: new Set(left),
        approved: null,
      })
    }
    printText(
      options.json
        ? JSON.stringify({ plan: found.id, ...counts, leftAsItIs: left.length, doubtful: doubtful.map(doubtInWords) })
        : [...[...doubtful.map(doubtInWords), ...told].map(inTerminal), JSON.stringify(counts)].join('\n'),
    )
  })
}

/** The only plan that a name fits. */
async function onePlan(db: Queries, name: string): Promise<{ id: string; title: string }> {
  const [plan, other] = await findPlanNamed(db, name)
  if (!plan) throw new NotFound(`There is no plan “${name}”`)
  if (other && name !== plan.id && name.toLowerCase() !== plan.title.toLowerCase())
    throw new BadRequest(
      `More than one plan fits “${name}”`,
      'Give the whole title or the id: see muniment plans list.',
    )
  return plan
}

async function understand(path: string, asOf: string | undefined, names: readonly string[]): Promise<ImportedPlan> {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    throw new NotFound(`Cannot read ${path}`)
  }
  const choices = asOf === undefined ? {} : { asOf: readDay(asOf) }
  const { understood } = await readPlan(bytes, { name: path, today: dayOf(new Date()), choices, names })
  return understoodPlan(understood)
}

/** How many target dates wait until the plan's own date is known. */
const waiting = ({ recommendations }: ImportedPlan): number =>
  recommendations.flatMap(({ actions }) => actions.filter(({ target }) => target && waitsForDate(target))).length

function undated(plan: ImportedPlan): string {
  const count = waiting(plan)
  const depend = count === 0 ? '' : ` ${counted(count, 'target date depends', 'target dates depend')} on it.`
  return `The document does not say the date of the plan.${depend} Give it with --date 2017-03-31.`
}

/** Refuses a plan without a date of its own: claims and target dates count from it, and today's is not taken unasked. */
function dated(plan: ImportedPlan): ImportedPlan {
  if (!plan.isDated) throw new BadRequest(undated(plan))
  return plan
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
    `${plan.title ?? 'No title'}: ${counted(plan.recommendations.length, 'recommendation', 'recommendations')}, ${counted(actions.length, 'action', 'actions')}, ${plan.leftOver.length} left over`,
    ...lines,
    ...left,
  ]
    .map(inTerminal)
    .join('\n')
}
