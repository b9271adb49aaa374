import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { CannotStart } from '#platform/errors.ts'
import { failureInWords } from '#platform/failure/index.ts'

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

/** Sees whether the port can be opened, and leaves it again, so that nothing is made for a start that is refused. @throws CannotStart */
export async function tryPort(at: Listening): Promise<void> {
  const server = createServer()
  const listening = ({ port, host }: { port: number; host: string }) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  await listen({ listen: listening }, at)
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

/** Opens the port. @throws CannotStart with what to do, where that cannot be */
export async function listen(
  server: { listen(at: { port: number; host: string }): Promise<unknown> },
  { port, host, patience, say }: Listening,
): Promise<void> {
  const until = Date.now() + patience
  for (let isTold = false; ; isTold = true) {
    try {
      await server.listen({ port, host })
      return
    } catch (error) {
      if (!isTaken(error)) throw new CannotStart(`Cannot listen on port ${port}: ${failureInWords(error)}`)
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
