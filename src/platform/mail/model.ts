/** Stands in a message for the address of this service, which is known where it is sent: a deed that writes one may not know it. */
export const OWN_ADDRESS = '{address}'

/** A message as it goes out: plain text, as GOV.UK Notify and every reader take it. */
export interface Letter {
  /** Stays the same when it is tried again, so that receivers can tell. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly body: string
  /** Where one click stops such mail (RFC 8058), or null. */
  readonly stopUrl: string | null
}

/**
 * What came of an attempt. `later` is a trouble of the service, to be tried again; `bounced` says that the address does not take mail;
 * `failed` that this message never will.
 */
export type Outcome =
  | { readonly kind: 'sent'; readonly providerId: string | null }
  | { readonly kind: 'later' | 'bounced' | 'failed'; readonly why: string }

/** A way to send mail. It never throws: trouble is an outcome. */
export interface Transport {
  readonly name: string
  send(letter: Letter): Promise<Outcome>
  /** What became of messages that were taken, where the service tells later: the ids of those that bounced. */
  bouncesOf?(providerIds: readonly string[]): Promise<readonly { readonly providerId: string; readonly why: string }[]>
  close(): void
}
