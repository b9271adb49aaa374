import { isOutlookMessage } from './kinds.ts'
import { described, readMessage } from './message.ts'
import type { AttachedFile, Mail } from './model.ts'
import { readOutlookMessage } from './msg.ts'

/** Reads a mail from the bytes of a file: one of Outlook, or one as it goes between servers. */
export const readMailFile = (file: Uint8Array): Mail<AttachedFile> =>
  isOutlookMessage(file) ? readOutlookMessage(file) : readMessage(file)

/** The same, with what is told of each attachment in place of its bytes. */
export function describedMail(file: Uint8Array): Mail {
  const mail = readMailFile(file)
  return { ...mail, attachments: mail.attachments.map(described) }
}
