/**
 * PRONOM's two signature files as they are written: nothing compiled, nothing left out that identification needs.
 *
 * Offsets and gaps are in bytes. Expressions are in PRONOM's byte syntax, see `syntax.ts`.
 */

/** Some bytes beside an anchor, and the gap to the neighbour that is nearer to the anchor. */
export interface Fragment {
  readonly min: number
  readonly max: number
  readonly bytes: string
}

/** A sub-sequence: an anchor with fragments to its left and right. Fragments of one place are alternatives. */
export interface Part {
  /** For the first part, from the start of the file; for the last of an `eof` sequence, from its end; else from the part before. */
  readonly min: number
  readonly max: number
  readonly bytes: string
  /** From the anchor outwards. */
  readonly left: readonly (readonly Fragment[])[]
  readonly right: readonly (readonly Fragment[])[]
}

export interface ByteSequence {
  readonly from: 'bof' | 'eof' | 'anywhere'
  readonly parts: readonly Part[]
}

/** All of its sequences must be in the file. */
export interface InternalSignature {
  readonly id: number
  readonly sequences: readonly ByteSequence[]
}

export interface Format {
  readonly id: number
  readonly puid: string
  readonly name: string
  readonly version: string
  readonly mime: string
  readonly signatures: readonly number[]
  /** In small letters, without the dot. */
  readonly extensions: readonly string[]
  /** Ids of the formats that it displaces where both are found. */
  readonly over: readonly number[]
}

/** What a DROID signature file says. */
export interface BinaryRelease {
  readonly version: string
  readonly created: string
  readonly signatures: readonly InternalSignature[]
  readonly formats: readonly Format[]
}

export type ContainerType = 'OLE2' | 'ZIP'

/** A file inside a container that must be there and, where signatures are given, must match one of them. */
export interface ContainerFile {
  readonly path: string
  readonly signatures: readonly InternalSignature[]
}

export interface ContainerSignature {
  readonly id: number
  readonly type: ContainerType
  readonly files: readonly ContainerFile[]
}

/** What a container signature file says. */
export interface ContainerRelease {
  readonly version: string
  readonly signatures: readonly ContainerSignature[]
  /** Which format a container signature stands for. */
  readonly puids: readonly { readonly signature: number; readonly puid: string }[]
  /** Which formats, once found by their bytes, are opened as which kind of container. */
  readonly triggers: readonly { readonly type: ContainerType; readonly puid: string }[]
}

/** A literal that begins in a range: from the start of the file, or so far before its end. */
export interface Literal {
  readonly first: number
  readonly last: number
  /** In hexadecimal, so that gates can be kept as text. */
  readonly hex: string
}

/**
 * The cheapest thing that must be true of a file before a signature is worth looking for: two bytes at one offset, one byte at
 * one offset, one of some literals near the start or the end, or nothing at all.
 */
export type Gate =
  | { readonly kind: 'pair'; readonly offset: number; readonly keys: readonly number[] }
  | { readonly kind: 'byte'; readonly offset: number; readonly keys: readonly number[] }
  | { readonly kind: 'start' | 'end'; readonly literals: readonly Literal[] }
  | { readonly kind: 'always' }

/** The two files together: what a file can be told by. */
export interface Release {
  readonly binary: BinaryRelease
  readonly container: ContainerRelease
  /** What must be true of a file before each of the binary signatures is worth looking for, in their order. */
  readonly gates: readonly Gate[]
}
