/**
 * What a transaction is told that does the house's own work: whoever owns the tables, the writing half of deeds, and work that says why it passes the
 * second wall. Policies of guarded tables let it read and write every row.
 */
export const HOUSE_VIEWER = JSON.stringify({ kind: 'house' })
