import type { Command } from 'commander'
import { inTerminal } from '#formats'
import { printText } from '#platform/printing.ts'
import { bytesAt } from '#platform/reading/index.ts'
import { counted } from '#platform/words.ts'
import { type Mail, type Mailbox, readMail } from './reading/index.ts'
import { LIMITS } from './reading/model.ts'

/** `muniment mail read`: what a mail says, from its file alone. Needs no database. */
export function mailCommands(program: Command): void {
  program
    .command('mail')
    .description('read mail')
    .command('read')
    .description('say who wrote to whom, when, what, and with which attachments')
    .argument('<file>', 'a mail: .eml, .emlx or .msg')
    .option('--json', 'print JSON')
    .action(async (path: string, options: { json?: boolean }) => {
      const mail = await readMailAt(path)
      printText(options.json ? asJson(mail) : inLines(mail))
    })
}

const readMailAt = async (path: string): Promise<Mail> =>
  readMail(
    await bytesAt(path, {
      what: 'one mail',
      most: LIMITS.fileBytes,
      tooLarge: 'Save its attachments as files of their own.',
    }),
  )

/** Nearly every mail is from one person, who is `from`; where it is from several, all of them are `senders` too. */
const asJson = ({ from, ...mail }: Mail): string => {
  const { subject, ...rest } = mail
  return JSON.stringify({ subject, from: from[0] ?? null, ...(from.length > 1 ? { senders: from } : {}), ...rest })
}

const people = (all: readonly Mailbox[]): string =>
  all.map(({ name, address }) => inTerminal(name ? `${name} <${address}>` : address)).join(', ')

const inLines = ({ subject, from, to, cc, date, text, attachments, warnings }: Mail): string =>
  [
    `Subject: ${inTerminal(subject ?? '(none)')}`,
    `From: ${people(from)}`,
    `To: ${people(to)}`,
    ...(cc.length > 0 ? [`Copy: ${people(cc)}`] : []),
    `Date: ${date ?? '(none)'}`,
    '',
    text.trimEnd(),
    ...(attachments.length > 0 ? ['', counted(attachments.length, 'attachment', 'attachments')] : []),
    ...attachments.map(({ name, type, size }) =>
      inTerminal(`- ${name ?? '(no name)'}, ${type}, ${counted(size, 'byte', 'bytes')}`),
    ),
    ...warnings.map((warning) => `Warning: ${inTerminal(warning)}`),
  ].join('\n')
