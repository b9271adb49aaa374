const WIDE = 0xffffffff
const WIDE_FIELD = 1

interface Places {
  readonly at: number
  readonly packed: number
  readonly size: number
}

/**
 * Sizes and the offset where they stand in the 64-bit extra field (APPNOTE 4.5.3), in this order and only those that are
 * marked; and whether the fields do not fill their room, as some programs write them.
 */
export function widened(places: Places, extra: Buffer): Places & { readonly isOdd: boolean } {
  let wide = places
  let at = 0
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2)
    if (end > extra.length) break
    if (extra.readUInt16LE(at) === WIDE_FIELD) wide = fromField(places, extra.subarray(at + 4, end))
    at = end
  }
  return { ...wide, isOdd: at !== extra.length }
}

function fromField(places: Places, field: Buffer): Places {
  let next = 0
  const take = (value: number) => {
    if (value !== WIDE || next + 8 > field.length) return value
    next += 8
    return Number(field.readBigUInt64LE(next - 8))
  }
  const size = take(places.size)
  const packed = take(places.packed)
  return { size, packed, at: take(places.at) }
}
