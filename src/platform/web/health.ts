import type { FastifyInstance } from 'fastify'
import { isAway } from '../db/index.ts'
import { failureForLog } from '../failure/index.ts'
import type { Household } from './admit.ts'

/** A database that has not answered for so long, in milliseconds, does not answer. */
const PATIENCE = 4_000

/**
 * Whether the installation is well, for whoever watches over it: JSON, 200 or 503. It asks nothing of whoever asks, not even
 * a session, so that it answers also while there is no database to look one up in.
 */
export function healthRoute(server: FastifyInstance, house: Pick<Household, 'health'>): void {
  server.get('/health', async (request, reply) => {
    const [status, said] = await state(house).catch((error: unknown) => {
      request.log.error({ failure: failureForLog(error) }, 'not well')
      return [503, { status: 'unavailable' }] as const
    })
    return reply
      .status(status)
      .headers(status === 503 ? { 'retry-after': '5' } : {})
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(said))
  })
}

async function state(house: Pick<Household, 'health'>): Promise<readonly [number, object]> {
  const away = [503, { status: 'unavailable', database: 'unavailable' }] as const
  const late = Promise.withResolvers<typeof away>()
  const timer = setTimeout(() => late.resolve(away), PATIENCE)
  try {
    return await Promise.race([house.health().then((said) => [200, said] as const), late.promise])
  } catch (error) {
    if (isAway(error)) return away
    throw error
  } finally {
    clearTimeout(timer)
  }
}
