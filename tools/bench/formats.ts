import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { STARTER } from '#formats'
import { ROOT } from '#platform/config.ts'
import { makeShare, makeTinyFiles } from './share.ts'

const MUNIMENT = join(ROOT, 'bin/muniment.mjs')
const OFFICIAL = join(ROOT, '../shared/pronom')
const ROUNDS = 3

interface Taken {
  readonly seconds: number
  /** At its peak, in MiB; null where the system does not tell. */
  readonly memory: number | null
}

/** Runs a program with its output thrown away, in a shell's `time` of our own, and asks the system what it took. */
function run(program: string, args: readonly string[]): Taken | null {
  const sink = openSync('/dev/null', 'w')
  const timer = '/usr/bin/time'
  const hasTimer = existsSync(timer)
  const [command, all] = hasTimer ? [timer, ['-f', '%M', program, ...args]] : [program, args]
  const started = performance.now()
  const { status, stderr, error } = spawnSync(command, all, { stdio: ['ignore', sink, 'pipe'], encoding: 'utf8' })
  const seconds = (performance.now() - started) / 1000
  if (error || status !== 0) return null
  const kib = Number(stderr.trim().split('\n').at(-1))
  return { seconds, memory: hasTimer && Number.isFinite(kib) ? Math.round(kib / 1024) : null }
}

/** The best of some rounds, taken in turn with the peer's so that a slow minute of the machine meets both. */
function inTurn(contestants: Readonly<Record<string, () => Taken | null>>): Map<string, Taken> {
  const best = new Map<string, Taken>()
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, contestant] of Object.entries(contestants)) {
      const taken = contestant()
      const before = best.get(name)
      if (taken && (!before || taken.seconds < before.seconds)) best.set(name, taken)
    }
  return best
}

function report(title: string, best: ReadonlyMap<string, Taken>, peer: string): void {
  process.stdout.write(`\n${title}\n`)
  const own = best.get(peer)?.seconds
  for (const [name, { seconds, memory }] of best) {
    const ratio = own === undefined || name === peer ? '' : `  ${(seconds / own).toFixed(2)} of ${peer}`
    process.stdout.write(
      `  ${name.padEnd(44)} ${seconds.toFixed(2).padStart(7)} s${memory === null ? '' : `  ${String(memory).padStart(4)} MiB`}${ratio}\n`,
    )
  }
}

const identify =
  (folder: string, signatures: string, ...args: readonly string[]) =>
  () =>
    run(process.execPath, [MUNIMENT, 'identify', folder, '--json', '--signatures', signatures, ...args])
const file = (folder: string) => () => run('sh', ['-c', 'find "$0" -type f -print0 | xargs -0 file -b --', folder])

/** Who looks at a folder: the peer, this engine in the ways in which it is used, and what reading alone takes. */
const contestants = (folder: string, signatures: string) => ({
  file: file(folder),
  'identify, 64 KiB at each end, 1 worker': identify(folder, signatures, '--workers', '1'),
  'identify, 64 KiB at each end, 2 workers': identify(folder, signatures, '--workers', '2'),
  'identify, all of each file, 2 workers': identify(folder, signatures, '--workers', '2', '--limit', '0'),
  'identify with SHA-256, 2 workers': identify(folder, signatures, '--workers', '2', '--hash', 'sha256'),
  'sha256sum alone': () => run('sh', ['-c', 'find "$0" -type f -print0 | xargs -0 sha256sum', folder]),
})

/**
 * How fast formats are told, beside the other programs that are installed here (`file` at least, on most systems). Makes an
 * office share of 20,000 files and 2 GB, and 50,000 tiny files, in the temporary folder. The official release is used where
 * it lies beside the project, else the starter set. A folder of real files that is named after the command is measured first.
 */
export async function formats(real?: string): Promise<void> {
  const signatures = existsSync(OFFICIAL) ? OFFICIAL : STARTER
  if (real !== undefined) report(`The files of ${real}`, inTurn(contestants(real, signatures)), 'file')
  const work = mkdtempSync(join(tmpdir(), 'muniment-bench-'))
  try {
    const [office, tiny] = [join(work, 'office'), join(work, 'tiny')]
    for (const folder of [office, tiny]) mkdirSync(folder)
    process.stdout.write('Making the files …\n')
    makeShare(office, { files: 20_000, bytes: 2e9 })
    makeTinyFiles(tiny, 50_000)
    report('An office share of 20,000 files', inTurn(contestants(office, signatures)), 'file')
    report(
      '50,000 tiny files',
      inTurn({
        file: file(tiny),
        'identify, 1 worker': identify(tiny, signatures, '--workers', '1'),
        'identify, 2 workers': identify(tiny, signatures, '--workers', '2'),
      }),
      'file',
    )
    report(
      'One file',
      inTurn({ 'identify, from start to end': identify(join(tiny, '0', readFirst(join(tiny, '0'))), signatures) }),
      '',
    )
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const readFirst = (folder: string) => readdirSync(folder)[0] ?? ''
