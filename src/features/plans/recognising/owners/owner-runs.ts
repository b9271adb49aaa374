import { type Boundary, isBareBody } from './owner-heads.ts'
import { isTitled, kindOf } from './owner-words.ts'

/** Words between two separators, and the separator that stood before them. */
export interface Piece {
  readonly text: string
  readonly before: string
}

/** Whether the pieces that are joined to this one end in a head that they share. */
function hasHeadAtEnd(at: number, pieces: readonly Piece[], boundaries: readonly Boundary[]): boolean {
  let end = at
  while (boundaries[end] === 'join') end += 1
  return ['body', 'post'].includes(kindOf(pieces[end]?.text ?? ''))
}

/** `Records, Archives and Information Team`: a list without heads that ends in one shares it, and what stands before it with a head of its own does not. */
export function settleRuns(pieces: readonly Piece[], boundaries: Boundary[]): void {
  // `Armagh City, Banbridge and Craigavon Borough Council` is of several places.
  const isOfPlaces = /\b(?:council|borough|county|district)$/i.test(pieces.at(-1)?.text.trim() ?? '')
  for (let at = boundaries.length - 1; at > 0; at -= 1) {
    const isShared = boundaries[at] === 'join' && kindOf(pieces[at]?.text ?? '') === 'none'
    const hasHead = ['body', 'post', 'name'].includes(kindOf(pieces[at - 1]?.text ?? ''))
    const isPerhapsPlace = kindOf(pieces[at - 1]?.text ?? '') === 'name' && !isTitled(pieces[at - 1]?.text ?? '')
    // `Director, Finance & Resources` is for both, where what goes on has no head of its own.
    const isOfPost = kindOf(pieces[at - 1]?.text ?? '') === 'post' && !hasHeadAtEnd(at, pieces, boundaries)
    // `Police, Fire and Crime Commissioner`: a head that nothing tells from others may be part of the list.
    const isBare = !isOfPost && isBareBody(pieces[at - 1]?.text ?? '')
    if (isShared && boundaries[at - 1] === 'likely join' && !isOfPost && !isBare)
      boundaries[at - 1] = isPerhapsPlace ? (isOfPlaces ? 'likely join' : 'likely cut') : hasHead ? 'cut' : 'join'
  }
  // `HR, IT & Legal`: behind a comma, what stands beside the last sign may be one more.
  const last = boundaries.length - 1
  const isLast = pieces.at(-1)?.before.trim() === '&' && kindOf(pieces[last]?.text ?? '') === 'acronym'
  if (last > 0 && isLast && boundaries[last]?.endsWith('join') && boundaries[last - 1] === 'cut')
    boundaries[last] = 'likely cut'
}
