import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import type { OpenHouse } from '#platform/commands.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { print, printText } from '#platform/printing.ts'
import { readDocument } from '#platform/reading/index.ts'
import { counted } from '#platform/words.ts'
import { addDraft, addPublished, KINDS, ownFrameworks, problemsHere } from './frameworks/deeds.ts'
import { frameworks } from './frameworks/store.ts'
import { frameworkFromDocument } from './frameworks/workbook-read.ts'
import { tidied } from './frameworks/write.ts'
import { compile } from './scoring/compile.ts'
import { checkAsked, checkBorrowing, checkContinuation, uncheckedContinuation } from './scoring/mapping.ts'
import { type Answers, type Framework, FrameworkFile, type Problem, type Scored } from './scoring/model.ts'
import { type ReadFramework, readAnswers, readFramework, withLines } from './scoring/read.ts'
import { inFigures } from './scoring/scale.ts'
import { score } from './scoring/score.ts'
import { answersOf, standingsOf } from './standing.ts'
import { campaigns, participants, readyFramework } from './store.ts'

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new NotFound(`Cannot read ${path}`)
  }
}

/** A framework from a file: YAML, JSON, or a document with a table of questions. */
async function frameworkIn(path: string): Promise<ReadFramework> {
  const bytes = readBytes(path)
  if (/\.(ya?ml|json)$/i.test(path)) return readFramework(bytes.toString('utf8'))
  const name = basename(path).replace(/\.[^.]*$/, '')
  const key = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return frameworkFromDocument(await readDocument(bytes, basename(path)), {
    key: key || 'framework',
    version: '1',
    name,
  })
}

/** Frameworks that stand beside the one that is looked at. */
async function frameworksIn(paths: readonly string[]): Promise<Framework[]> {
  const found: Framework[] = []
  for (const path of paths) {
    const { framework } = await frameworkIn(path)
    if (!framework) throw new BadRequest(`${path} is not a framework`)
    found.push(framework)
  }
  return found
}

const inWords = ({ severity, message, line }: Problem) =>
  `${severity === 'error' ? 'Error' : 'Warning'}${line === null ? '' : `, line ${line}`}: ${message}`
const isError = ({ severity }: Problem) => severity === 'error'

/** What the room offers at the command line. Checking and scoring need no database. */
export function assessmentCommands(program: Command, openHouse: OpenHouse): void {
  frameworkCommands(program, openHouse)
  const assessments = program.command('assessments').description('assessments: scoring answers, taking campaigns away')
  assessments
    .command('score')
    .description('score answers by a framework; needs no database')
    .argument('<answers>', 'a JSON file: the answers of one unit, a list of such, or what `assessments export` wrote')
    .option('--framework <file>', 'the framework; may be left out where the file of answers brings its own')
    .option('--json', 'print JSON')
    .action(scoreFile)
  assessments
    .command('export')
    .description('write a campaign with its framework, answers and scores as JSON')
    .argument('<campaign>', 'its name or id')
    .option('--to <file>', 'where to write it; standard output if left out')
    .action(async (name: string, options: { to?: string }) => {
      await openHouse(async ({ db }) => {
        const text = JSON.stringify(await exported(db, name), null, 2)
        if (options.to) writeFileSync(options.to, `${text}\n`)
        else printText(text)
      })
    })
}

/** Whether it is another version of the framework. */
const isOtherVersion = (one: Framework, framework: Framework | null): boolean =>
  one.key === framework?.key && one.version !== framework.version

function frameworkCommands(program: Command, openHouse: OpenHouse): void {
  const commands = program.command('frameworks').description('frameworks: what assessments ask, and how they score')
  checkCommand(commands)
  schemaCommand(commands)
  listCommand(commands, openHouse)
  loadCommand(commands, openHouse)
}

