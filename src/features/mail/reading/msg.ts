import outlook, { type FieldsData } from '@kenjiuno/msgreader'
import { textOfHtml } from '#platform/reading/index.ts'
import { readMailboxes } from './addresses.ts'
import { decodeText } from './charsets.ts'
import { readDate } from './dates.ts'
import { readHeaders } from './headers.ts'
import { idOf, safeName } from './message.ts'
import { type AttachedFile, type Mail, type Mailbox, Warnings } from './model.ts'

type Reader = InstanceType<typeof outlook.default>

/** The id of the message that is answered (PidTagInReplyToId, MS-OXPROPS 2.743), as text of Unicode or of a code page. */
const IN_REPLY_TO = ['1042001f', '1042001e']

/** Reads a message that Outlook saved (`.msg`, MS-OXMSG). Throws where the file is none. */
export function readOutlookMessage(file: Uint8Array): Mail<AttachedFile> {
  const warnings = new Warnings()
  const [reader, fields] = opened(Uint8Array.from(file).buffer)
  const headers = readHeaders(Buffer.from(fields.headers ?? ''), warnings)
  const sent = fields.clientSubmitTime ?? fields.messageDeliveryTime ?? null
  const named = (kind: string) =>
    (fields.recipients ?? []).filter(({ recipType }) => recipType === kind).map(recipientOf)
  const fromHead = readMailboxes(headers.every('from'), warnings)
  const sender = senderOf(fields)
  return {
    subject: fields.subject ?? headers.text('subject'),
    from: sender.address.includes('@') || fromHead.length === 0 ? (isNobody(sender) ? [] : [sender]) : fromHead,
    to: named('to'),
    cc: named('cc'),
    date: readDate(headers.raw('date')) ?? readDate(sent),
    messageId: idOf(fields.messageId ?? headers.raw('message-id')),
    inReplyTo: idOf(inReplyTo(fields) ?? headers.raw('in-reply-to')),
    text: textOf(fields, warnings),
    attachments: (fields.attachments ?? []).map((one) => attachedFile(reader, one)),
    warnings: warnings.all,
  }
}

const isNobody = ({ name, address }: Mailbox): boolean => name === null && address === ''

/** Reads it again in its own code page where it names one: texts of before Unicode depend on it. */
function opened(file: ArrayBuffer): [Reader, FieldsData] {
  const [reader, fields] = openedIn(file, undefined)
  const page = fields.messageCodepage ?? fields.internetCodepage
  return page === undefined || page <= 0 ? [reader, fields] : openedIn(file, encodingOf(page))
}

function openedIn(file: ArrayBuffer, ansiEncoding: string | undefined): [Reader, FieldsData] {
  const reader = new outlook.default(file)
  reader.parserConfig = { includeRawProps: true, ...(ansiEncoding === undefined ? {} : { ansiEncoding }) }
  return [reader, reader.getFileData()]
}

function inReplyTo({ rawProps }: FieldsData): string | null {
  const value = rawProps?.find(({ propertyTag }) => IN_REPLY_TO.includes(propertyTag ?? ''))?.value
  return typeof value === 'string' ? value : null
}

/** The name of a code page of Windows: 65001 is UTF-8, 20127 ASCII, 28591 and on ISO 8859. */
function encodingOf(page: number): string {
  if (page === 65001) return 'utf-8'
  if (page === 20127) return 'ascii'
  if (page > 28590 && page < 28606) return `iso-8859-${page - 28590}`
  if (page === 50220 || page === 50221 || page === 50222) return 'shift_jis'
  if (page === 20866) return 'koi8-r'
  return `cp${page}`
}

/** Who sent it. Exchange names people by a path of its directory, beside which their address may stand. */
function senderOf(fields: FieldsData): Mailbox {
  const addresses = [
    fields.senderSmtpAddress,
    fields.senderEmail,
    fields.creatorSMTPAddress,
    fields.sentRepresentingSmtpAddress,
  ]
  const address = addresses.find((one) => one?.includes('@')) ?? fields.senderEmail ?? ''
  return mailboxOf(fields.senderName, address)
}

const recipientOf = ({ name, email, smtpAddress }: FieldsData): Mailbox => mailboxOf(name, smtpAddress ?? email ?? '')

function mailboxOf(written: string | undefined, address: string): Mailbox {
  const name = (written ?? '').replace(/^'(.*)'$/, '$1').trim()
  return { name: name === '' || name === address ? null : name, address }
}

function textOf({ body, bodyHtml, html, internetCodepage }: FieldsData, warnings: Warnings): string {
  const plain = (body ?? '').replaceAll(/\r\n?/g, '\n')
  if (plain.trim() !== '') return plain
  if (bodyHtml) return textOfHtml(bodyHtml)
  const charset = internetCodepage === undefined ? null : encodingOf(internetCodepage)
  return html ? textOfHtml(decodeText(html, charset, warnings)) : plain
}

/** A file, or a message within the message, which becomes a file as Outlook would save it. */
function attachedFile(reader: Reader, one: FieldsData): AttachedFile {
  const { content } = reader.getAttachment(one)
  if (one.innerMsgContent === true)
    return {
      name: safeName(`${(one.name ?? 'Message').replaceAll(/[\\/]/g, '_')}.msg`),
      type: 'application/vnd.ms-outlook',
      bytes: content,
    }
  return {
    name: safeName(one.fileName ?? one.fileNameShort ?? one.name ?? null),
    type: one.attachMimeTag?.toLowerCase() ?? 'application/octet-stream',
    bytes: content,
  }
}
