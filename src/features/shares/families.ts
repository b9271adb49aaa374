import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'

const Family = z.object({
  family: z.string(),
  name: z.string(),
  mime: z.array(z.string()).default([]),
  extensions: z.array(z.string()).default([]),
  puids: z.array(z.string()).default([]),
})

const all = z.array(Family).parse(parse(readFileSync(join(ROOT, 'content/format-families.yaml'), 'utf8')))

/** What no rule fits, and what is no file. */
export const OTHER = 'other'

export const FAMILIES: ReadonlyMap<string, string> = new Map([
  ...all.map(({ family, name }): [string, string] => [family, name]),
  [OTHER, 'Other and unknown'],
])

/** The family of a format, by its identifier, its MIME type, and last the file's extension. */
export function familyOf(puid: string | null, mime: string | null, extension: string): string {
  const first = mime?.split(/[,;]/)[0]?.trim() ?? ''
  const rule =
    all.find(({ puids }) => puid !== null && puids.includes(puid)) ??
    all.find((one) => first !== '' && one.mime.some((start) => first.startsWith(start))) ??
    all.find(({ extensions }) => extensions.includes(extension))
  return rule?.family ?? OTHER
}
