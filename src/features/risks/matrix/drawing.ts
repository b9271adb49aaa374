import { everybody } from '#platform/access/index.ts'
import { type Drawn, toDraw } from '#platform/charts/index.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import type { ShownMatrix } from '../overview/picture-views.ts'
import type { Matrix } from '../store.ts'

const BANDS = { key: 'the matrix', seenBy: everybody('the bands of the matrix tell of no risk') }

/** The matrix with its bands alone, for a picture. */
export async function bandsToDraw(asked: PersonRequest, read: () => Promise<Matrix>): Promise<Drawn<ShownMatrix>> {
  const drawn = await toDraw(asked, BANDS, read)
  return drawn.as((matrix) => ({ matrix, counts: new Map() }))
}
