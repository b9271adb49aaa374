/** Sizes of type and the space around it, in points: every writer and the layout go by them. */
export const LOOKS = {
  title: { size: 22, before: 0, after: 3 },
  subtitle: { size: 13, before: 0, after: 15 },
  heading1: { size: 16, before: 16, after: 6 },
  heading2: { size: 13, before: 11, after: 4 },
  text: { size: 11, before: 0, after: 7 },
  quiet: { size: 10, before: 0, after: 7 },
  item: { size: 11, before: 0, after: 2 },
  caption: { size: 11, before: 8, after: 3 },
} as const

/** The space of a cell above and below its words, and to either side, in points. */
export const CELL = { high: 3, wide: 4 } as const

/** The height of a line, as a share of the size of its type: Arial's, and a little for other programs. */
export const LINE = 1.17

/** How far the items of a list stand in, in points. */
export const INDENT = 18

export const GREY = '505a5f'
export const BLACK = '0b0c0c'
export const LIGHT = 'b1b4b6'
export const PALE = 'f3f3f3'
