import type { Subject } from '../person.ts'

/** Which kinds the rules were asked of in the name of somebody, for those who are watched: one within another, each hears of it. */
const askedBy = new WeakMap<Subject, readonly Set<string>[]>()

export interface Watch<Viewer extends Subject> {
  /** The same person: what is asked in their name is noted. */
  readonly viewer: Viewer
  readonly asked: ReadonlySet<string>
}

export function watched<Viewer extends Subject>(viewer: Viewer): Watch<Viewer> {
  const asked = new Set<string>()
  const copy = { ...viewer }
  askedBy.set(copy, [asked, ...(askedBy.get(viewer) ?? [])])
  return { viewer: copy, asked }
}

/** That the rule of reading was asked in somebody's name: the rules of other deeds say nothing of which rows are seen. */
export function note(viewer: Subject, kind: string): void {
  for (const asked of askedBy.get(viewer) ?? []) asked.add(kind)
}
