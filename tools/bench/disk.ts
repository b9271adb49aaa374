import { execFileSync, spawnSync } from 'node:child_process'
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
import { constants, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const HOME = 'muniment-powercut-'
/** EXT4_IOC_SHUTDOWN with NOLOGFLUSH: include/uapi/linux/ext4.h. */
const SHUTDOWN =
  'my $how = pack("L", 2); open(my $at, "<", $ARGV[0]) or die "open: $!"; ioctl($at, 0x8004587d, $how) or die "ioctl: $!"'

/** Disks that are not ended yet: whoever ends the program from outside ends them too. */
const open = new Set<Disk>()

/** A file system in a file, whose power can be cut. */
export class Disk {
  readonly folder: string
  readonly #home: string
  readonly #image: string
  #isMounted = false

  constructor() {
    this.#home = mkdtempSync(join(tmpdir(), HOME))
    // The database's account has to reach what lies in it.
    chmodSync(this.#home, 0o755)
    writeFileSync(join(this.#home, 'pid'), String(process.pid))
    this.folder = join(this.#home, 'disk')
    this.#image = join(this.#home, 'image')
    mkdirSync(this.folder)
    open.add(this)
  }

  /** An empty file system. */
  make(): void {
    this.#unmount()
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

  #unmount(): void {
    if (this.#isMounted) unmount(this.folder)
    this.#isMounted = false
  }

  /** From here on nothing reaches the disk. */
  fail(): void {
    execFileSync('perl', ['-e', SHUTDOWN, this.folder], { stdio: ['ignore', 'ignore', 'pipe'] })
  }

  /** The disk as it is found when the power is back. */
  mountAgain(): void {
    this.#unmount()
    this.#mount()
  }

  /** Takes it away with all that works in it. */
  end(): void {
    endAllIn(this.folder)
    this.#unmount()
    rmSync(this.#home, { recursive: true, force: true })
    open.delete(this)
  }
}

/** Waits for whatever still holds it; then it goes as soon as that ends. */
function unmount(folder: string): void {
  for (let tries = 0; tries < 100; tries += 1) {
    if (spawnSync('umount', [folder]).status === 0) return
    spawnSync('sleep', ['0.1'])
  }
  spawnSync('umount', ['--lazy', folder])
}

/** Ends by force what works in a folder, and waits until it has ended. */
export function endAllIn(folder: string): void {
  for (let tries = 0; tries < 200; tries += 1) {
    const left = workingIn(folder)
    if (left.length === 0) return
    for (const pid of left) spawnSync('kill', ['-9', String(pid)])
    spawnSync('sleep', ['0.05'])
  }
}

/** Processes that were started with the folder's name, in their words or in their environment, or stand in it. */
function workingIn(folder: string): number[] {
  const names = (file: string) => readFileSync(file, 'utf8').includes(`${folder}/`)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return (
          names(`/proc/${name}/cmdline`) ||
          names(`/proc/${name}/environ`) ||
          readlinkSync(`/proc/${name}/cwd`).startsWith(`${folder}/`)
        )
      } catch {
        return false
      }
    })
    .map(Number)
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends every disk where the program is ended from outside, before it ends itself. All of it in one turn: nothing is started meanwhile. */
export function endDisksOnSignals(): void {
  for (const signal of SIGNALS)
    process.on(signal, () => {
      for (const disk of open) disk.end()
      process.exit(128 + constants.signals[signal])
    })
}

/** Takes away what runs left behind that were ended by force. Answers how many disks that were. */
export function endLeftDisks(): number {
  const mounts = readFileSync('/proc/mounts', 'utf8')
  const left = leftIn(mounts, tmpdir(), isRunning)
  for (const folder of left) {
    endAllIn(folder)
    unmount(folder)
    rmSync(dirname(folder), { recursive: true, force: true })
  }
  return left.length
}

/** The folders of disks, by the table of mounts, that belong to no run any more. */
export const leftIn = (mounts: string, temporary: string, isHeld: (home: string) => boolean): string[] =>
  mounts
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((folder) => folder.startsWith(join(temporary, HOME)) && folder.endsWith('/disk'))
    .filter((folder) => !isHeld(dirname(folder)))

/** Whether the run that made a home still goes on; one that did not say which run it was has gone. */
function isRunning(home: string): boolean {
  const file = join(home, 'pid')
  if (!existsSync(file)) return false
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return true
  } catch {
    return false
  }
}
