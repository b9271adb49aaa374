import type { Readable } from 'node:stream'
import type { Notice } from '../notice.ts'
import type { View } from '../page/index.ts'

/** What a handler answers with. */
export type Reply =
  | { readonly kind: 'page'; readonly view: View; readonly status: number }
  | {
      readonly kind: 'redirect'
      readonly to: string
      readonly notice: Notice | null
      readonly signIn?: string
      /** The token by which the browser is known at its next sign-in. */
      readonly known?: string
      readonly signOut?: true
    }
  | {
      readonly kind: 'bare'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly text: string
    }
  | { readonly kind: 'json'; readonly value: unknown; readonly status: number; readonly type?: string }

/** A file: a table, a document, a calendar, something that was kept. */
export interface FileReply {
  readonly kind: 'file'
  readonly name: string
  readonly type: string
  readonly body: Buffer | Readable
}

export const page = (view: View, status = 200): Reply => ({ kind: 'page', view, status })
/** The page of a form: 422 where something stands against what was typed. */
export const formReply = (view: View): Reply => page(view, view.errors && view.errors.length > 0 ? 422 : 200)
export const redirect = (to: string, done: string | null = null): Reply => ({
  kind: 'redirect',
  to,
  notice: done === null ? null : { text: done, isDone: true },
})

/** Sends on where nothing was done, and says why: the page does not call that a success. */
export const redirectUndone = (to: string, why: string): Reply => ({
  kind: 'redirect',
  to,
  notice: { text: why, isDone: false },
})
export const file = (name: string, type: string, body: Buffer | Readable): FileReply => ({
  kind: 'file',
  name,
  type,
  body,
})
export const json = (value: unknown, status = 200): Reply => ({ kind: 'json', value, status })
