/** What the next page says once of what somebody just did. */
export interface Notice {
  readonly text: string
  /** Whether something was done: only then is it told as a success. */
  readonly isDone: boolean
}
