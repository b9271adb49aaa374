/** Works something out once for each thing that it is asked of, and keeps it as long as the thing itself is kept. */
export function onceFor<Asked, Thing extends object, Found>(
  thingOf: (asked: Asked) => Thing,
  find: (asked: Asked) => Found,
): (asked: Asked) => Found {
  const known = new WeakMap<Thing, { readonly found: Found }>()
  return (asked) => {
    const thing = thingOf(asked)
    const kept = known.get(thing) ?? { found: find(asked) }
    known.set(thing, kept)
    return kept.found
  }
}
