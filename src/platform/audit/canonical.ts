export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** JSON in its one canonical form: RFC 8785. Numbers must be finite. */
export function canonical(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('Cannot write the number: it is not finite')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value as { readonly [key: string]: Json })
  // Keys sort by their UTF-16 code units (section 3.2.3), which is how JavaScript compares strings.
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
