import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolderDurably, writeDurably } from '../durable.ts'

/** A place for small files that people may want to read, under their names. */
export interface Shelf {
  /** Where it is, in words. */
  readonly name: string
  /** Answers when the file is safe. One of that name is replaced. */
  put(name: string, text: string): Promise<void>
  /** What lies there, in the order of the names. */
  list(): AsyncIterable<{ readonly name: string; readonly text: string }>
}

/** A shelf that is a folder. It is made when something is first put there. */
export function folderShelf(folder: string): Shelf {
  return {
    name: `the folder ${folder}`,
    put: async (name, text) => {
      await makeFolderDurably(folder, 0o700)
      await writeDurably(join(folder, name), text)
    },
    list: () => texts(folder),
  }
}

async function* texts(folder: string): AsyncIterable<{ readonly name: string; readonly text: string }> {
  for (const name of namesIn(folder)) yield { name, text: await readFile(join(folder, name), 'utf8') }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
