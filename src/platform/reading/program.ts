import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { takingTurns } from '../turns.ts'

/** What a disposable process is started with before its program: it hands it what `openedProgram` has opened. */
export const BEFORE = join(import.meta.dirname, 'plain.mjs')

const opened = new Map<string, Promise<number | null>>()

/**
 * An open file of a program's own modules as plain JavaScript, by their addresses, made once in the life of this process: a disposable
 * one would take longer to make them than to read most documents. Null where it cannot be kept: the program then does it itself.
 */
export function openedProgram(program: string): Promise<number | null> {
  const there = opened.get(program)
  if (there) return there
  const made = open(program).catch(() => null)
  opened.set(program, made)
  return made
}

async function open(program: string): Promise<number> {
  const modules = await plainModules(program)
  const folder = mkdtempSync(join(tmpdir(), 'muniment-program-'))
  try {
    const file = join(folder, 'modules.json')
    await writeFile(file, JSON.stringify(modules), { mode: 0o600 })
    return openSync(file, 'r')
  } finally {
    // An open file outlasts its name, and is gone when this process is.
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The program and every module of ours that it imports, by their addresses. */
export async function plainModules(program: string): Promise<Record<string, string>> {
  const turn = takingTurns()
  const modules: Record<string, string> = {}
  const waiting = [pathToFileURL(program).href]
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (modules[url] !== undefined) continue
    const source = url.endsWith(CONTENT)
      ? await contentOf(url)
      : stripTypeScriptTypes(await readFile(fileURLToPath(url), 'utf8'))
    modules[url] = source
    for (const [, specifier = ''] of source.matchAll(OWN)) waiting.push(addressOf(specifier, url))
    await turn()
  }
  return modules
}

/** A module that reads and checks a table of `content` and exports nothing but what JSON can say. */
const CONTENT = '.content.ts'

/** Such a module as what it exports, so that no disposable process reads and checks the table again. */
async function contentOf(url: string): Promise<string> {
  const made = (await import(url)) as Readonly<Record<string, unknown>>
  const exported = Object.entries(made).map(
    ([name, said]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(said))})\n`,
  )
  return exported.join('')
}

/** Modules of ours are named from where they are imported (`./x.ts`) or by the project's own names (`#platform/x.ts`). */
const OWN = /\bfrom '((?:\.{1,2}\/|#)[^']+)'/g

const addressOf = (specifier: string, from: string): string =>
  specifier.startsWith('#') ? import.meta.resolve(specifier) : new URL(specifier, from).href
