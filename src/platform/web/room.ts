import { Busy, Refusal } from '../errors.ts'

/** How many bytes of bodies may be in memory at once: those of one person or address, and those of all of them. */
export interface RoomLimits {
  readonly ofOne: number
  readonly ofAll: number
}

/** What is said to whoever takes all of their own room. */
export const ownRoomFull = (): Refusal =>
  new Refusal('You send too much at once', 429, 'Wait until some of it has come, and send this again.')

/** What is said where others take all of it. */
export const roomFull = (): Busy =>
  new Busy('Too much is being sent to Muniment at once', 'Wait a minute and send it again.')
