/** Text without such signs at its end. An expression like `/-+$/` would go through each run of them again from each of its signs. */
export function withoutEnd(text: string, sign: RegExp): string {
  let end = text.length
  while (end > 0 && sign.test(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}

/** The same at both ends. */
export function withoutEnds(text: string, sign: RegExp): string {
  const left = withoutEnd(text, sign)
  let from = 0
  while (from < left.length && sign.test(left[from] ?? '')) from += 1
  return left.slice(from)
}
