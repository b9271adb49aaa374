/**
 * Lets others have their turn within a long piece of work. What it answers is called between the steps of the work: where more than
 * `ms` milliseconds have been worked since the last turn, it waits until whatever else has come in has been looked at.
 */
export function takingTurns(ms = 8): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < ms) return
    await new Promise<void>((resolve) => setImmediate(resolve))
    since = performance.now()
  }
}
