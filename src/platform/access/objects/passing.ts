import { type Db, HOUSE_VIEWER } from '../../db/index.ts'
import { withoutUnseen } from '../../unseen.ts'

/**
 * The database as the house has it, past the policies of guarded tables. The writing half of a deed goes this way, once it was asked of the model whether
 * it may; it writes an audit entry of its own. Work outside requests says `passes` of its job instead.
 * @param why stands where it is called, for whoever reads it; nothing else passes the wall
 */
export const byTheHouse = (db: Db, why: string): Db => {
  if (withoutUnseen(why).trim() === '') throw new Error('Cannot pass the wall: it is not said why')
  return db.as(HOUSE_VIEWER)
}
