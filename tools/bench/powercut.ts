import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '../..')
const PORT = 4790
/** When the power fails, in milliseconds after the start: the first half minute, densest where files are made. */
const CUTS = [
  30, 80, 150, 220, 300, 380, 460, 550, 650, 800, 1_000, 1_300, 1_700, 2_200, 3_000, 4_500, 7_000, 11_000, 18_000,
  29_000,
]

/**
 * Cuts the power of a real file system under a starting house: ext4 in a file, told to forget everything that was not
 * flushed (its shutdown call), unmounted, mounted again. Then the house must open by itself.
 */
export async function powercut(): Promise<void> {
  const missing = whatIsMissing()
  if (missing) {
    process.stdout.write(
      `Not run: ${missing}.\nIt needs Linux, root (CAP_SYS_ADMIN), a loop device, mkfs.ext4, mount and perl: a virtual machine has them, most containers have not.\nWhat runs everywhere is src/platform/durable.long.test.ts, which reads the same promise from the calls to the file system.\n`,
    )
    return
  }
  const home = mkdtempSync(join(tmpdir(), 'muniment-powercut-'))
  // The database's account has to reach what lies in it.
  chmodSync(home, 0o755)
  const disk = new Disk(home)
  let lost = 0
  try {
    for (const cut of CUTS) {
      disk.make()
      const line = await oneCut(disk, cut)
      if (!line.isWell) lost += 1
      process.stdout.write(`${line.isWell ? 'ok  ' : 'LOST'} cut after ${String(cut).padStart(6)} ms: ${line.said}\n`)
      disk.end()
    }
  } finally {
    disk.end()
    rmSync(home, { recursive: true, force: true })
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
  const home = mkdtempSync(join(tmpdir(), 'muniment-powercut-'))
  const disk = new Disk(home)
  try {
    disk.make()
    writeFileSync(join(disk.folder, 'kept'), 'kept')
    execFileSync('sync', [join(disk.folder, 'kept')])
    writeFileSync(join(disk.folder, 'lost'), 'lost')
    disk.cut()
    const [kept, lost] = ['kept', 'lost'].map(
      (name) => existsSync(join(disk.folder, name)) && readFileSync(join(disk.folder, name), 'utf8') === name,
    )
    if (!kept) return 'the file system lost what was flushed'
    return lost ? 'the file system keeps what was never flushed, so that nothing would be tested' : null
  } catch (error) {
    return `this machine forbids it (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`
  } finally {
    disk.end()
    rmSync(home, { recursive: true, force: true })
  }
}

/** A file system in a file, whose power can be cut. */
class Disk {
  readonly folder: string
  readonly #image: string
  #isMounted = false
  constructor(home: string) {
    this.folder = join(home, 'disk')
    this.#image = join(home, 'image')
    mkdirSync(this.folder)
  }

  make(): void {
    rmSync(this.#image, { force: true })
    execFileSync('truncate', ['-s', '900M', this.#image])
    execFileSync('mkfs.ext4', ['-q', '-F', this.#image])
    this.#mount()
  }

  /** Nothing that was not flushed survives: the kernel is kept from tidying up after programs that forgot to. */
  #mount(): void {
    execFileSync('mount', ['-o', 'loop,noauto_da_alloc,commit=600', this.#image, this.folder])
    this.#isMounted = true
  }

  /** EXT4_IOC_SHUTDOWN with NOLOGFLUSH: include/uapi/linux/ext4.h. */
  cut(): void {
    const script =
      'my $how = pack("L", 2); open(my $at, "<", $ARGV[0]) or die "open: $!"; ioctl($at, 0x8004587d, $how) or die "ioctl: $!"'
    execFileSync('perl', ['-e', script, this.folder], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.end()
    this.#mount()
  }

  end(): void {
    if (!this.#isMounted) return
    for (let tries = 0; tries < 100; tries += 1) {
      if (spawnSync('umount', [this.folder]).status === 0) break
      spawnSync('sleep', ['0.1'])
    }
    this.#isMounted = false
  }
}

async function oneCut(disk: Disk, cut: number): Promise<{ isWell: boolean; said: string }> {
  const data = join(disk.folder, 'data')
  const first = start(data)
  await pause(cut)
  const wasOpen = /Muniment is open/.test(first.said())
  const confirmed = await confirmedIn(first)
  spawnSync('perl', [
    '-e',
    'my $how = pack("L", 2); open(my $at, "<", $ARGV[0]); ioctl($at, 0x8004587d, $how)',
    disk.folder,
  ])
  await killAll(first.child, data)
  disk.cut()
  const again = start(data)
  for (
    let waited = 0;
    waited < 90_000 && again.child.exitCode === null && !/Muniment is open/.test(again.said());
    waited += 100
  )
    await pause(100)
  const isOpen = /Muniment is open/.test(again.said())
  const after = isOpen ? await confirmedIn(again) : null
  await killAll(again.child, data)
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
async function killAll(child: ChildProcess, data: string): Promise<void> {
  child.kill('SIGKILL')
  for (let tries = 0; tries < 200; tries += 1) {
    const left = [...(child.exitCode === null && child.signalCode === null ? [child.pid ?? 0] : []), ...workingIn(data)]
    if (left.length === 0) return
    for (const pid of left) spawnSync('kill', ['-9', String(pid)])
    await pause(50)
  }
}

/** Processes that were started with the folder's name, or stand in it. */
function workingIn(data: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return (
          readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(data) ||
          readlinkSync(`/proc/${name}/cwd`).startsWith(data)
        )
      } catch {
        return false
      }
    })
    .map(Number)
}
