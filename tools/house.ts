import type * as House from '../src/house.ts'

/** What opens the house, or says in one sentence why it cannot be opened: a wall that is broken may be the reason, and is to be named all the same. */
export async function loaded<Loaded>(
  load: () => Promise<Loaded>,
): Promise<{ readonly house: Loaded | null; readonly unloaded: readonly string[] }> {
  try {
    return { house: await load(), unloaded: [] }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const said = why.split('\n')[0] ?? ''
    return {
      house: null,
      unloaded: [
        `src/house.ts cannot be loaded (${said}): mend this first, what rooms say of themselves was not checked`,
      ],
    }
  }
}

export const { house, unloaded } = await loaded<typeof House>(() => import('../src/house.ts'))
