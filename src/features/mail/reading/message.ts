import { createHash } from 'node:crypto'
import { textOfHtml } from '#platform/reading/index.ts'
import { readMailboxes } from './addresses.ts'
import { decodeText } from './charsets.ts'
import { readDate } from './dates.ts'
import { unflowed } from './flowed.ts'
import { readHeaders } from './headers.ts'
import { type AttachedFile, LIMITS, type Mail, Warnings } from './model.ts'
import { type MimePart, readStructure } from './structure.ts'
import { decodeTransfer } from './transfer.ts'

/** Reads a mail as it goes between servers (RFC 5322 with MIME): from a file of its own, from a mailbox, or as Apple's Mail keeps it. */
export function readMessage(file: Uint8Array): Mail<AttachedFile> {
  const warnings = new Warnings()
  const root = readStructure(withoutEnvelope(file), warnings)
  const { headers } = root
  if (headers.size === 0) warnings.say('The file has no head: it may be no mail.')
  const content = contentOf(root, warnings)
  const date = readDate(headers.raw('date'))
  if (date === null && headers.raw('date')) warnings.say('The date of the mail cannot be read.')
  const people = (name: string) => readMailboxes(headers.every(name), warnings)
  return {
    subject: headers.text('subject'),
    from: people('from'),
    to: people('to'),
    cc: people('cc'),
    date,
    messageId: idOf(headers.raw('message-id')),
    inReplyTo: idOf(headers.raw('in-reply-to')),
    text: bounded(content.text, warnings),
    attachments: content.files,
    warnings: warnings.all,
  }
}

/** The first id of a field, in its angle brackets; what has none is kept as written. */
export const idOf = (field: string | null): string | null => {
  const text = field?.trim() ?? ''
  return text === '' ? null : (/<[^<>]+>/.exec(text)?.[0].replace(/\s+/g, '') ?? text)
}

function bounded(text: string, warnings: Warnings): string {
  if (text.length <= LIMITS.text) return text
  warnings.say('The text of the mail is too long: the rest of it was not read.')
  return text.slice(0, LIMITS.text)
}

const LINE_FEED = 10

/** Without the line of a mailbox (`From …`), the size that Apple's Mail puts first, a byte order mark, or empty lines. */
function withoutEnvelope(file: Uint8Array): Uint8Array {
  let at = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0
  while (file[at] === LINE_FEED || file[at] === 13) at += 1
  const end = file.indexOf(LINE_FEED, at)
  const first = Buffer.from(file.buffer, file.byteOffset + at, Math.max(0, Math.min(end - at, 200))).toString('latin1')
  if (end > 0 && /^>?From /.test(first)) return file.subarray(end + 1)
  const size = /^(\d{1,12})\s*$/.exec(first)?.[1]
  return end > 0 && size !== undefined ? file.subarray(end + 1, end + 1 + Number(size)) : file.subarray(at)
}

interface Content {
  /** The plain text; empty where there is none. */
  readonly plain: readonly string[]
  readonly html: readonly string[]
  readonly files: readonly AttachedFile[]
}

function contentOf(root: MimePart, warnings: Warnings): { text: string; files: readonly AttachedFile[] } {
  const { plain, html, files } = partContent(root, warnings, true)
  const text = plain.length > 0 ? plain.join('\n') : html.map(textOfHtml).join('\n')
  return { text, files }
}

const joined = (all: readonly Content[]): Content => ({
  plain: all.flatMap(({ plain }) => plain),
  html: all.flatMap(({ html }) => html),
  files: all.flatMap(({ files }) => files),
})

/** What a part gives: words that people read, or a file. */
function partContent(part: MimePart, warnings: Warnings, isBody: boolean): Content {
  const { value } = part.type
  if (
    value === 'multipart/encrypted' ||
    (/^application\/(?:x-)?pkcs7-mime$/.test(value) && part.type.parameters.get('smime-type') !== 'signed-data')
  )
    warnings.say('The mail is encrypted: what it says cannot be read.')
  if (value === 'application/ms-tnef')
    warnings.say('An attachment of Outlook (TNEF) is kept as it is: what is in it is not listed.')
  if (part.parts.length > 0) return multipartContent(part, warnings, isBody)
  if (value.startsWith('multipart/')) {
    if (part.body.length > 0) warnings.say('A part says that it has parts, and has none: it is read as text.')
    return isBody ? textContent(part, warnings) : joined([])
  }
  return isText(part) ? textContent(part, warnings) : { plain: [], html: [], files: [fileOf(part, warnings)] }
}

