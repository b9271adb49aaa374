import { createPublicKey } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import {
  auditInWords,
  countOf,
  evidence,
  fingerprint,
  flawOf,
  isAllWell,
  keepCheckpoint,
  makeCheckpoint,
  marksFor,
  type Proof,
  placeEntries,
  proofsOf,
  signingKey,
  type Verification,
  verifyAudit,
} from '#platform/audit/index.ts'
import { instantInWords } from '#platform/calendar/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import { writeDurably } from '#platform/durable.ts'
import { NotFound } from '#platform/errors.ts'
import { print, printText, tell } from '#platform/printing.ts'

interface VerifyOptions {
  readonly checkpoint?: readonly string[]
  readonly key?: readonly string[]
  readonly json?: boolean
}

/** The audit log at the command line: verified, signed, and the key that signs it. */
export function auditCommands(program: Command, openHouse: OpenHouse): void {
  const audit = program.command('audit').description('the audit log')
  verifyCommand(audit, openHouse)
  checkpointCommand(audit, openHouse)
  proveCommand(audit, openHouse)
  keyCommand(audit, openHouse)
}

function verifyCommand(audit: Command, openHouse: OpenHouse): void {
  audit
    .command('verify')
    .description('check that nothing in the audit log was changed, put in, taken out or cut off')
    .option('--checkpoint <file...>', 'checkpoints that were kept elsewhere, also as the message that brought them')
    .option('--key <file...>', 'public keys that were kept elsewhere, to trust instead of the one in the data folder')
    .option('--json', 'print JSON')
    .action((options: VerifyOptions) =>
      openHouse(async ({ db, config }) => {
        await placeEntries(db)
        const known = await evidence(config, { files: options.checkpoint, keys: options.key })
        const result = await verifyAudit(db, known, new Date())
        for (const line of options.json ? [JSON.stringify(result)] : auditInWords(result)) print(line)
        if (!isAllWell(result)) process.exitCode = 1
      }),
    )
}

function checkpointCommand(audit: Command, openHouse: OpenHouse): void {
  audit
    .command('checkpoint')
    .description('sign how long the log is and its root, as is done by itself once a day')
    .option('--to <file>', 'write it to this file as well; else it is printed')
    .action((options: { to?: string }) =>
      openHouse(async ({ db, config }) => {
        const made = await makeCheckpoint(db, await signingKey(config), new Date())
        if (!made) throw new NotFound('The audit log is empty: there is nothing to sign')
        const { failed } = await keepCheckpoint(config, made)
        const text = `${JSON.stringify(made, null, 2)}\n`
        if (options.to) await writeDurably(options.to, text, { mode: 0o644 })
        else printText(text.trimEnd())
        for (const place of failed) tell(`The checkpoint could not be kept in ${place}`)
        if (failed.length > 0) process.exitCode = 1
      }),
    )
}

function proveCommand(audit: Command, openHouse: OpenHouse): void {
  audit
    .command('prove')
    .description('show that what was done to one thing stands in the audit log, also where one entry tells of many')
    .argument('<kind>', 'what it is, in the word of the log, such as share')
    .argument('<id>', 'its id')
    .option('--checkpoint <file...>', 'checkpoints that were kept elsewhere, also as the message that brought them')
    .option('--key <file...>', 'public keys that were kept elsewhere, to trust instead of the one in the data folder')
    .option('--most <number>', 'how many proofs to show, the latest first', howMany, 100)
    .option('--json', 'print the proofs, which can be checked without the database')
    .action((kind: string, id: string, options: ProveOptions) => prove(openHouse, { kind, id }, options))
}

function keyCommand(audit: Command, openHouse: OpenHouse): void {
  audit
    .command('key')
    .description('print the public key that checkpoints are signed with, to be kept elsewhere')
    .action(() =>
      openHouse(async ({ config }) => {
        const key = createPublicKey(await signingKey(config))
        printText(key.export({ type: 'spki', format: 'pem' }).toString().trimEnd())
        tell(`Its name is ${fingerprint(key)}`)
      }),
    )
}

interface ProveOptions extends VerifyOptions {
  readonly most: number
}

function howMany(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 to 999999.')
  return Number(text)
}

/** A proof is worth what the log is worth that it is of: so that is verified as well, with every checkpoint. */
async function prove(
  openHouse: OpenHouse,
  subject: { kind: string; id: string },
  options: ProveOptions,
): Promise<void> {
  await openHouse(async ({ db, config }) => {
    await placeEntries(db)
    const known = await evidence(config, { files: options.checkpoint, keys: options.key })
    const audit = await verifyAudit(db, known, new Date())
    const { marks } = await marksFor(db, known)
    const proofs = await proofsOf(db, subject, { marks, most: options.most })
    if (proofs.length === 0) return nothingOf(subject, audit, options)
    const flaws = proofs.map((proof) => flawOf(proof) ?? (audit.problems.length > 0 ? NOT_WHOLE : null))
    const lines = proofs.map((proof, index) => proofInWords(proof, flaws[index] ?? null))
    for (const line of options.json ? [JSON.stringify(proofs)] : [...lines, ...auditInWords(audit)]) print(line)
    const total = await countOf(db, subject)
    if (total > proofs.length)
      tell(`Only the latest ${proofs.length} of ${total} are shown: for all of them say --most ${total}`)
    if (options.json && !isAllWell(audit)) tell(auditInWords(audit).join('\n'))
    if (flaws.some((flaw) => flaw !== null) || !isAllWell(audit)) process.exitCode = 1
  })
}

/** That the log tells nothing of a thing is worth no more than the log is either: what was verified is said first. @throws NotFound */
function nothingOf({ kind, id }: { kind: string; id: string }, audit: Verification, { json }: ProveOptions): void {
  for (const line of auditInWords(audit)) (json ? tell : print)(line)
  const told = `The audit log tells nothing of the ${kind} ${id}`
  if (audit.problems.length === 0) throw new NotFound(told)
  throw new NotFound(`${told}. ${NOT_WHOLE}: entries about it may have been taken out`)
}

const NOT_WHOLE = 'The audit log is not whole'

function proofInWords({ entry, item, inLog }: Proof, flaw: string | null): string {
  const signed = inLog?.checkpoint
  const verdict = flaw
    ? `NOT proven: ${flaw}.`
    : signed
      ? 'Proven:'
      : 'Proven only as far as this log is the one that was signed, because no checkpoint speaks of it:'
  const place = inLog ? `at place ${inLog.index} of ${inLog.size}` : 'without a place yet'
  const list = item ? `, item ${item.inList.index + 1} of ${item.inList.size}` : ''
  const by = signed ? `, by the checkpoint of ${instantInWords(new Date(signed.madeAt))}` : ''
  return `${verdict} ${entry.at.toISOString()} ${entry.what}${list}, entry ${entry.id} ${place}${by}`
}