function checkCommand(commands: Command): void {
  commands
    .command('check')
    .description('say what is wrong with a framework; needs no database')
    .argument('<file>', 'YAML, JSON or a workbook')
    .option('--before <file>', 'the version that it replaces, to check that every question goes somewhere')
    .option('--with <files...>', 'frameworks that it borrows from, beside those that come with Muniment')
    .option('--json', 'print JSON')
    .action(checkFile)
}

function schemaCommand(commands: Command): void {
  commands
    .command('schema')
    .description('print the JSON Schema of a framework’s file')
    .action(() => printText(JSON.stringify(z.toJSONSchema(FrameworkFile, { io: 'input' }), null, 2)))
}

function listCommand(commands: Command, openHouse: OpenHouse): void {
  commands
    .command('list')
    .description('list them')
    .action(() =>
      openHouse(async ({ db }) => {
        for (const { id, key, version, state, name } of await frameworks(db))
          print(`${id}  ${key} ${version}  ${state}  ${name}`)
      }),
    )
}

function loadCommand(commands: Command, openHouse: OpenHouse): void {
  commands
    .command('load')
    .description('add a framework as a draft, or publish it at once')
    .argument('<file>', 'YAML, JSON or a workbook')
    .option('--publish', 'publish it')
    .action(async (path: string, options: { publish?: boolean }) => {
      const { framework, problems } = await frameworkIn(path)
      if (!framework) throw new BadRequest(`${path} is not a framework`, problems.map(inWords).join('\n'))
      await openHouse(async ({ db, act }) => {
        const [wrong] = options.publish ? (await problemsHere(db, framework)).filter(isError) : []
        if (wrong) throw new BadRequest('Cannot publish this framework', wrong.message)
        const id = await (options.publish ? addPublished : addDraft)(db, act, framework)
        const done = options.publish ? 'Published' : 'Added as a draft'
        print(`${done}: ${framework.name}, version ${framework.version} (${id})`)
      })
    })
}

interface CheckOptions {
  readonly before?: string
  readonly with?: string[]
  readonly json?: boolean
}

/** Says what is wrong with the framework in a file. */
async function checkFile(path: string, options: CheckOptions): Promise<void> {
  const { framework, problems } = await frameworkIn(path)
  const all = [...problems, ...(await problemsBeside(path, framework, options))]
  const questions = framework?.sections.flatMap((section) => section.questions).length ?? 0
  if (options.json)
    print(
      JSON.stringify({
        file: path,
        isValid: !all.some(isError),
        key: framework?.key ?? null,
        version: framework?.version ?? null,
        questions,
        problems: all,
      }),
    )
  else {
    for (const problem of all) print(inWords(problem))
    print(
      all.some(isError)
        ? 'The framework cannot be used.'
        : `${framework?.name}, version ${framework?.version}: ${counted(questions, 'question', 'questions')}. It can be used.`,
    )
  }
  if (all.some(isError)) process.exitCode = 1
}

/** What is wrong with a framework beside others: with the versions before it, and with what it borrows from. */
async function problemsBeside(
  path: string,
  framework: Framework | null,
  options: CheckOptions,
): Promise<readonly Problem[]> {
  const [before] = options.before ? await frameworksIn([options.before]) : []
  const others = [...(await frameworksIn(options.with ?? [])), ...ownFrameworks()]
  const find = (key: string, version?: string) =>
    others.find((one) => one.key === key && (version === undefined || one.version === version)) ?? null
  const versions = [...(before ? [before] : []), ...others].filter((one) => isOtherVersion(one, framework))
  const hasBefore = before !== undefined || versions.length > 0
  const beside = framework
    ? [
        ...checkAsked(framework, KINDS),
        ...checkContinuation(framework, hasBefore ? versions : null),
        ...(hasBefore ? [] : uncheckedContinuation(framework)),
        ...checkBorrowing(framework, find),
      ]
    : []
  return /\.(ya?ml|json)$/i.test(path) ? withLines(readBytes(path).toString('utf8'), beside) : beside
}

