import { readFileSync } from 'node:fs'

/** Names of the system's accounts, where it keeps them in a file; otherwise their numbers. */
export function ownerNames(): (id: number | null) => string | null {
  const names = new Map<number, string>()
  try {
    for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
      const [name, , id] = line.split(':')
      if (name && id) names.set(Number(id), name)
    }
  } catch {
    // The system has no such file.
  }
  return (id) => (id === null ? null : (names.get(id) ?? `account ${id}`))
}
