import { decodeWords } from './encoded-words.ts'
import { LIMITS, type Mailbox, type Warnings } from './model.ts'

/**
 * The people that a field names (RFC 5322, 3.4), also in groups. Read in one pass: a field may be long and hostile. What has no
 * address is kept as a name.
 */
export function readMailboxes(fields: readonly string[], warnings: Warnings): Mailbox[] {
  const mailboxes = fields.flatMap((field) => mailboxesIn(field, warnings))
  if (mailboxes.length <= LIMITS.mailboxes) return mailboxes
  warnings.say(`A field names more than ${LIMITS.mailboxes} people: the others were not read.`)
  return mailboxes.slice(0, LIMITS.mailboxes)
}

type Token = { readonly is: 'word' | 'comment' | 'address' | 'mark'; readonly text: string }

function mailboxesIn(field: string, warnings: Warnings): Mailbox[] {
  const mailboxes: Mailbox[] = []
  let open: Token[] = []
  const close = () => {
    const mailbox = mailboxOf(open, warnings)
    if (mailbox) mailboxes.push(mailbox)
    open = []
  }
  for (const token of tokensOf(field)) {
    // What stands before a colon is the name of a group, which is nobody's.
    if (token.is === 'mark' && token.text === ':') open = []
    else if (token.is === 'mark') close()
    else open.push(token)
  }
  close()
  return mailboxes
}

/** What stands between two commas. An address in angle brackets is one; otherwise the word with the at sign. */
function mailboxOf(tokens: readonly Token[], warnings: Warnings): Mailbox | null {
  if (tokens.length === 0) return null
  const bracketed = tokens.findLast(({ is }) => is === 'address')
  const words = tokens.filter(({ is }) => is === 'word')
  const plain = bracketed ? undefined : words.find(({ text }) => /^[^\s@]+@[^\s@]+$/.test(text))
  const named = words.filter((word) => word !== plain).map(({ text }) => text)
  const comments = tokens.filter(({ is }) => is === 'comment').map(({ text }) => text)
  const name = tidied(decodeWords((named.length > 0 ? named : comments).join(' '), warnings))
  const address = (bracketed ?? plain)?.text.replace(/\s+/g, '') ?? ''
  if (address === '' && name === '') return null
  // An address in the place of a name, without one of its own.
  if (address === '' && /^[^\s@]+@[^\s@]+$/.test(name)) return { name: null, address: name }
  return { name: name === '' ? null : name, address: routed(address) }
}

const tidied = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^'(.*)'$/, '$1')
    .trim()

/** The address without a route, which is obsolete: `<@relay.example:name@example>` (RFC 5322, 4.4). */
const routed = (address: string): string => address.replace(/^@[^:]*:/, '')

function tokensOf(field: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < field.length) {
    const sign = field[at] ?? ''
    if (/\s/.test(sign)) at += 1
    else if (sign === ',' || sign === ';' || sign === ':') {
      tokens.push({ is: 'mark', text: sign })
      at += 1
    } else {
      const [token, end] =
        sign === '"'
          ? quoted(field, at)
          : sign === '('
            ? comment(field, at)
            : sign === '<'
              ? bracketed(field, at)
              : word(field, at)
      tokens.push(token)
      at = end
    }
  }
  return tokens
}

type Read = readonly [Token, number]

/** A text in quotes: of a name, or of an address before its at sign. */
function quoted(field: string, from: number): Read {
  let text = ''
  let at = from + 1
  for (; at < field.length && field[at] !== '"'; at += 1) {
    if (field[at] === '\\' && at + 1 < field.length) at += 1
    text += field[at]
  }
  if (field[at + 1] !== '@') return [{ is: 'word', text }, at + 1]
  const [rest, end] = word(field, at + 1)
  return [{ is: 'word', text: `"${text}"${rest.text}` }, end]
}

function comment(field: string, from: number): Read {
  let depth = 0
  let text = ''
  for (let at = from; at < field.length; at += 1) {
    const sign = field[at] ?? ''
    if (sign === '\\') {
      at += 1
      text += field[at] ?? ''
    } else if (sign === '(') {
      depth += 1
      if (depth > 1) text += sign
    } else if (sign === ')') {
      depth -= 1
      if (depth === 0) return [{ is: 'comment', text }, at + 1]
      text += sign
    } else text += sign
  }
  return [{ is: 'comment', text }, field.length]
}

function bracketed(field: string, from: number): Read {
  const end = field.indexOf('>', from)
  const last = end < 0 ? field.length : end
  return [{ is: 'address', text: field.slice(from + 1, last).trim() }, last + 1]
}

/** Up to a blank or a mark. A colon within a word with an at sign is none: X.400 and routes have it. */
function word(field: string, from: number): Read {
  const encoded = /^=\?[^?]*\?[bq]\?[^?]*\?=/i.exec(field.slice(from, from + 2_000))
  if (encoded) return [{ is: 'word', text: encoded[0] }, from + encoded[0].length]
  let at = from
  while (at < field.length && !/[\s,;:<"(]/.test(field[at] ?? '')) at += 1
  return [{ is: 'word', text: field.slice(from, Math.max(at, from + 1)) }, Math.max(at, from + 1)]
}
