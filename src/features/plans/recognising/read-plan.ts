import { join } from 'node:path'
import type { Day } from '#platform/calendar/index.ts'
import { inDisposable, sniff } from '#platform/reading/index.ts'
import type { Choices, ImportedPlan } from './model/model.ts'
import { planOf } from './words/lines.ts'

/** What the disposable process is asked. */
export interface AskedOfPlan {
  readonly name: string
  /** Whether the bytes are a document that was read before, as JSON, and not a file. */
  readonly isRead: boolean
  readonly today: Day
  readonly choices: Choices
  /** What the registers call roles, bodies and units. */
  readonly names: readonly string[]
}

/** A document as it was read, and the plan that it was understood to be, as texts that can be kept as they are. */
export interface ReadPlan {
  /** The document, as JSON; empty where it was read before. */
  readonly document: string
  readonly understood: string
}

const CHILD = join(import.meta.dirname, 'child.ts')

/** Reads a file and understands it as a plan, in a disposable process. Throws UnreadableFile, and Busy where too many are read at once. */
export async function readPlan(bytes: Uint8Array, asked: Omit<AskedOfPlan, 'isRead'>): Promise<ReadPlan> {
  sniff(bytes, asked.name)
  return told(await inDisposable(CHILD, { ...asked, name: asked.name.slice(-100), isRead: false }, bytes))
}

/** Understands a document that was read before with other choices, in a disposable process. */
export async function readAgain(document: string, asked: Omit<AskedOfPlan, 'isRead' | 'name'>): Promise<string> {
  return told(await inDisposable(CHILD, { ...asked, name: '', isRead: true }, Buffer.from(document))).understood
}

const told = ([document = '', ...lines]: readonly string[]): ReadPlan => ({ document, understood: lines.join('\n') })

/** The plan that `readPlan` understood. */
export const understoodPlan = (understood: string): Promise<ImportedPlan> => planOf(understood.split('\n'))
