import fc from 'fast-check'

/**
 * Property tests try the same cases each time, so that a build does not fail for what an earlier one did not try. Other cases are
 * tried with another number: `MUNIMENT_SEED=7 npm test`.
 */
fc.configureGlobal({ seed: Number(process.env.MUNIMENT_SEED ?? '20261122') })

/** How many cases a property tries: all that it names, and a tenth of them in the quick loop (`npm run check`). */
export const cases = (all: number): { readonly numRuns: number } => ({
  numRuns: process.env.MUNIMENT_QUICK === '1' ? Math.ceil(all / 10) : all,
})
