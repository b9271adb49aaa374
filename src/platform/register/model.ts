import { MARKINGS, may, type ObjectKind, type Permission, type Person, type SeenBy } from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Queries, Tx } from '../db/index.ts'
import { type Choice, type Unit, YES_NO } from '../form/index.ts'
import type { ListFilter } from '../listing/index.ts'
import type { Html } from '../page/index.ts'
import type { Upload } from '../uploads/index.ts'
import type { ItemUnit } from './item-unit.ts'
import type { Life } from './life/declared.ts'
import type { ReferenceTarget } from './reference-target.ts'

/** A register, declared once: from this come its list, its pages and forms, its imports and exports, and its API. */
export interface Register {
  /** One word, in the plural: `units`. It names exports, history and saved views. */
  readonly key: string
  readonly singular: string
  readonly plural: string
  /** Schema and table. */
  readonly table: readonly [string, string]
  readonly path: string
  readonly see: Permission
  readonly change: Permission
  /** Which items whoever holds `see` is shown: each one, or those that a rule lets them read. */
  readonly rows: 'every' | ObjectKind
  /** To which unit each item belongs, where somebody has to hold `change`. */
  readonly unit: ItemUnit
  /** Said under the heading of the list. */
  readonly about: string
  readonly fields: readonly RegisterField[]
  /** What the room works out and keeps with each item: shown, sorted, filtered and exported, and never asked. */
  readonly facts?: readonly RegisterField[]
  /** Names of the columns that make the item's own name, in their order. */
  readonly named: readonly string[]
  /**
   * By what a row of a file is told to be about an item where it does not carry its id: columns of fields, or of facts, the strongest key first.
   * A row is asked by its first key of which it gives the first column; a weaker one counts only where the stronger is not given on both sides.
   */
  readonly keys: readonly (readonly string[])[]
  /** The column of the day on which an item ended, where others may have its key after that: what is open is meant before what ended. */
  readonly ended?: string
  /** How its items end, become one, and are deleted. */
  readonly life: Life
  /** What the database's constraints mean, by their names: which field is wrong, and the message. */
  readonly constraints: Readonly<Record<string, { readonly field: string; readonly message: string }>>
  /** What a room says first on an item's page: what stands out, and what can be done. */
  readonly lead?: (db: Queries, id: string, viewer: Person, today: Day) => Promise<Html>
  /** What a room adds to an item's page. */
  readonly panels?: (db: Queries, id: string, viewer: Person, today: Day) => Promise<Html>
  /** Filters that a room adds, over columns of `item`. */
  readonly filters?: readonly ListFilter[]
  /**
   * What stands against saving items beyond their fields and the database: asked in the same transaction, of one or of all of an import at once.
   * Answers for each in their order; null where nothing does.
   */
  readonly obstacles?: Obstacles
  /** What a room does when items were added or changed, in the same transaction: one, or those of an import in parts. */
  readonly saved?: (tx: Tx, act: Act, ids: readonly string[]) => Promise<void>
}

/** An item as somebody would save it. `id` is null for a new one. */
export interface Given {
  readonly id: string | null
  readonly value: Readonly<Record<string, FieldValue>>
}

/** An item as somebody would save it, and as it is; `before` is null for a new one. */
export interface Saving extends Given {
  readonly before: Item | null
}

export type Obstacles = (tx: Tx, given: readonly Given[], act: Act) => Promise<readonly (Problem | null)[]>

/** What stands against a field, in words. */
export interface Problem {
  readonly field: string
  readonly message: string
  /** Whether somebody else may do it. */
  readonly isOfRights?: boolean
}

interface FieldCommon {
  /** The column in the database. */
  readonly column: string
  readonly label: string
  readonly hint?: string
  /** What is said when nothing is given; without it the field may stay empty. */
  readonly required?: string
  /** What somebody needs beside the register's own permission to read it; to those without it is not there, nor in what is written. */
  readonly see?: Permission
  /** What somebody needs beside the register's own permission to write it; those without are not asked. */
  readonly change?: Permission
  /** Whether that is asked in the unit of the item as well: a right that can be kept to a unit. */
  readonly isChangedInUnit?: true
  /** Whether the room tells it on an item's page in its own way, in `panels`, so that it does not stand among the other fields. */
  readonly isToldByRoom?: true
  /** Whether the list shows it. */
  readonly listed?: boolean
  readonly sorted?: boolean
}

export type RegisterField = FieldCommon &
  (
    | {
        readonly kind: 'text'
        readonly most?: number
        readonly lines?: number
        readonly isEmail?: boolean
        /** Items are found by its words: the column `words` of the table is made of it. */
        readonly searched?: boolean
      }
    | { readonly kind: 'choice'; readonly options: readonly Choice[]; readonly filtered?: boolean }
    /** `isOpen`: its answers are those of whatever rooms there are, and the database takes any. */
    | { readonly kind: 'choices'; readonly options: readonly Choice[]; readonly isOpen?: boolean }
    /** Kept as `yes` and `no`; without `required` it may stay unanswered. */
    | { readonly kind: 'yes-no'; readonly filtered?: boolean }
    /** A security classification of the government (`MARKINGS`), in their order. It does not hide anything: who sees what is said by `rows`. */
    | { readonly kind: 'marking'; readonly filtered?: boolean }
    | { readonly kind: 'day' }
    /** A day and a time of the United Kingdom. */
    | { readonly kind: 'moment' }
    | { readonly kind: 'number'; readonly least: number; readonly most: number }
    | DecimalField
    | {
        readonly kind: 'reference'
        readonly to: ReferenceTarget
        readonly filtered?: boolean
        /** The column of the last day on which it holds: where that is before the closing, it may lead to what has been closed. */
        readonly until?: string
      }
    /** A file of any kind, at most `most` bytes long; a register has one at most. Nothing opens it: it is handed over as it came. */
    | { readonly kind: 'file'; readonly most: number; readonly filtered?: boolean; readonly searched?: boolean }
    /** Others of a register, any number of them. `column` is none of the table: rows of `links` say it. */
    | { readonly kind: 'references'; readonly to: ReferenceTarget; readonly links: Links; readonly filtered?: boolean }
  )

