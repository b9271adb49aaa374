/** What speaks against something of a feed, in words, or nothing. */
export type Reason<Thing> = (thing: Thing) => string | false | null | undefined

/** The first reason against something; null where there is none. */
export function reasonAgainst<Thing>(reasons: readonly Reason<Thing>[], thing: Thing): string | null {
  for (const reason of reasons) {
    const words = reason(thing)
    if (words) return words
  }
  return null
}
