import { z } from 'zod'

const words = z.array(z.string()).default([])
const KINDS = z.record(
  z.string(),
  z.strictObject({
    what: z.string(),
    named: words,
    beside: words,
    deeds: words,
    scores: words,
    must: z.array(z.array(z.string())).default([]),
    may: words,
    surely: words,
    labels: words,
    keys: words,
    sheets: words,
  }),
)

/** The words of tables that stand beside plans, by a name for each kind. */
export type SaidKinds = z.infer<typeof KINDS>

/** Reads them as a file says them. Throws where they are in no such form. */
export const readKinds = (said: unknown): SaidKinds => KINDS.parse(said)
