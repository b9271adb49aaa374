import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'

/** Waits for what others bring about: asks again and again whether it is so, and fails where it is not within so many milliseconds. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  { what = 'what was waited for', most = 20_000 }: { readonly what?: string; readonly most?: number } = {},
): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < most; await pause(20)) if (await isSo()) return
  assert.fail(`${what}: not within ${most} ms`)
}
