import { existsSync } from 'node:fs'
import { stopTestCluster } from '../test/cluster.ts'
import { access } from './bench/access.ts'
import { assessments } from './bench/assessments.ts'
import { assets } from './bench/assets.ts'
import { comparing } from './bench/comparing.ts'
import { digests } from './bench/digests.ts'
import { formats } from './bench/formats.ts'
import { governance } from './bench/governance.ts'
import { importing } from './bench/importing.ts'
import { lists } from './bench/lists.ts'
import { load } from './bench/load.ts'
import { loop } from './bench/loop.ts'
import { merging } from './bench/merging.ts'
import { past } from './bench/past.ts'
import { powercut } from './bench/powercut.ts'
import { registers } from './bench/registers.ts'
import { risks } from './bench/risks.ts'
import { writers } from './bench/writers.ts'

/** `npm run bench [name] …`: measures on this machine and prints; nothing here passes or fails. `formats FOLDER` measures real files too. */
const BENCHES: Readonly<Record<string, (folder?: string) => Promise<void>>> = {
  access,
  importing,
  merging,
  lists,
  load,
  loop,
  comparing,
  digests,
  formats,
  assessments,
  governance,
  assets,
  risks,
  past,
  powercut,
  writers,
  registers,
}

const asked = process.argv.slice(2)
const folder = asked.length === 2 && asked[0] === 'formats' && existsSync(asked[1] ?? '') ? asked.pop() : undefined
const stranger = asked.find((name) => !Object.hasOwn(BENCHES, name))
if (stranger) {
  process.stderr.write(
    `There is no benchmark “${stranger}”. There are: ${Object.keys(BENCHES).join(', ')}. “formats” may be followed by a folder.\n`,
  )
  process.exit(1)
}

for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  process.stdout.write(`\n# ${name}\n`)
  await BENCHES[name]?.(folder)
}
await stopTestCluster()
process.exit(0)