function multipartContent({ type, parts }: MimePart, warnings: Warnings, isBody: boolean): Content {
  const all = parts.map((part) => partContent(part, warnings, isBody))
  if (type.value !== 'multipart/alternative') return mixed(all)
  // Of several forms of one text the first that is plain is read, and the last page.
  const { files } = joined(all)
  const plain = all.find(({ plain: words }) => words.some((text) => text.trim() !== ''))?.plain ?? []
  return { plain, html: all.findLast(({ html }) => html.length > 0)?.html ?? [], files }
}

/** Parts that follow one another: where one is a page without a plain form, its words stand at its place among the others. */
function mixed(all: readonly Content[]): Content {
  if (!all.some(({ plain }) => plain.length > 0)) return joined(all)
  return joined(
    all.map((one) =>
      one.plain.length > 0 || one.html.length === 0 ? one : { ...one, plain: one.html.map(textOfHtml) },
    ),
  )
}

const nameOf = ({ disposition, type }: MimePart): string | null =>
  disposition.parameters.get('filename') || type.parameters.get('name') || null

/** Words of the mail itself: not attached, and not a file with a name. */
const isText = (part: MimePart): boolean =>
  /^text\/(?:plain|html)$/.test(part.type.value) &&
  part.disposition.value !== 'attachment' &&
  (nameOf(part) === null || (part.disposition.value === 'inline' && !hasFileName(part)))

const hasFileName = (part: MimePart): boolean => part.disposition.parameters.has('filename')

function textContent(part: MimePart, warnings: Warnings): Content {
  const bytes = decodeTransfer(part.body, part.encoding, warnings)
  const said = part.type.parameters.get('charset') ?? null
  if (part.type.value === 'text/html')
    return { plain: [], html: [decodeText(bytes, said ?? charsetOfPage(bytes), warnings)], files: [] }
  const text = decodeText(bytes, said, warnings).replaceAll(/\r\n?/g, '\n')
  const isFlowed = part.type.parameters.get('format')?.toLowerCase() === 'flowed'
  const isDelSp = part.type.parameters.get('delsp')?.toLowerCase() === 'yes'
  return { plain: [isFlowed ? unflowed(text, isDelSp) : text], html: [], files: [] }
}

/** The charset that a page says of itself, where the mail says none. */
const charsetOfPage = (bytes: Uint8Array): string | null =>
  /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2_048)).toString('latin1'),
  )?.[1] ?? null

function fileOf(part: MimePart, warnings: Warnings): AttachedFile {
  const { type } = part
  const bytes = decodeTransfer(part.body, part.encoding, warnings)
  return {
    name: safeName(nameOf(part)) ?? messageName(type.value, bytes),
    type: type.value || 'application/octet-stream',
    bytes,
  }
}

/** The last step of a path: a name is never one. */
export function safeName(name: string | null): string | null {
  const last = (name ?? '').split(/[\\/]/).findLast((step) => step !== '' && step !== '.' && step !== '..') ?? ''
  const seen = last.replaceAll(/\p{Cc}/gu, '').trim()
  return seen === '' ? null : seen.slice(0, 255)
}

/** A mail within a mail is called by its own subject. */
function messageName(type: string, bytes: Uint8Array): string | null {
  if (type !== 'message/rfc822') return null
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536))
  const end = head.toString('latin1').search(/\r?\n\r?\n/)
  return safeName(
    `${
      readHeaders(bytes.subarray(0, end < 0 ? undefined : end), new Warnings())
        .text('subject')
        ?.replaceAll(/[\\/]/g, '_') ?? 'Mail'
    }.eml`,
  )
}

/** A file with what is told of it in place of its bytes. */
export const described = ({ bytes, ...file }: AttachedFile) => ({
  ...file,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})
