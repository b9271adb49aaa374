import { join } from 'node:path'
import { inDisposable, UnreadableFile } from '#platform/reading/index.ts'
import { LIMITS, type Mail } from './model.ts'

export type { Attachment, Mail, Mailbox } from './model.ts'

/**
 * Reads a mail (`.eml`, `.emlx`, `.msg`) in a disposable process with bounded time and memory. Throws UnreadableFile where it is none or
 * asks too much; whatever else is wrong with it is told among its warnings.
 */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  if (bytes.length === 0)
    throw new UnreadableFile('The file is empty.', 'Save the mail again and try with the new file.')
  if (bytes.length > LIMITS.fileBytes)
    throw new UnreadableFile('The mail is larger than 150 MB.', 'Save its attachments as files of their own.')
  const [line = '{}'] = await inDisposable(join(import.meta.dirname, 'child.ts'), {}, bytes)
  return JSON.parse(line) as Mail
}
