import { Refusal } from '../errors.ts'
import type { FormState, Values } from '../form/index.ts'
import type { Reply } from './reply.ts'
import type { Request } from './request.ts'

/**
 * Does what a form asks. Where that is refused because of how things stand (409) or of what was sent (422), the form is shown again with what
 * was typed and the reason. A file cannot come back with it: browsers do not let a page choose one, and the message says so.
 */
export async function orAgain(
  asked: Pick<Request, 'body' | 'file'>,
  deed: () => Promise<Reply>,
  show: (state: FormState) => Reply | Promise<Reply>,
  /** The field at which the reason stands; at the top of the page only, where it is left out. */
  field = '',
): Promise<Reply> {
  try {
    return await deed()
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 400)) throw error
    const again = await show({
      values: asked.body,
      errors: [{ field, control: field || 'main-content', message: reasonOf(error, asked) }],
    })
    return again.kind === 'page' ? { ...again, status: error.status === 409 ? 409 : 422 } : again
  }
}

function reasonOf({ message, advice }: Refusal, { file }: Pick<Request, 'file'>): string {
  const name = file && file.bytes.length > 0 ? file.name || 'The file' : null
  const sentences = [message, advice, 'Nothing was saved', name ? `${name} was not kept either: choose it again` : null]
  return sentences
    .filter((one) => one !== null)
    .map((one) => one.replace(/[.?!]$/, ''))
    .join('. ')
}

/** Names of fields that are never shown again. */
const SECRET = /csrf|password|secret|token|key|code/i

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i

/** What somebody wrote in words into a form: nothing that they chose, that is hidden, or that is secret. */
export function wordsTyped(sent: Values): { readonly name: string; readonly words: string }[] {
  return Object.entries(sent).flatMap(([name, value]) => {
    const words = (typeof value === 'object' ? value.join('\n') : (value ?? '')).trim()
    const isWritten = /\s/.test(words) || words.length > 30
    return isWritten && !SECRET.test(name) && !ID.test(words) ? [{ name, words }] : []
  })
}
