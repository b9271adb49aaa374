import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { counted } from '#platform/words.ts'
import { Disk, endAllIn, endDisksOnSignals, endLeftDisks } from './disk.ts'

const ROOT = join(import.meta.dirname, '../..')
const PORT = 4790
/** When the power fails, in milliseconds after the start: the first half minute, densest where files are made. */
const CUTS = [
  30, 80, 150, 220, 300, 380, 460, 550, 650, 800, 1_000, 1_300, 1_700, 2_200, 3_000, 4_500, 7_000, 11_000, 18_000,
  29_000,
]

/**
 * Cuts the power of a real file system under a starting house: ext4 in a file, told to forget everything that was not
 * flushed (its shutdown call), unmounted, mounted again. Then the house must open by itself. Whoever ends it from outside ends the disk too; what
 * a run left that was ended by force goes when the next one begins.
 */
export async function powercut(): Promise<void> {
  endDisksOnSignals()
  const missing = whatIsMissing()
  if (missing) {
    process.stdout.write(
      `Not run: ${missing}.\nIt needs Linux, root (CAP_SYS_ADMIN), a loop device, mkfs.ext4, mount and perl: a virtual machine has them, most containers have not.\nWhat runs everywhere is src/platform/durable.long.test.ts, which reads the same promise from the calls to the file system.\n`,
    )
    return
  }
  const left = endLeftDisks()
  if (left > 0) process.stdout.write(`Taken away: ${counted(left, 'disk', 'disks')} that an earlier run left behind\n`)
  const disk = new Disk()
  let lost = 0
  try {
    for (const cut of CUTS) {
      disk.make()
      const line = await oneCut(disk, cut)
      if (!line.isWell) lost += 1
      process.stdout.write(`${line.isWell ? 'ok  ' : 'LOST'} cut after ${String(cut).padStart(6)} ms: ${line.said}\n`)
    }
  } finally {
    disk.end()
  }
  process.stdout.write(
    `${CUTS.length} cuts, ${lost} after which the house did not open by itself or had lost what it confirmed\n`,
  )
  if (lost > 0) process.exitCode = 1
}

function whatIsMissing(): string | null {
  if (process.platform !== 'linux') return 'this is not Linux'
  if (process.getuid?.() !== 0) return 'this is not root'
  for (const program of ['mkfs.ext4', 'mount', 'umount', 'losetup', 'perl'])
    if (spawnSync('which', [program]).status !== 0) return `there is no ${program}`
  const disk = new Disk()
  try {
    disk.make()
    writeFileSync(join(disk.folder, 'kept'), 'kept')
    execFileSync('sync', [join(disk.folder, 'kept')])
    writeFileSync(join(disk.folder, 'lost'), 'lost')
    disk.fail()
    disk.mountAgain()
    const [kept, lost] = ['kept', 'lost'].map(
      (name) => existsSync(join(disk.folder, name)) && readFileSync(join(disk.folder, name), 'utf8') === name,
    )
    if (!kept) return 'the file system lost what was flushed'
    return lost ? 'the file system keeps what was never flushed, so that nothing would be tested' : null
  } catch (error) {
    return `this machine forbids it (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`
  } finally {
    disk.end()
  }
}

async function oneCut(disk: Disk, cut: number): Promise<{ isWell: boolean; said: string }> {
  const data = join(disk.folder, 'data')
  const first = start(data)
  await pause(cut)
  const wasOpen = /Muniment is open/.test(first.said())
  const confirmed = await confirmedIn(first)
  disk.fail()
  await killAll(first.child, disk.folder)
  disk.mountAgain()
  const again = start(data)
  for (
    let waited = 0;
    waited < 90_000 && again.child.exitCode === null && !/Muniment is open/.test(again.said());
    waited += 100
  )
    await pause(100)
  const isOpen = /Muniment is open/.test(again.said())
  const after = isOpen ? await confirmedIn(again) : null
  await killAll(again.child, disk.folder)
  const said = isOpen
    ? `opened again${wasOpen ? `, ${confirmed ?? 'nothing'} before, ${after ?? 'nothing'} after` : ''}`
    : again.said().trim().split('\n').slice(-3).join(' | ')
  return { isWell: isOpen && (confirmed === null || after === confirmed), said }
}

/** What the house says of itself, once it has confirmed something: whether it is the example. */
async function confirmedIn({ said }: Started): Promise<string | null> {
  if (!/Muniment is open/.test(said())) return null
  const health = await fetch(`http://127.0.0.1:${PORT}/health`).catch(() => null)
  return health?.status === 200 ? `example ${String(JSON.parse(await health.text()).example)}` : null
}

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
}

function start(data: string): Started {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'src/start.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MUNIMENT_DATA: data, PORT: String(PORT), LOG_LEVEL: 'warn', MUNIMENT_LIFELINE: '' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return { child, said: () => said }
}

/** The machine is without power: nothing that works in the folder goes on, whatever it was doing. */
async function killAll(child: ChildProcess, folder: string): Promise<void> {
  child.kill('SIGKILL')
  endAllIn(folder)
  for (let tries = 0; tries < 200 && child.exitCode === null && child.signalCode === null; tries += 1) await pause(50)
}
