import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'
import type { Measure } from '#platform/measures.ts'
import { print } from '#platform/printing.ts'
import { saveFormText } from './forms/deeds.ts'
import { newestForms } from './store.ts'

/** What the room offers at the command line: its forms. */
export function statementCommands(
  program: Command,
  openHouse: OpenHouse,
  measures: () => Promise<readonly Measure[]>,
): void {
  const group = program.command('statements').description('statements and returns of role holders')
  group
    .command('forms')
    .description('list the forms')
    .action(() =>
      openHouse(async ({ db }) => {
        for (const { key, version, title } of await newestForms(db)) print(key, `version ${version}`, title)
      }),
    )
  group
    .command('form')
    .description('keep a form from a YAML file, as the next version of its key')
    .argument('<file>')
    .action((file: string) =>
      openHouse(async ({ db, act }) => {
        const known = new Set((await measures()).map(({ key }) => key))
        const text = readFileSync(file, 'utf8')
        const { key, version } = await saveFormText(db, act, text, known)
        print(`${key} version ${version}`)
      }),
    )
}
