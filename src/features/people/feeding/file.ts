import { BadRequest, Refusal } from '#platform/errors.ts'
import { readDocument } from '#platform/reading/index.ts'
import { jsonIn, MANY_ENTRIES } from '#platform/web/index.ts'
import { sizeInWords } from '#platform/words.ts'
import { type Fed, fedFromScim, fedFromTable } from './model.ts'

/** A file of people, of units, or of both, as it was read. Throws where it is neither. */
export async function fedFrom(bytes: Buffer, name: string): Promise<Fed> {
  if (/\.(json|scim)$/i.test(name)) {
    if (bytes.length > MANY_ENTRIES.bytes)
      throw new Refusal(
        `The file is longer than ${sizeInWords(MANY_ENTRIES.bytes)}`,
        413,
        'Send it in parts, or as a table.',
      )
    const value = jsonIn(bytes.toString('utf8'))
    const fed = await fedFromScim(value)
    if (!fed) throw new BadRequest('The file is no list of resources as SCIM has them, in “Resources”')
    return fed
  }
  const fed = await fedFromTable(await readDocument(bytes, name))
  if (!fed) throw new BadRequest('The file has no table with a column for the name')
  return fed
}
