export { constraintOf } from './broken.ts'
export { Copying } from './copying.ts'
export { Cluster } from './embedded/cluster.ts'
export { hasOwnDatabase } from './embedded/server.ts'
export { dayOfInstant } from './instants.ts'
export { isAway, isUndone } from './lost.ts'
export {
  checkMigrations,
  MIGRATION_LOCK,
  migrate,
  prepareJobs,
  runAgain,
  schemaDigest,
} from './migrate.ts'
export { migrationFiles, type RunMigration } from './migrations.ts'
export { type OpenDatabase, openDatabase, reachServer } from './open.ts'
export { type Connect, type Db, openPool, type Queries, type Tx } from './pool.ts'
export { checkRole } from './role.ts'
export type { Server } from './server.ts'
export { all, containing, inPattern, join, name, nothing, prepared, Sql, sql } from './sql.ts'
export { takeTurn, takeTurnOf } from './turn.ts'
export { HOUSE_VIEWER } from './viewer.ts'
