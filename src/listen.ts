import { setTimeout as pause } from 'node:timers/promises'
import { CannotStart } from '#platform/errors.ts'
import type { buildServer } from '#platform/web/index.ts'

export interface Listening {
  readonly port: number
  readonly host: string
  /** How long to wait, in milliseconds, for whoever has the port to leave it, such as an earlier start that still ends. */
  readonly patience: number
  readonly say: (line: string) => void
}

/** How long a start waits for an earlier one to leave its port, in milliseconds. With the embedded database it waits for that, and then the port is free. */
export const patienceWith = ({ databaseUrl }: { readonly databaseUrl: string | null }): number =>
  databaseUrl ? 20_000 : 0

/** Opens the port. @throws CannotStart with what to do, where that cannot be */
export async function listen(
  server: Pick<Awaited<ReturnType<typeof buildServer>>, 'listen'>,
  { port, host, patience, say }: Listening,
): Promise<void> {
  const until = Date.now() + patience
  for (let isTold = false; ; isTold = true) {
    try {
      await server.listen({ port, host })
      return
    } catch (error) {
      if (!isTaken(error)) throw new CannotStart(`Cannot listen on port ${port}: ${String(error)}`)
      if (Date.now() >= until)
        throw new CannotStart(
          `Cannot start: another program uses port ${port}. Choose one with PORT, such as PORT=3001 npm start.`,
        )
      if (!isTold) say(`Port ${port} is still in use: waiting for it …`)
      await pause(100)
    }
  }
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
