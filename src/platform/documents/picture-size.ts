import type { PaperBlock } from './model.ts'
import type { Area } from './set.ts'

export type PaperPicture = Extract<PaperBlock, { type: 'picture' }>

/** Points to a pixel of the screen. */
const POINT = 0.75
/** The smallest lettering of our pictures, in pixels, and the smallest that is read on paper, in points. */
const LETTERING = 12
const READABLE = 7

/** How much of the height of the text a picture may take, so that the page before it is not left half empty; a little more where it is not legible else. */
const USUAL = 0.4
const LARGE = { tall: 0.45, wide: 0.62 } as const

/** The size of a picture on paper, in points, never wider than the text; null where its lettering could not be read. */
export function sizedPicture(
  { width, height }: Pick<PaperPicture, 'width' | 'height'>,
  area: Area,
): {
  readonly width: number
  readonly height: number
  readonly leastHeight: number
  readonly isLarge: boolean
} | null {
  const least = READABLE / LETTERING
  const most = Math.min(POINT, area.width / width)
  const usual = Math.min(most, (USUAL * area.height) / height)
  const large = Math.min(most, ((area.width > area.height ? LARGE.wide : LARGE.tall) * area.height) / height)
  if (large < least) return null
  const scale = Math.max(usual, least)
  return { width: width * scale, height: height * scale, leastHeight: height * least, isLarge: usual < least }
}
