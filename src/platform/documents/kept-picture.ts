import { trusted } from '../page/index.ts'
import type { Drawing } from './model.ts'

/** A picture that was drawn before, and was kept or handed over as markup. Only what was drawn here may be given. */
export const keptPicture = (markup: string): Drawing =>
  Object.assign(trusted(markup), {
    seenBy: { by: 'reader', of: 'what was drawn before' } as const,
    isOneDrawing: true as const,
  })
