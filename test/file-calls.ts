import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { resolve } from 'node:path'

/**
 * Loaded before a program (`--import`), it writes down what the program does to files below FILE_CALLS_BELOW, in order,
 * into the file FILE_CALLS: a line of JSON for each write, sync, rename, link, mkdir. It needs no rights and no tracer. With
 * FILE_CALLS_KILL_AT the process is killed after so many of them, as nothing can answer.
 */
const [out = '', below = ''] = [process.env.FILE_CALLS, process.env.FILE_CALLS_BELOW]
const append = fs.appendFileSync
const killAt = Number(process.env.FILE_CALLS_KILL_AT ?? 0)
let calls = 0
const names = new Map<number, string>()

/** What is named by a path; a stream or a buffer is none of ours. */
const placeOf = (path: unknown) => resolve(typeof path === 'string' ? path : 'elsewhere')

function note(name: string, path: unknown, to?: unknown): void {
  const whole = placeOf(path)
  if (!whole.startsWith(below) && !(to !== undefined && placeOf(to).startsWith(below))) return
  calls += 1
  append(out, `${JSON.stringify({ name, path: whole, ...(to === undefined ? {} : { to: placeOf(to) }) })}\n`)
  if (calls === killAt) process.kill(process.pid, 'SIGKILL')
}

const nameOf = (file: unknown) => (typeof file === 'number' ? (names.get(file) ?? `file ${String(file)}`) : file)

type Calls = Record<string, (...given: unknown[]) => unknown>

/** Puts a note beside a call; `of` says what of the call is worth noting. */
function watch(on: Calls, call: string, of: (given: unknown[], answer: unknown) => void): void {
  const own = on[call]
  if (!own) return
  on[call] = function watched(this: unknown, ...given: unknown[]) {
    const answer = own.apply(this, given)
    if (answer instanceof Promise)
      return answer.then((value: unknown) => {
        of(given, value)
        return value
      })
    of(given, answer)
    return answer
  }
}

const sync = fs as unknown as Calls
watch(sync, 'openSync', ([path], file) => void names.set(Number(file), placeOf(path)))
for (const call of ['writeFileSync', 'appendFileSync', 'writeSync'])
  watch(sync, call, ([file]) => note('write', nameOf(file)))
for (const call of ['fsyncSync', 'fdatasyncSync']) watch(sync, call, ([file]) => note('sync', nameOf(file)))
watch(sync, 'renameSync', ([from, to]) => note('rename', from, to))
watch(sync, 'linkSync', ([from, to]) => note('link', from, to))
watch(sync, 'copyFileSync', ([, to]) => note('write', to))
watch(sync, 'mkdirSync', ([path]) => note('mkdir', path))

const later = fs.promises as unknown as Calls
for (const call of ['writeFile', 'appendFile']) watch(later, call, ([path]) => note('write', path))
watch(later, 'rename', ([from, to]) => note('rename', from, to))
watch(later, 'link', ([from, to]) => note('link', from, to))
watch(later, 'mkdir', ([path]) => note('mkdir', path))
watch(later, 'open', ([path], handle) => {
  const file = handle as Calls
  for (const call of ['write', 'writeFile', 'writev', 'appendFile']) watch(file, call, () => note('write', path))
  for (const call of ['sync', 'datasync']) watch(file, call, () => note('sync', path))
})
syncBuiltinESMExports()
