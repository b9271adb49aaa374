import type { Problem } from '../model.ts'

export type Path = Problem['path']
type Say = (path: Path, message: string) => void

/** What a check has found, in the order in which it was found. */
export interface Told {
  readonly problems: readonly Problem[]
  /** It cannot be used like this. */
  readonly error: Say
  /** It can be used, and most likely does not do what its author meant. */
  readonly warn: Say
}

export function telling(): Told {
  const problems: Problem[] = []
  const say =
    (severity: Problem['severity']): Say =>
    (path, message) => {
      problems.push({ severity, path, message, line: null })
    }
  return { problems, error: say('error'), warn: say('warning') }
}

/** What a record holds under a name: nothing for names such as `constructor`, which every object answers to. */
export const own = <Each>(record: Readonly<Record<string, Each>>, name: string): Each | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

export const duplicates = (names: readonly string[]): Set<string> =>
  new Set(names.filter((name, index) => names.indexOf(name) !== index))
