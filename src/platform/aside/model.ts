/** What a thread beside the one that answers requests can do, by name: each is asked with plain data, and may be given more of it in batches. */
export type Doings = Readonly<Record<string, (asked: never, batches: AsyncIterable<never>) => unknown>>

/** What the thread is told: what to do, the batches in their order, and that there are no more. */
export type Told =
  | { readonly kind: 'do'; readonly name: string; readonly asked: unknown }
  | { readonly kind: 'batch'; readonly batch: unknown }
  | { readonly kind: 'end' }

/** What it says: that it takes another batch, what came of it, or why nothing did. */
export type Said =
  | { readonly kind: 'more' }
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
