/** A cell beside the status of an action that may say how far the action is. */
export interface CellBeside {
  readonly header: string | null
  readonly words: string
  /** Of a cell that holds a day alone: whether the day is past under words such as `Date completed`, or may be of something else. */
  readonly day?: 'done' | 'unclear'
}

/** Cells beside statuses, by the place of their action. They are only needed while a document is read. */
export type CellsBeside = Map<string, readonly CellBeside[]>
