import { parseArgs } from 'node:util'
import type { Mutant } from './mutate/mutants.ts'
import { coreMutants, mutants, part, sample } from './mutate/subjects.ts'
import { Workshop } from './mutate/workshop.ts'

/**
 * `npm run mutate`: makes rules wrong, one small place at a time, and names the places that no test notices.
 * A sample of every file of rules; `-- --core` every mutant of the core rules, of which none may live; `-- FILE …` every mutant of some files,
 * or with `--core` of the core rules in them; `--near` asks only the tests of its own folder, which is quicker and stricter; `--part 2/5` tries the second of five parts.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    core: { type: 'boolean', default: false },
    near: { type: 'boolean', default: false },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: '1/1' },
    at: { type: 'string', default: '2' },
  },
})
const all = values.core ? coreMutants(positionals) : mutants(positionals)
const size = Number(values.sample ?? (values.core || positionals.length > 0 ? all.length : 40))
const chosen = part(sample(all, size, Number(values.seed)), values.part)
process.stdout.write(`${chosen.length} of ${all.length} mutants\n`)

const living: Mutant[] = []
const count = { killed: 0, refused: 0, alive: 0 }
const queue = [...chosen]
await Promise.all(Array.from({ length: Math.min(Number(values.at), chosen.length) }, work))
process.stdout.write(
  `\n${count.killed} found by tests, ${count.alive} alive, ${count.refused} refused by the compiler\n`,
)
for (const mutant of living.toSorted((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1)))
  process.stdout.write(`${describe(mutant)}\n`)
process.exit(values.core && living.length > 0 ? 1 : 0)

async function work(): Promise<void> {
  const workshop = new Workshop()
  try {
    await workshop.open(chosen, values.near)
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const started = Date.now()
      const outcome = await workshop.try(mutant, values.near)
      count[outcome.end] += 1
      if (outcome.end === 'alive') living.push(mutant)
      const took = `${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s`
      process.stdout.write(
        `${outcome.end.padEnd(8)}${took}  ${describe(mutant)}${outcome.by && `   by: ${outcome.by}`}\n`,
      )
    }
  } finally {
    // The first test that fails ends the run, which leaves the tests' database up: one that passes takes it down.
    await workshop.failure(['src/platform/audit/audit.test.ts'])
    workshop.close()
  }
}

function describe({ file, line, inside, from, to }: Mutant): string {
  const short = (text: string) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 70) || '(nothing)'
  return `${file}:${line} ${inside}: ${short(from)} → ${short(to)}`
}
