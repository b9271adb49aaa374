import type { Command } from 'commander'
import { findPersonNamed } from '#features/people/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import { BadRequest } from '#platform/errors.ts'
import { print } from '#platform/printing.ts'
import { accountForm } from './forms.ts'
import { giveAccount } from './give-account.ts'

/** What the room offers at the command line. The password comes on standard input, so that no list of processes shows it. */
export function accountCommands(program: Command, openHouse: OpenHouse): void {
  program
    .command('accounts')
    .description('who may sign in')
    .command('give')
    .description('give a person an account, or a new password; the password is read from standard input')
    .argument('<person>', 'name, email address or id')
    .requiredOption('--name <name>', 'the sign-in name')
    .action((person: string, options: { name: string }) =>
      openHouse(async ({ db, act }) => {
        const found = await findPersonNamed(db, person, dayOf(act.at))
        const read = accountForm.read({ name: options.name, password: await standardInput() })
        if (!read.ok) throw new BadRequest(read.errors.map(({ message }) => message).join('. '))
        const { name, password: chosen } = read.value
        await giveAccount(db, act, { personId: found.id, signInName: name, password: chosen })
        print(`${found.name} can sign in as ${read.value.name}`)
      }),
    )
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
}