async function scoreFile(path: string, options: { framework?: string; json?: boolean }): Promise<void> {
  let data: unknown
  try {
    data = JSON.parse(readBytes(path).toString('utf8'))
  } catch (error) {
    if (error instanceof NotFound) throw error
    throw new BadRequest(`${path} is not JSON`, error instanceof Error ? error.message : '')
  }
  const object =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {}
  const own = typeof object.framework === 'object' ? object.framework : null
  const framework = await frameworkFor(options.framework, own)
  const given: unknown[] = Array.isArray(data) ? data : Array.isArray(object.units) ? object.units : [data]
  const compiled = compile(framework)
  const scored = given.map((one, index) => {
    const { answers, problems } = readAnswers(one)
    if (!answers)
      throw new BadRequest(`${path} does not hold answers`, `Unit ${index + 1}: ${problems[0]?.message ?? ''}`)
    return { answers, scored: score(compiled, answers) }
  })
  if (options.json)
    print(JSON.stringify(Array.isArray(data) || given[0] !== data ? scored.map(told) : scored.map(told)[0]))
  else for (const line of scored.flatMap(scoresInWords)) print(line)
  if (scored.some(({ scored: { problems } }) => problems.some(isError))) process.exitCode = 1
}

async function frameworkFor(path: string | undefined, own: unknown): Promise<Framework> {
  if (path === undefined && own === null)
    throw new BadRequest('Say which framework the answers are for', 'Give its file with --framework.')
  const read = path === undefined ? readFramework(JSON.stringify(own)) : await frameworkIn(path)
  const [wrong] = read.problems.filter(isError)
  if (!read.framework || wrong)
    throw new BadRequest(`${path ?? 'What the file brings'} is not a framework`, wrong ? inWords(wrong) : null)
  return read.framework
}

interface OneScored {
  readonly answers: Answers
  readonly scored: Scored
}

const told = ({ answers, scored }: OneScored) => ({ unit: answers.unit ?? null, ...scored })

function scoresInWords({ answers, scored }: OneScored): string[] {
  const line = (name: string, one: { score: number | null; soFar: number | null; because: string }) =>
    `${name}: ${one.score === null ? (one.soFar === null ? '–' : `${inFigures(one.soFar)} so far`) : inFigures(one.score)}. ${one.because}`
  return [
    ...(answers.unit?.name ? [answers.unit.name] : []),
    ...(scored.overall ? [line('The whole', scored.overall)] : []),
    ...scored.sections.map((section) => line(`${section.code} ${section.name}`, section)),
    `${scored.answered} of ${counted(scored.wanted, 'question', 'questions')} answered.`,
    ...scored.problems.map(inWords),
  ]
}

async function exported(db: Queries, name: string): Promise<object> {
  const found = await campaigns(db, sql`c.id::text = ${name} or lower(c.name) = lower(${name})`, 2)
  const [campaign] = found
  if (!campaign) throw new NotFound(`There is no campaign called “${name}”`)
  const { framework } = await readyFramework(db, campaign.frameworkId)
  const parts = await participants(db, sql`p.campaign_id = ${campaign.id} and p.state <> 'withdrawn'`)
  const [answers, standings] = [
    await answersOf(db, parts, 'moderated'),
    await standingsOf(
      db,
      parts.map(({ id }) => id),
    ),
  ]
  const byPart = Map.groupBy(standings, ({ participantId }) => participantId)
  return {
    campaign: { name: campaign.name, opensOn: campaign.opensOn, closesOn: campaign.closesOn, state: campaign.state },
    framework: tidied(framework),
    units: parts.map(({ id }) => answers.get(id) ?? { answers: [] }),
    scores: parts.map(({ id, unit, state, obligation }) => ({
      unit,
      state,
      obligation,
      parts: (byPart.get(id) ?? []).map(({ part, own, moderated, answered, wanted }) => ({
        part,
        own,
        moderated,
        answered,
        wanted,
      })),
    })),
  }
}
