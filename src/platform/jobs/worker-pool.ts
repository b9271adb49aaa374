import pg from 'pg'

type Lent = Parameters<pg.Pool['connect']>[0]

/**
 * The connections of the queue's library. Where the database goes away while its listener begins or ends, the library gives the same
 * connection back twice, and nothing hears the error that the pool throws then: the process would end with it. Here the second time does nothing.
 */
export class WorkerPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(callback: Lent): void
  override connect(callback?: Lent): Promise<pg.PoolClient> | undefined {
    if (!callback) return super.connect()
    super.connect((error, client, release) => callback(error, client, once(release)))
    return undefined
  }
}

/** A pool that has ended lends nothing, and then there is nothing to give back with. */
function once(release: ((broken?: boolean | Error) => void) | undefined): (broken?: boolean | Error) => void {
  let isBack = false
  return (broken) => {
    if (isBack) return
    isBack = true
    release?.(broken)
  }
}
