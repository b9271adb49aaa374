import { type Doings, serveAside } from '#platform/aside/index.ts'
import type { ReadDocument } from '#platform/reading/index.ts'
import { readFramework } from '../scoring/read.ts'
import { frameworkFromDocument, type Given } from './workbook-read.ts'

const doings = {
  text: (text: string) => readFramework(text),
  document: ({ document, given }: { readonly document: ReadDocument; readonly given: Given }) =>
    frameworkFromDocument(document, given),
} satisfies Doings

/** What a thread reads of frameworks, by name. */
export type FrameworkDoings = typeof doings

serveAside(doings)
