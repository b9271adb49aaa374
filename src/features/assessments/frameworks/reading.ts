import { Aside } from '#platform/aside/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import type { ReadFramework } from '../scoring/read.ts'
import type { FrameworkDoings } from './thread.ts'
import type { Given } from './workbook-read.ts'

/** Frameworks are read and checked in a thread of their own: two million characters of YAML take seconds. */
const aside = new Aside<FrameworkDoings>(new URL('thread.ts', import.meta.url), {
  atOnce: 1,
  mostWaiting: 60,
  mostOfOne: 10,
  seconds: 30,
  mebibytes: 512,
})

/** A framework from what somebody wrote: YAML or JSON. */
export const frameworkFromText = (text: string): Promise<ReadFramework> => aside.do('text', text)

/** A framework from a file: YAML and JSON by their names; anything else is a document with a table. @throws UnreadableFile */
export async function frameworkFromFile(
  { name, bytes }: { readonly name: string; readonly bytes: Buffer },
  given: Given,
): Promise<ReadFramework> {
  if (/\.(ya?ml|json)$/i.test(name)) return frameworkFromText(bytes.toString('utf8'))
  return aside.do('document', { document: await readDocument(bytes, name), given })
}
