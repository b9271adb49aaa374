/** A cell beside the status of an action that may say how far the action is. */
export interface CellBeside {
  readonly header: string | null
  readonly words: string
  /** Of a cell that holds a day alone: whether the day is past under words such as `Date completed`, or may be of something else. */
  readonly day?: 'done' | 'unclear'
  /**
   * Where it is no commentary: of an assessor’s column, of another column of dates than the one that counts, or of a column that tells of
   * something else. The last two are heard only where they say that the action is over.
   */
  readonly of?: 'verdict' | 'other date' | 'aside'
}

/** Cells beside statuses, by the place of their action. They are only needed while a document is read. */
export type CellsBeside = Map<string, readonly CellBeside[]>
