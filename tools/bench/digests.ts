import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { sendWaiting, transportOf } from '#platform/mail/index.ts'
import { withheldFrom, writeDigests } from '../../src/features/plans/chasing/digests.ts'
import { readBytes } from '../../src/platform/reading/read.ts'
import { testHouse } from '../../test/house.ts'
import { loadActions } from './plans.ts'

const OWNERS = 5_000

/** Digests for five thousand owners, written and sent, the sending stopped half way and begun again: each once, below 60 seconds. */
export async function digests(): Promise<void> {
  const test = await testHouse()
  await loadActions(test, 20_000, (csv) => readBytes(Buffer.from(csv), 'plan.csv'))
  await test.db.run(sql`
    insert into people.person (id, name, email, version)
    select gen_random_uuid(), 'Owner ' || n, 'owner' || n || '@example.gov.uk', 1 from generate_series(1, ${OWNERS}::integer) n`)
  await test.db.run(sql`
    insert into people.appointment (id, person_id, role_id, unit_id, from_on, version)
    select gen_random_uuid(), p.id, (select id from people.role where name = 'Information Asset Owner'), null, '2020-01-01', 1
    from people.person p where p.name like 'Owner %'`)
  await test.db.run(sql`delete from plans.owner`)
  await test.db.run(sql`
    insert into plans.owner (action_id, position, words, person_id)
    select a.id, 0, p.name, p.id
    from (select id, row_number() over (order by id) as n from plans.action) a
      join (select id, name, row_number() over (order by id) as n from people.person where name like 'Owner %') p on p.n = 1 + a.n % ${OWNERS}::integer`)
  await test.db.run(sql`
    insert into plans.chase (person_id, frequency, days_before, stop_token, changed_at)
    select id, 'weekly', 90, gen_random_uuid()::text, now() from people.person where name like 'Owner %'`)
  await test.db.run(
    sql`update plans.action set is_finished = false, status = 'in-progress', overdue_after = '2026-11-30'`,
  )
  const got = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo[0]?.address ?? ''
      got.set(to, (got.get(to) ?? 0) + 1)
      stream.resume()
      stream.on('end', () => done())
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const transport = await transportOf(
    readConfig({ MUNIMENT_SMTP_URL: `smtp://127.0.0.1:${port}`, MUNIMENT_MAIL_FROM: 'records@example.gov.uk' }),
  )
  if (!transport) throw new Error('There is no way to send')
  const at = new Date('2026-11-23T07:00:00Z')
  const started = performance.now()
  const config = { publicUrl: null, port: 3000, bankHolidays: null }
  const written = await writeDigests(test.db, { ...test.act(), at }, config)
  const afterWriting = performance.now()
  const stop = new AbortController()
  const withheld = (db: Parameters<typeof withheldFrom>[0], personId: string, kind: string) =>
    withheldFrom(db, personId, kind, '2026-11-23')
  const halfWay = setInterval(() => {
    if (got.size > OWNERS / 2) stop.abort()
  }, 20)
  const first = await sendWaiting(test.db, {
    transport,
    address: 'https://muniment.example.gov.uk',
    now: () => at,
    withheld,
    signal: stop.signal,
  })
  clearInterval(halfWay)
  const again = await writeDigests(test.db, { ...test.act(), at }, config)
  const second = await sendWaiting(test.db, {
    transport,
    address: 'https://muniment.example.gov.uk',
    now: () => at,
    withheld,
  })
  const ended = performance.now()
  const twice = [...got.values()].filter((count) => count > 1).length
  process.stdout.write(
    [
      `Digests for ${OWNERS.toLocaleString('en-GB')} owners of 20,000 actions`,
      '',
      `written   ${String(written).padStart(7)}  ${((afterWriting - started) / 1000).toFixed(1)} s; again: ${again}`,
      `sent      ${String(first.sent).padStart(7)}  then stopped, and ${second.sent} more`,
      `received  ${String(got.size).padStart(7)}  ${twice} of them more than once`,
      `together  ${((ended - started) / 1000).toFixed(1).padStart(7)} s  (wanted: below 60)`,
      '',
    ].join('\n'),
  )
  transport.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await test.close()
}
