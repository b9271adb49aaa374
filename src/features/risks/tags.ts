import { type Content, govukTag } from '#platform/page/index.ts'
import { type BandColour, FILLS } from './model.ts'

/** A band with its score, in the band's colour. */
export const bandTag = (band: string | null, colour: BandColour | null, score: number | null): Content =>
  band && colour
    ? govukTag({ text: score === null ? band : `${band} (${score})`, classes: FILLS[colour].tag })
    : 'Not judged'