/** What a field lets people choose from, where it has answers of its own; null where it has none. */
export function answersOf(field: RegisterField): readonly Choice[] | null {
  if (field.kind === 'yes-no') return YES_NO
  if (field.kind === 'marking') return MARKINGS
  return field.kind === 'choice' || field.kind === 'choices' ? field.options : null
}

/** The columns of a file beside that of its digest (`bytea`, a kept file): its name, and its size in bytes. */
export const fileColumns = (column: string) => [`${column}_name`, `${column}_size`] as const

/** A table of pairs, which is its primary key: the item's own id, and the id of the other. */
export interface Links {
  readonly table: readonly [string, string]
  readonly own: string
  readonly other: string
}

/** Has at most 15 digits, which is what spreadsheets and JSON keep, and at most 6 of them after the point. */
export interface DecimalField {
  readonly kind: 'decimal'
  readonly least: number
  readonly most: number
  /** Digits after the point, as the column has them: `numeric(12, 2)` has two. */
  readonly places: number
  readonly unit: Unit
  readonly filtered?: boolean
}

/** A field that leads to entries of registers: to one, or to several. */
export type LeadingField = Extract<RegisterField, { kind: 'reference' | 'references' }>

export const isLeading = (field: RegisterField): field is LeadingField =>
  field.kind === 'reference' || field.kind === 'references'

/** What a field leads to in an item, or in what is given of one: ids, or names that stand for them; none where it is empty. */
export const ledTo = (
  { column }: LeadingField,
  value: Readonly<Record<string, unknown>> | null | undefined,
): readonly string[] =>
  [value?.[column] ?? []]
    .flat()
    .map(String)
    .filter((one) => one !== '')

const isShownTo =
  (person: Person) =>
  ({ see }: RegisterField): boolean =>
    see === undefined || may(person, see)

/** The field that most registers begin with: what something is called. */
export const nameField = (
  required: string,
  { label = 'Name', most = 200 }: { readonly label?: string; readonly most?: number } = {},
): RegisterField => ({ kind: 'text', column: 'name', label, required, most, sorted: true, searched: true })

/** The field of why an item ended, of registers whose items the kit ends. */
export const WHY_ENDED: RegisterField = {
  kind: 'text',
  column: 'ended_why',
  label: 'Why it ended',
  lines: 2,
  most: 2_000,
  listed: false,
}

/** A register as somebody is shown it: without the fields that ask for a permission to be read which they do not hold. */
export const readBy = (register: Register, person: Person): Register => ({
  ...register,
  fields: register.fields.filter(isShownTo(person)),
  facts: (register.facts ?? []).filter(isShownTo(person)),
})

/** The columns that somebody is not shown. */
export const hiddenFrom = (register: Register, person: Person): readonly string[] =>
  shownFields(register)
    .filter((field) => !isShownTo(person)(field))
    .map(({ column }) => column)

/** A register as somebody may write it: of what they are shown, without the fields that ask for a permission which they do not hold. */
export const writtenBy = (register: Register, person: Person): Register => {
  const shown = readBy(register, person)
  return { ...shown, fields: shown.fields.filter(({ change }) => change === undefined || may(person, change)) }
}

/** Everything that an item says: what people give, and what the room works out. */
export const shownFields = ({ fields, facts = [] }: Register): readonly RegisterField[] => [...fields, ...facts]

/** Adds to the item's pages of one register, from a room that it knows nothing of. */
export interface PanelBeside {
  /** The key of the register. */
  readonly of: string
  /** How the rows are seen that it tells of. */
  readonly seenBy: SeenBy
  readonly show: (db: Queries, id: string, viewer: Person, today: Day) => Promise<Html | null>
}

/** An item as it is read: ids of what it points to, and beside them the names. */
export interface Item {
  readonly id: string
  readonly version: number
  readonly [column: string]: unknown
}

/** The value of a field as forms and the database have it. */
export type FieldValue = string | readonly string[] | null

export const referenceName = (column: string) => `${column}_name`

/** What a form shows of a file: what is there, and what has come with a form that was refused. */
export interface FileShown {
  readonly purpose: string
  readonly subject: string
  readonly come: Upload | null
  readonly there: Html | null
}

export interface References {
  readonly [column: string]: {
    /** What may be chosen for the reference, where there are few enough to choose from. */
    readonly options?: readonly Choice[] | null
    /** What is planned for some of them, where the name is typed. */
    readonly hint?: string | null
    /** What is there of a file, and what has come. */
    readonly file?: FileShown
  }
}
