import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { statusInLines } from './in-lines.ts'
import { durationInWords, jobInWords } from './model.ts'
import { workStatus } from './status.ts'

describe('the page of jobs', () => {
  let test: TestHouse
  let administrator: Visitor
  let token: string | undefined
  before(async () => {
    test = await testHouse()
    administrator = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  /** Puts a job into the queue as it stands after so many tries; answers its number. */
  async function queued(name: string, attempts: number, most: number, error: string | null): Promise<string> {
    const { id } = await test.db.one<{ id: string }>(sql`
      select id::text as id from graphile_worker.add_job(${name}, '{"secret":"in the payload"}'::json, job_key => gen_random_uuid()::text)`)
    await test.db.run(sql`
      update graphile_worker._private_jobs set attempts = ${attempts}, max_attempts = ${most}, last_error = ${error},
        run_at = now() - interval '20 minutes' where id = ${id}`)
    return id
  }

  /** Asks the API with a key of the administrator's. */
  async function call(method: 'GET' | 'POST', url: string, body?: object) {
    const officer = await test.person('Departmental Records Officer')
    token ??= await test.key(officer.id, ['accounts:administer'])
    const reply = await test.server.inject({
      method,
      url,
      headers: { host: 'localhost', authorization: `Bearer ${token}` },
      ...(body ? { payload: body } : {}),
    })
    return { status: reply.statusCode, body: reply.body }
  }

  it('has a heading for each part, also where there is nothing in it', async () => {
    const { body } = await administrator.get('/administration/jobs')
    const headings = [...body.matchAll(/<h2 class="govuk-heading-m">([^<]+)</g)].map(([, text]) => text)
    for (const text of ['Failed for good: try again or give up', 'Running now', 'Waiting', 'Workers that are alive'])
      assert.ok(headings.includes(text) || body.includes(`>${text}</caption>`), text)
    assert.ok(headings.includes('Running now'))
  })

  it('tells administrators on their home page while all jobs are paused, and nobody else', async () => {
    const told = async (name: string) =>
      /href="\/administration\/jobs">All jobs have been paused since 21 November 2026 at \d+:\d\d[ap]m: New disks &lt;b&gt;</.test(
        (await (await test.visitor(name)).get('/')).body,
      )
    const [officer, other] = ['Departmental Records Officer', 'Senior Information Risk Owner'] as const
    await administrator.post('/administration/pause-jobs', { reason: 'New disks <b>' })
    assert.deepEqual([await told(officer), await told(other)], [true, false])
    await administrator.post('/administration/resume-jobs', {})
    assert.equal(await told(officer), false)
  })

  it('is for administrators alone, as are its deeds, its files and its API', async () => {
    const id = await queued('send-mail', 3, 3, 'The server said no')
    const other = await test.visitor('Senior Information Risk Owner')
    for (const path of [
      '/administration/jobs',
      `/administration/jobs/${id}`,
      '/administration/schedule-of-jobs.csv',
      '/administration/failed-jobs.csv',
      '/administration/pause-jobs',
    ])
      assert.equal((await other.get(path)).status, 403, path)
    for (const path of [
      `/administration/jobs/${id}/retry`,
      `/administration/jobs/${id}/give-up`,
      '/administration/pause-jobs',
      '/administration/resume-jobs',
    ])
      assert.equal((await other.post(path, { reason: 'x' })).status, 403, path)
    assert.equal((await administrator.get('/administration/jobs')).status, 200)
    await administrator.post(`/administration/jobs/${id}/give-up`, { reason: 'Enough' })
  })

  it('tells what failed, waits, is tried again and comes by the clock, and shows no payload', async () => {
    const failed = await queued('send-mail', 5, 5, 'Cannot reach the mail server')
    await queued('write-digests', 2, 25, 'A passing trouble')
    await queued('of-another-release', 0, 25, null)
    await test.db.run(sql`
      insert into jobs.execution (name, job_id, attempt, began_at, ended_at, outcome, words)
      values ('forget-sessions', 1, 1, '2026-11-21T03:17:00Z', '2026-11-21T03:17:02.5Z', 'done', null),
        ('check-roles', 2, 1, '2026-11-21T04:17:00Z', '2026-11-21T04:17:01Z', 'failed', 'A rule is not known')`)
    const { body } = await administrator.get('/administration/jobs')
    for (const words of [
      'Cannot reach the mail server',
      'A passing trouble',
      '2 of 25',
      'Of another release: this release does not know it',
      '20 minutes',
      'Every day at 3:17am UTC',
      'Times under “When” are in Coordinated Universal Time',
      '2.5 seconds',
      'Failed: A rule is not known',
      '22 November 2026 at 3:17am',
      'No worker is alive',
    ])
      assert.ok(body.includes(words), words)
    assert.doesNotMatch(body, /in the payload/)
    const csv = (await administrator.get('/administration/schedule-of-jobs.csv')).body
    assert.match(
      csv,
      /Forget sessions,Forgets sessions that have ended,Every day at 03:17 UTC,2026-11-21T03:17:00.000Z,done,,2.5,2026-11-22T03:17:00.000Z/,
    )
    assert.match(
      (await administrator.get('/administration/failed-jobs.csv')).body,
      new RegExp(`${failed},Send mail,Cannot reach the mail server,5,`),
    )
    const api = JSON.parse((await call('GET', '/api/v1/administration/jobs')).body)
    assert.deepEqual(
      [api.failed[0].id, api.failed[0].words, api.paused],
      [failed, 'Cannot reach the mail server', null],
    )
    const lines = statusInLines(await workStatus(test.db, rooms, new Date('2026-11-21T09:00:00Z'))).join('\n')
    for (const words of [
      `${failed}  send-mail  after 5 tries: Cannot reach the mail server`,
      'of-another-release  1, the oldest for 20 minutes (this release does not know it)',
      'Check roles: Every day at 04:17 UTC; last 2026-11-21T04:17:00Z FAILED: A rule is not known; next 2026-11-22T04:17:00Z',
    ])
      assert.ok(lines.includes(words), words)
  })

  it('tries a failed job again, or gives it up with a reason, which is asked for', async () => {
    const first = await queued('send-mail', 5, 5, 'No')
    const second = await queued('send-mail', 5, 5, 'Never')
    assert.match((await administrator.get(`/administration/jobs/${first}`)).body, /Send mail: failed for good/)
    assert.equal((await administrator.post(`/administration/jobs/${first}/retry`, {})).status, 303)
    assert.equal((await administrator.get(`/administration/jobs/${first}`)).status, 404)
    assert.equal((await administrator.post(`/administration/jobs/${first}/retry`, {})).status, 409)
    const refused = await administrator.post(`/administration/jobs/${second}/give-up`, { reason: ' ' })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Enter why it is given up/)
    assert.equal(
      (await administrator.post(`/administration/jobs/${second}/give-up`, { reason: 'The server was closed <b>' }))
        .status,
      303,
    )
    const { body } = await administrator.get('/administration/jobs')
    assert.match(body, /The server was closed &lt;b&gt;/)
    assert.match(body, /Departmental Records Officer/)
    for (const id of ['0', 'x', '99999999999999999999', second])
      assert.equal((await administrator.get(`/administration/jobs/${id}`)).status, 404, id)
    const { count } = await test.db.one<{ count: number }>(sql`
      select count(*) as count from audit.entry where subject_kind = 'job' and subject_id = any(${[first, second]}) and actor_kind = 'person'`)
    assert.equal(count, 2)
  })

  it('lets programs try again and give up as well', async () => {
    const first = await queued('send-mail', 5, 5, 'No')
    const second = await queued('send-mail', 5, 5, 'No')
    assert.deepEqual(JSON.parse((await call('POST', `/api/v1/administration/jobs/${first}/retry`)).body), {
      id: first,
      name: 'send-mail',
    })
    assert.equal((await call('POST', `/api/v1/administration/jobs/${first}/retry`)).status, 409)
    for (const body of [{}, { reason: ' ' }, { reason: 7 }])
      assert.equal((await call('POST', `/api/v1/administration/jobs/${second}/give-up`, body)).status, 400)
    assert.equal(
      (await call('POST', `/api/v1/administration/jobs/${second}/give-up`, { reason: 'Closed' })).status,
      200,
    )
  })

  it('pauses all jobs with a reason that is asked for, says so, and lets them go on', async () => {
    assert.equal((await administrator.post('/administration/pause-jobs', { reason: '' })).status, 422)
    assert.equal(
      (await administrator.post('/administration/pause-jobs', { reason: 'The mail server moves' })).status,
      303,
    )
    const { body } = await administrator.get('/administration/jobs')
    assert.match(
      body,
      /All jobs are paused<\/strong> since 21 November 2026 at 9:00am, by Departmental Records Officer: The mail server moves/,
    )
    assert.equal((await administrator.post('/administration/pause-jobs', { reason: 'Again' })).status, 409)
    const health = await administrator.get('/health')
    assert.deepEqual([health.status, JSON.parse(health.body).jobs], [200, 'paused'])
    assert.equal((await administrator.post('/administration/resume-jobs', {})).status, 303)
    assert.equal((await administrator.post('/administration/resume-jobs', {})).status, 409)
    const late = JSON.parse((await administrator.get('/health')).body)
    assert.deepEqual([late.status, late.jobs, late.oldestJobSeconds > 900], ['ok', 'late', true])
  })

  it('shows runs over many items, and the scans of shares among them', async () => {
    await test.db.run(sql`
      insert into runs.run (id, kind, title, payload, state, asked_at, expected, done, worked_ms)
      values (gen_random_uuid(), 'test.count', 'Counting sheep', '{}', 'waiting', '2026-11-21T08:00:00Z', 200, 50, 5000)`)
    await test.db.run(sql`
      insert into shares.scan (id, share_id, number, source, state, with_digests, asked_at, expected, seen)
      select gen_random_uuid(), id, 99, 'walk', 'waiting', false, '2026-11-21T08:00:00Z', 1000, 10 from shares.share limit 1`)
    const { body } = await administrator.get('/administration/jobs')
    assert.match(
      body,
      /Counting sheep[\s\S]*<progress class="m-progress" max="100" value="25"[\s\S]*50 of 200 done, 10 a second/,
    )
    assert.match(body, /Scan of [\s\S]*10 of 1,000 done/)
  })
})

describe('words of jobs', () => {
  it('name jobs and lengths of time', () => {
    assert.equal(jobInWords('send-mail'), 'Send mail')
    assert.deepEqual([0.04, 1, 2.46, 59.4, 89, 90, 5_399, 5_400, 129_600, 200_000].map(durationInWords), [
      '0 seconds',
      '1 second',
      '2.5 seconds',
      '59 seconds',
      '89 seconds',
      '2 minutes',
      '90 minutes',
      '2 hours',
      '2 days',
      '2 days',
    ])
  })
})
