/** Somebody as a mail names them: their address, and the name beside it where there is one. */
export interface Mailbox {
  readonly name: string | null
  /** As written; empty where a mail names somebody without an address. */
  readonly address: string
}

/** A part of a mail that is a file of its own: its bytes are those that were attached, after the encoding of their way. */
export interface Attachment {
  /** As it was sent, without any path; never to be used as one. Null where the mail gives none. */
  readonly name: string | null
  /** The media type that the mail says, in small letters: `application/pdf`. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string
}

/** An attachment with its bytes. */
export interface AttachedFile extends Omit<Attachment, 'size' | 'sha256'> {
  readonly bytes: Uint8Array
}

/** A mail as it was read. What it does not say is null or empty; what is doubtful is told among the warnings. */
export interface Mail<File = Attachment> {
  readonly subject: string | null
  readonly from: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** The instant with the zone that the mail names: `2002-08-22T18:26:25+07:00`. */
  readonly date: string | null
  /** With its angle brackets, as written. */
  readonly messageId: string | null
  readonly inReplyTo: string | null
  /** What people read: the plain text, or the words of the HTML where there is no plain text. */
  readonly text: string
  readonly attachments: readonly File[]
  /** What is doubtful or could not be read, in sentences. */
  readonly warnings: readonly string[]
}

/** Bounds on what is read of one mail. Past them reading goes on without the rest, and a warning says so. */
export const LIMITS = {
  /** Bytes of the file. */
  fileBytes: 150_000_000,
  /** Bytes of all headers of one part. */
  headerBytes: 1024 * 1024,
  /** Header fields of one part. */
  fields: 5_000,
  /** Parts in all. */
  parts: 5_000,
  /** Parts within parts. */
  depth: 50,
  /** People that one field names. */
  mailboxes: 20_000,
  /** Characters of the text. */
  text: 20_000_000,
} as const

/** Collects warnings, each once and not without end. */
export class Warnings {
  readonly #said = new Set<string>()
  readonly most = 50
  say(warning: string): void {
    if (this.#said.size < this.most) this.#said.add(warning)
  }
  get all(): string[] {
    return [...this.#said]
  }
}
