// One at a time, among processes: a file that says who is at work, and is not believed when that one has ended.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Nothing that is done here takes longer, in milliseconds. */
const OLD = 20 * 60_000
/** To take away what a dead one left is a moment's work. */
const MOMENT = 10_000

/** Does the work when nobody else does it, and waits, with a word, while somebody does. */
export function alone(file, word, work) {
  for (let told = false; !take(file); told = true) {
    if (!told) process.stderr.write(`${word}\n`)
    if (isLeft(file)) clear(file)
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  const leave = () => rmSync(file, { force: true })
  process.on('exit', leave)
  try {
    return work()
  } finally {
    leave()
    process.off('exit', leave)
  }
}

/** Makes the file, or answers false where it is there. */
function take(file) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Whether whoever made the file has ended. One that says nothing yet is being made. */
function isLeft(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs
    if (age > OLD) return true
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8') || '{}')
    if (!pid) return age > MOMENT
    return host === hostname() && !isAlive(pid)
  } catch {
    return existsSync(file) && Date.now() - statSync(file, { throwIfNoEntry: false })?.mtimeMs > MOMENT
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Takes away what a dead one left: one at a time, and after a second look, so that no living one loses its place. */
function clear(file) {
  const clearing = `${file}.clearing`
  if (!take(clearing)) {
    const age = Date.now() - (statSync(clearing, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > MOMENT) rmSync(clearing, { force: true })
    return
  }
  if (isLeft(file)) rmSync(file, { force: true })
  rmSync(clearing, { force: true })
}
