import type { ObjectKind, Permission, PermissionFacts, Person, SeenBy } from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Db, Queries, Tx } from '../db/index.ts'
import type { ReportSection } from '../documents/index.ts'
import type { AnyJob } from '../jobs/index.ts'
import type { Measure } from '../measures.ts'
import type { Need } from '../needs.ts'
import type { PanelBeside, Register } from '../register/index.ts'
import type { ItemsRun, RunFacts } from '../runs/index.ts'
import type { HouseDoor, LargeFiles, Route } from '../web/index.ts'
import type { Belonging, RoleBelonging, UnitRecord } from './belonging.ts'
import type { PersonReference } from './person-reference.ts'

/** What the home page leads to, and the navigation too unless `isOnHomeAlone`. */
export interface Door extends HouseDoor {
  readonly admits: Permission
  readonly about: string
  readonly isOnHomeAlone?: boolean
}

/** A room's answer to “what needs me today?”. */
export interface NeedsOf {
  /** How the rows are seen that its lines tell of. */
  readonly seenBy: SeenBy
  readonly ask: (db: Queries, person: Person, today: Day) => Promise<readonly Need[]>
}

/** Runs that are not over, as a room that keeps its own tells them. */
export type RunSource = (db: Queries) => Promise<readonly RunFacts[]>

/** A permission, and what its room is called. */
export interface RoomPermission extends PermissionFacts {
  readonly room: string
}

/** What all rooms of the house have together: each kind in the order of the rooms. */
export interface Rooms {
  readonly permissions: readonly RoomPermission[]
  readonly guarded: readonly ObjectKind[]
  readonly doors: readonly Door[]
  readonly measures: readonly Measure[]
  readonly needs: readonly NeedsOf[]
  readonly panels: readonly PanelBeside[]
  readonly belongings: readonly Belonging[]
  readonly unitRecords: readonly UnitRecord[]
  readonly roleBelongings: readonly RoleBelonging[]
  readonly personReferences: readonly PersonReference[]
  readonly largeFiles: readonly LargeFiles[]
  readonly runKinds: readonly ItemsRun[]
  readonly runSources: readonly RunSource[]
  /** What they bring with them, each after that of the rooms that it uses. */
  readonly contents: readonly Content[]
  readonly registers: readonly Register[]
  readonly sections: readonly ReportSection[]
  readonly routes: readonly Route[]
  readonly jobs: readonly AnyJob[]
}

/** Things of one kind: a list, or made of what all rooms have. */
export type Of<Thing> = readonly Thing[] | ((rooms: Rooms) => readonly Thing[])

/**
 * A room of the house: all that it has is said here, and the house joins it on. What its neighbours call is in its `index.ts`; what it offers at the
 * command line is said in its `command-words.ts`, which is read alone, so that a command reads no more than it needs.
 */
export interface Room {
  readonly name: string
  /** The rooms that it knows: it calls what is in their `index.ts`, and its SQL reads their schemas. Their content is loaded before its own. */
  readonly uses?: readonly string[]
  /** Schemas of the platform that its SQL speaks, beside its own. */
  readonly asks?: readonly string[]
  readonly permissions?: readonly PermissionFacts[]
  /** Kinds of objects of which the database itself shows nobody what they may not read: a migration makes the policies, and a test compares them with the rules. */
  readonly guarded?: readonly ObjectKind[]
  readonly doors?: readonly Door[]
  readonly routes?: Of<Route>
  readonly jobs?: Of<AnyJob>
  readonly registers?: Of<Register>
  /** What it counts, for statements and reports. */
  readonly measures?: readonly Measure[]
  readonly sections?: Of<ReportSection>
  readonly needs?: NeedsOf
  /** What it knows of things of other rooms, shown on their pages. */
  readonly panels?: readonly PanelBeside[]
  /** What of it belongs to units, and is moved when they are reorganised. */
  readonly belongings?: readonly Belonging[]
  /** References to units that stay on record. */
  readonly unitRecords?: readonly UnitRecord[]
  readonly roleBelongings?: readonly RoleBelonging[]
  /** Its columns that name people, and whether each ties them to something. */
  readonly personReferences?: readonly PersonReference[]
  readonly largeFiles?: readonly LargeFiles[]
  /** Runs over many items. */
  readonly runKinds?: readonly ItemsRun[]
  readonly runSources?: readonly RunSource[]
  readonly content?: Content
}

/** Whether the installation is new, and what all rooms have. */
export interface Furnishing {
  readonly isNew: boolean
  readonly rooms: Rooms
}

/** What a room brings with it. Each is asked at every start, and loads what is not there yet. */
export interface Content {
  /** What every installation begins with. */
  readonly own?: (tx: Tx, act: Act, furnishing: Furnishing) => Promise<void>
  /** What the example department has of it. */
  readonly example?: (tx: Tx, act: Act, furnishing: Furnishing) => Promise<void>
  /** What of the example takes transactions of its own: left unfinished by a crash, it is finished the next time. */
  readonly exampleAfterwards?: (db: Db, act: Act, say: (line: string) => void) => Promise<void>
}
