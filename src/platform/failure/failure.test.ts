import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { CannotStart, Conflict, Unavailable } from '../errors.ts'
import { failureForLog, failureInWords } from './index.ts'

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nhunter2MC4CAQ\n-----END RSA PRIVATE KEY-----'
/** Secrets in forms and languages that nobody has listed. */
const SAID = [
  'mot de passe: hunter2',
  'Kennwort lautet hunter2',
  'contraseña hunter2',
  '密码：hunter2',
  'pwd=hunter2',
  'Authorization: Basic hunter2',
  'postgres://u:hunter2@h',
  'Server=h;User Id=u;Pwd=hunter2;',
  'AWS4-HMAC-SHA256 Credential=hunter2/20261123, Signature=hunter2',
  'https://b.example/x?X-Amz-Signature=hunter2',
  '{"password":"hunter2"}',
  PEM,
  `${'hunter2'.repeat(5)}==`,
  'hunter2',
]
/** An error as a library makes it, with what it says at each place that libraries have. */
const foreign = (said: string, facts: object = {}) =>
  Object.assign(
    new Error(said),
    { detail: said, hint: said, where: said, response: said, cause: new Error(said) },
    facts,
  )

describe('what went wrong', () => {
  it('is told without anything of what others said, wherever it stands in an error', () => {
    const shapes: readonly ((said: string) => unknown)[] = [
      (said) => new Error(said),
      (said) => foreign(said),
      (said) => said,
      (said) => ({ message: said, name: said, code: said, status: said, syscall: said }),
      (said) => foreign(said, { name: said, code: said, syscall: said, status: said, responseCode: said }),
      (said) => foreign(said, { code: 'ENOENT', path: said, syscall: said }),
      (said) => foreign(said, { code: '23505', severity: said, table: said, constraint: said }),
      (said) => foreign(said, { code: '42501', severity: 'ERROR', message: `permission denied for table ${said}` }),
      (said) => foreign(said, { responseCode: 550, response: `550 ${said}` }),
      (said) => foreign(said, { statusCode: 403, name: said, $metadata: { httpStatusCode: said } }),
      (said) => new AggregateError([foreign(said)], said),
      (said) =>
        foreign(said, { 'muniment.in-our-words': true, cause: { 'muniment.in-our-words': true, message: said } }),
      (said) =>
        Object.assign(new Error('x'), { stack: `Error: ${said}\n    at ${said} (file:///${said}/src/x.ts:1:2)` }),
    ]
    for (const said of SAID)
      for (const [index, shape] of shapes.entries()) {
        const told = JSON.stringify(failureForLog(shape(said)))
        assert.doesNotMatch(told, /hunter2|MC4CAQ/, `${index}: ${told}`)
      }
  })

  it('is a kind of failure in our words, with its code', async () => {
    const kinds: readonly (readonly [facts: object, words: string])[] = [
      [{ code: 'ENOENT', syscall: 'open' }, 'A file, a folder or a program is not there (ENOENT, open)'],
      [{ code: 'ENOSPC' }, 'A disk is full (ENOSPC)'],
      [{ code: 'EAUTH' }, 'The mail server did not accept the user name or the password (EAUTH)'],
      [{ code: 'EXDEV', syscall: 'rename' }, 'The system refused it (EXDEV)'],
      [{ code: 'CERT_HAS_EXPIRED' }, 'The certificate of another computer was not accepted (CERT_HAS_EXPIRED)'],
      [{ name: 'AbortError' }, 'It was stopped before its end'],
      [{ name: 'TimeoutError' }, 'It took longer than it may'],
      [
        { code: '23505', severity: 'ERROR', table: 'unit', constraint: 'unit_name' },
        'A rule of the database stands against it (code 23505, unit, unit_name)',
      ],
      [
        { code: '42501', severity: 'ERROR', message: 'permission denied for table extra' },
        'The database does not permit it (code 42501, extra)',
      ],
      [{ code: 'XX000', severity: 'ERROR' }, 'The database refused it (code XX000)'],
      [
        { code: 'EENVELOPE', responseCode: 550, response: '550 5.1.1 <jo@x.gov.uk>: no' },
        'The mail server refused it (550 5.1.1)',
      ],
      [{ responseCode: 451, response: '451 later' }, 'The mail server did not take it yet (451)'],
      [{ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }, 'Another server refused it (403, AccessDenied)'],
      [{ response: { status: 429, data: 'hunter2' } }, 'Another server refused it (429)'],
    ]
    for (const [facts, words] of kinds) assert.equal(failureInWords(Object.assign(new Error('No'), facts)), words)
    const missing = await readFile('/nothing/here').catch((error: unknown) => error)
    assert.match(failureInWords(missing), /^A file, a folder or a program is not there \(ENOENT, open\)$/)
    const refused = await new Promise((resolve) => connect({ port: 1, host: '127.0.0.1' }).on('error', resolve))
    assert.match(
      failureInWords(refused),
      /^Another computer or program refused the connection \(ECONNREFUSED, connect\)$/,
    )
    assert.equal(
      failureInWords(new TypeError('fetch failed', { cause: refused })),
      'Another computer or program refused the connection (ECONNREFUSED, connect)',
    )
  })

  it('is that of what caused it, of the first of several, and never without an end', () => {
    const refused = Object.assign(new Error('No'), { code: 'ECONNREFUSED', syscall: 'connect' })
    const words = 'Another computer or program refused the connection (ECONNREFUSED, connect)'
    const caused = new Error('a', { cause: new Error('b', { cause: new Error('c', { cause: refused }) }) })
    assert.equal(failureInWords(caused), words)
    const full = Object.assign(new Error('No'), { code: 'ENOSPC' })
    assert.equal(failureInWords(new AggregateError([refused, full])), words)
    const round: Error & { cause?: unknown } = new Error('a')
    round.cause = new Error('b', { cause: round })
    assert.match(failureInWords(round), /^Something went wrong that Muniment has no words for/)
  })

  it('names what PostgreSQL can name alone, and few of the places that it came through', () => {
    const broken = (table: string) =>
      failureInWords(Object.assign(new Error('No'), { code: '23505', severity: 'ERROR', table }))
    assert.match(broken('a'.repeat(63)), /a{63}\)$/)
    assert.match(broken('a'.repeat(64)), /\(code 23505\)$/)
    const places = Array.from({ length: 30 }, (_, at) => `    at one (file:///m/src/one.ts:${at + 1}:1)`)
    const deep = Object.assign(new Error('No'), { stack: ['Error: No', ...places].join('\n') })
    assert.equal(failureForLog(deep).at.length, 12)
  })

  it('is told in the words of an error of ours, and else by where in Muniment it happened', () => {
    assert.equal(failureInWords(new Conflict('This unit was closed')), 'This unit was closed')
    assert.equal(failureInWords(new CannotStart('No to postgres://u:hunter2@h/x')), 'No to postgres://***@h/x')
    assert.equal(failureInWords(new Unavailable(new Error('hunter2'))), 'Muniment is not available for a moment')
    const unknown = failureInWords(new TypeError('hunter2'))
    assert.match(
      unknown,
      /^Something went wrong that Muniment has no words for \(TypeError at src\/platform\/failure\/failure\.test\.ts:\d+\)$/,
    )
    for (const nothing of [null, undefined, '', 0, {}, []])
      assert.equal(failureInWords(nothing), 'Something went wrong that Muniment has no words for (Error)')
    const { at } = failureForLog(new RangeError('a\n    at x (file:///a/src/hunter.ts:1:1)'))
    assert.ok(at.length > 0)
    assert.ok(
      at.every((place) => /^[a-z/.-]+\.ts:\d+$/.test(place) && !place.includes('hunter')),
      at.join(),
    )
  })
})
