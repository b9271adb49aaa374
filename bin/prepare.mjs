// Makes `npx muniment` reach this checkout: npm links the commands of dependencies, not of the project itself.
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export function linkCommand() {
  if (process.platform === 'win32') return
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const folder = join(root, 'node_modules', '.bin')
  if (!existsSync(join(root, 'node_modules'))) return
  mkdirSync(folder, { recursive: true })
  const link = join(folder, 'muniment')
  rmSync(link, { force: true })
  symlinkSync(join('..', '..', 'bin', 'muniment.mjs'), link)
  chmodSync(join(root, 'bin', 'muniment.mjs'), 0o755)
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) linkCommand()
