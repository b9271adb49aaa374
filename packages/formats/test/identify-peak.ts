import { Examiner } from '../src/files/examine.ts'
import { realRoot, walk } from '../src/files/walk.ts'
import { Identifier } from '../src/identify.ts'
import { STARTER } from '../src/releases/releases.ts'
import { loadRelease } from '../src/signatures/load.ts'

/** A process that examines a folder at a scan limit, and says what it told and how much memory and time it took at most. */
const [folder = '', limit = '0'] = process.argv.slice(2)
const examiner = new Examiner(new Identifier(loadRelease(STARTER, null)), { limit: Number(limit) })
const told: Record<string, string> = {}
let slowest = 0
for (const entry of walk(folder)) {
  const started = performance.now()
  told[entry.name] = examiner.examine(entry, realRoot(folder)).puids.join()
  slowest = Math.max(slowest, performance.now() - started)
}
process.stdout.write(JSON.stringify({ told, slowest, mebibytes: process.resourceUsage().maxRSS / 1024 }))
