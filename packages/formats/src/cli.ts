import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { DroidWriter, droidHeader } from './droid-csv.ts'
import { examineStream } from './files/examine-stream.ts'
import { Identifier, USUAL_LIMIT } from './identify.ts'
import { inTerminal, linesInTerminal } from './in-terminal.ts'
import { profile } from './profiling/pool.ts'
import { bringSignatures, OFFICIAL_PAGE } from './releases/fetch.ts'
import { currentRelease, goBack, installRelease, keptReleases, useRelease } from './releases/releases.ts'
import { asJson, HASHES, type HashName, type Row } from './result.ts'
import { loadRelease } from './signatures/load.ts'
import { UnreadableRelease } from './signatures/read-xml.ts'
import { SyntaxFault } from './signatures/syntax.ts'

interface IdentifyOptions {
  readonly signatures?: string
  readonly json?: boolean
  readonly csv?: boolean
  readonly hash?: HashName
  readonly workers?: number
  readonly limit: number
  readonly name: string
}

/** `muniment identify` and `muniment formats`: they need no database, and so load nothing of the rest. */
export function formatCommands(program: Command): void {
  identifyCommand(program)
  const formats = program.command('formats').description('the signatures by which formats are told')
  updateCommand(formats)
  listCommand(formats)
  useCommand(formats)
  backCommand(formats)
}

function identifyCommand(program: Command): void {
  program
    .command('identify')
    .description('tell the formats of files, and of everything in folders')
    .argument('<path...>', 'files and folders; - for standard input')
    .option('--name <name>', 'what standard input is called, for its extension', '')
    .option('--signatures <folder>', 'a folder with a DROID signature file and a container signature file')
    .addOption(new Option('--json', 'print a line of JSON for each file').conflicts('csv'))
    .option('--csv', 'print DROID’s columns')
    .addOption(new Option('--hash <name>', 'give the digest of each file too').choices(HASHES))
    .option('--workers <number>', 'how many threads work', wholeNumber(1, 64))
    .option(
      '--limit <bytes>',
      'how much of each end is looked at; 0 for all of it',
      wholeNumber(0, 2 ** 40),
      USUAL_LIMIT,
    )
    .action((paths: string[], options: IdentifyOptions, command: Command) => {
      if (paths.includes(STANDARD_INPUT) && paths.length > 1)
        command.error('error: “-” stands for standard input, and is given alone')
      return identify(paths, options)
    })
}

function updateCommand(formats: Command): void {
  formats
    .command('update')
    .description('load a release of PRONOM’s signatures, check it and use it')
    .option('--from <source...>', 'an address, a file or a folder; more than one if the files lie apart', [
      OFFICIAL_PAGE,
    ])
    .action(async ({ from }: { from: string[] }) => {
      const texts = (await Promise.all(from.map(bringSignatures))).flat()
      const { name, counts } = installRelease(texts)
      say(
        `In use: ${name}, with ${counts.formats} formats, ${counts.signatures} signatures and ${counts.containerSignatures} container signatures`,
      )
    })
}

function listCommand(formats: Command): void {
  formats
    .command('list')
    .description('list the releases that are kept')
    .action(() => {
      const { name } = currentRelease()
      for (const one of keptReleases()) say(`${one === name ? '*' : ' '} ${one}`)
    })
}

function useCommand(formats: Command): void {
  formats
    .command('use')
    .description('use a release that is kept')
    .argument('<name>')
    .action((name: string) => {
      useRelease(name)
      say(`In use: ${name}`)
    })
}

function backCommand(formats: Command): void {
  formats
    .command('back')
    .description('use the release again that was in use before')
    .action(() => say(`In use: ${goBack()}`))
}

const say = (words: string): void => {
  process.stdout.write(`${inTerminal(words)}\n`)
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    return value
  }
}

async function identify(paths: readonly string[], options: IdentifyOptions): Promise<void> {
  const hash = options.hash ?? null
  const out = new Out()
  const droid = options.csv ? new DroidWriter() : null
  if (droid) await out.write(droidHeader(hash))
  const print = droid
    ? (row: Row) => droid.write(row)
    : options.json
      ? (row: Row) => `${linesInTerminal(asJson(row, hash))}\n`
      : (row: Row) => inWords(row)
  const signatures = options.signatures ?? currentRelease().folder
  const { limit } = options
  if (paths.includes(STANDARD_INPUT)) {
    const identifier = new Identifier(loadRelease(signatures))
    const { name } = options
    return out.write(print(await examineStream(process.stdin, identifier, { name, path: name || '-', limit, hash })))
  }
  const rows = profile(paths, {
    signatures,
    workers: options.workers ?? Math.min(4, availableParallelism()),
    hash,
    limit,
    ...(droid ? { wanted: () => true } : {}),
  })
  for await (const batch of rows) await out.write(batch.map(print).join(''))
  if (paths.some((path) => !existsSync(path))) process.exitCode = 1
}

const STANDARD_INPUT = '-'

/** Standard output that waits for a slow reader, and ends quietly where the reader has gone. */
class Out {
  constructor() {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? 0 : 1)
    })
  }

  async write(text: string): Promise<void> {
    if (text === '' || process.stdout.write(text)) return
    await once(process.stdout, 'drain')
  }
}

function inWords({ path, puids, format, version, basis, error, warnings }: Row): string {
  const what =
    error ??
    (puids.length === 0 ? 'unknown' : [puids.join(','), format, version, `(${basis})`].filter(Boolean).join(' '))
  return `${[`${path}: ${what}`, ...warnings].map(inTerminal).join('\n  ')}\n`
}

/** What went wrong, for people: a fault of theirs or of a file has its own words. */
export function faultInWords(error: unknown): string | null {
  return error instanceof UnreadableRelease || error instanceof SyntaxFault ? error.message : null
}
