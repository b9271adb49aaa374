import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { slowness } from '../../../test/turns.ts'
import { maskedLine } from './masked-line.ts'

const words = maskedLine

describe('the words of a failure', () => {
  for (const [said, shown] of [
    ['connect to https://user:pa55@mail.example.gov.uk failed', 'connect to https://***@mail.example.gov.uk failed'],
    ['401 for Authorization: Bearer abc.def', '401 for Authorization: *** ***'],
    ['password is "two words", sorry', 'password: ***, sorry'],
    ['api_key=abc123; next', 'api_key: ***; next'],
    ['refused eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', 'refused ***'],
    ['no run 0198f3a2-1111-7abc-8def-0123456789ab here', 'no run 0198f3a2-1111-7abc-8def-0123456789ab here'],
    ['one\nline\u202e only', 'one line  only'],
    ['', 'It failed without saying why'],
    ['no postgres://u:pa/ss@db:5432/x', 'no postgres://***@db:5432/x'],
    ['no postgres://u:pa@ss@db/x', 'no postgres://***@db/x'],
    ['GET https://x.example/a?b=1&sig=Zm9v%2Bbar#c', 'GET https://x.example/a?b=***&sig=***#c'],
    ['key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY was refused', 'key *** was refused'],
    ['MUNIMENT_MASTER_KEY=abcd/efgh is short', 'MUNIMENT_MASTER_KEY: *** is short'],
    ['AUTH PLAIN AHVzZXIAcGFzcw== failed', 'AUTH PLAIN *** failed'],
    ['Cookie: a=first; b=second', 'Cookie: ***'],
    ['Set-Cookie: a=first; Path=/; b=second', 'Set-Cookie: ***'],
    ['client_secret%3Dabc%26x', 'client_secret: ***'],
    ['redirect=https%3A%2F%2Fu%3Apass%40host%2Fx', 'redirect=https%3A%2F%2F***%40host%2Fx'],
    ['got eyJhbGciOiJub25lIn0.e30. back', 'got *** back'],
    ['Authorization: Digest response=6629fae4', 'Authorization: *** ***'],
    ['-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY----- is wrong', '*** is wrong'],
    ['x-api-key: s3cr3t, sorry', 'x-api-key: ***, sorry'],
    ['Password "hunter2" was wrong', 'Password *** was wrong'],
    ['the passphrase ‘open sesame’ does not fit', 'the passphrase *** does not fit'],
    ['mysqldump --password hunter2 --all failed', 'mysqldump --password *** --all failed'],
    ['curl -u user:hunter2 https://x.example failed', 'curl -u *** https://x.example failed'],
    ['run --api-key abc123 ended', 'run --api-key *** ended'],
    ['connect to user:hunter2@host failed', 'connect to ***@host failed'],
    ['connect to "user:hun@ter/2@host:5432" failed', 'connect to "***@host:5432" failed'],
    ['xoxb-123-456-abc was refused', '*** was refused'],
    ['key AKIAIOSFODNN7EXAMPLE was refused', 'key *** was refused'],
    ['got ghp_abcd1234, glpat-abc_def-1 and sk_live_abcdef', 'got ***, *** and ***'],
    // Names of secrets in other words, and secrets with blanks or marks in them.
    ['pw: hunter2', 'pw: ***'],
    ['pw=hunter2', 'pw: ***'],
    ['pw hunter2 is wrong', 'pw ***'],
    ['mysql -phunter2', 'mysql -p***'],
    ["mysql -h db -u app -p'hun ter2' muniment failed", 'mysql -h db -u app -p*** muniment failed'],
    ['ran with -phunter2 and ended', 'ran with -p*** and ended'],
    ['sshpass -p hunter ssh db ended', 'sshpass -p*** ssh db ended'],
    ['password=hun ter2', 'password: ***'],
    ['password=hun,ter2; and; more', 'password: ***'],
    ['passphrase: abc def ghi', 'passphrase: ***'],
    ["PASSWORD 'hun''ter2'", 'PASSWORD ***'],
    ["ALTER ROLE bob PASSWORD 'hun\\'ter2' failed", 'ALTER ROLE bob PASSWORD *** failed'],
    ["IDENTIFIED BY 'hunter2'", 'IDENTIFIED BY ***'],
    ["identified with sha by 'hun''ter2'", 'identified with sha by ***'],
    ["set PASSWORD TO 'hunter2'", 'set PASSWORD: ***'],
    ['set password to hunter2', 'set password: ***'],
    ['postgresql://u:p w@host', 'postgresql://***@host'],
    ['no postgresql://u:p w@s@host/x here', 'no postgresql://***@host/x here'],
    ['no postgresql://u:12 3@host', 'no postgresql://***@host'],
    ['Password for user bob is hunter2', 'Password for user bob is ***'],
    ['password for bob: hunter2 again', 'password for bob: ***'],
    ['the password was hunter2', 'the password: ***'],
    ['x-api-key hunter2', 'x-api-key ***'],
    ['X-Auth: hunter2', 'X-Auth: ***'],
    ['X-Auth-Token: hun ter2', 'X-Auth-Token: ***'],
    ['dapi0123456789abcdef was refused', '*** was refused'],
    ['token hunter2', 'token ***'],
    ['p\u200bass\u200bword: hunter2', 'password: ***'],
    ['pass\u00adwo\u202erd=hunter2', 'password: ***'],
    ['ｐａｓｓｗｏｒｄ：ｈｕｎｔｅｒ２', 'password: ***'],
    ['𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝=hunter2', 'password: ***'],
    ['{"password": "hun\\"ter2", "host": "db"}', '{"password": ***, "host": "db"}'],
    ['password="hunter2"more, sorry', 'password: ***, sorry'],
    ['password: hunter2\nConnect to db', 'password: *** Connect to db'],
    ['password:\nhunter2 x', 'password: ***'],
    // What people need to mend it stays.
    ['password authentication failed for user "app"', 'password authentication failed for user "app"'],
    ['Unexpected token \'<\', "<!DOCTYPE "... is not JSON', 'Unexpected token \'<\', "<!DOCTYPE "... is not JSON'],
    ['http://db:5432 did not answer, ask jo@x.gov.uk', 'http://db:5432 did not answer, ask jo@x.gov.uk'],
    ['mkdir -p /srv/shares and ssh -p2222 failed', 'mkdir -p /srv/shares and ssh -p2222 failed'],
    ['each item is identified by its number', 'each item is identified by its number'],
    ['the password must have 14 characters', 'the password must have 14 characters'],
    ['the token expired at 10:15', 'the token expired at 10:15'],
    ['no row with primary key 12345678', 'no row with primary key 12345678'],
    ['Zoë’s “½ draft” … failed', 'Zoë’s “1⁄2 draft” … failed'],
    ['write to mailto:jo.smith@example.gov.uk', 'write to mailto:jo.smith@example.gov.uk'],
    ['Unexpected token "<" in JSON at position 0', 'Unexpected token "<" in JSON at position 0'],
    ['the unknown option --passwords', 'the unknown option --passwords'],
    ['550: jo.smith@example.gov.uk is unknown at 10:15', '550: jo.smith@example.gov.uk is unknown at 10:15'],
    [
      'cannot open /srv/Shares/HR/2019/InformationAssetRegister',
      'cannot open /srv/Shares/HR/2019/InformationAssetRegister',
    ],
    [
      'duplicate key value violates unique constraint "unit_name_key"',
      'duplicate key value violates unique constraint "unit_name_key"',
    ],
    [
      'mail to jo.smith@example.gov.uk was refused: 550 5.1.1',
      'mail to jo.smith@example.gov.uk was refused: 550 5.1.1',
    ],
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
  ] as const)
    it(`say “${shown}”`, () => assert.equal(maskedLine(said || ' '), shown))
  for (const said of [
    'curl --user=bob:hunter2',
    'curl -ubob:hunter2',
    'sqlplus scott/hunter2@orcl',
    'zip -P hunter2',
    'net use /p:hunter2',
    'auth=hunter2',
    'auth: hunter2',
    'bearer=hunter2abc',
    'creds: hunter2',
    'cred=hunter2',
    'GET /x;jsessionid=hunter2',
    'Cookie sid hunter2',
    'pass_word: hunter2',
    'pass-word: hunter2',
    'pass word: hunter2',
    'Pass Phrase: hunter2',
    '<password>hunter2</password>',
    '<db:password type="text">hunter2</db:password>',
    'password&#61;hunter2',
    'password – hunter2',
    'password - hunter2',
    'password → hunter2',
    'password, hunter2',
    'p/w: hunter2',
    'pin code 4821hunter2',
    'verification code: 482193 hunter2',
    'community=hunter2',
    'GOCSPX-hunter2',
    'glc_hunter2hunter2',
    'figd_hunter2',
    'authentication failed: hunter2',
    'client_secret_basic hunter2',
    'p\u0430ssword: hunter2',
    'pa\u0455sw\u043erd=hunter2',
    'tok\u0435n=hunter2',
    'p\u03b1ssword: hunter2',
  ])
    it(`tell nothing behind “${said.replace('hunter2', '…')}”`, () => {
      for (const line of [said, `it failed with ${said} and more`, `${said}\nthe next line`])
        assert.doesNotMatch(words(line), /hunter2|4821/, words(line))
      assert.match(words(`first\n${said}`), /^first/)
    })
  it('are cut', () => assert.equal(maskedLine('a '.repeat(2_000)).length, 500))

  it('end before the word in which they are cut, so that no part of a secret is shown', () => {
    const filler = (length: number) => `Cookie: ${'x'.repeat(length - 9)}\n`
    for (let length = 1_900; length <= 2_001; length += 1)
      for (const secret of [
        'ghp_abcdefgh',
        'https://user:hunter2@host',
        'postgresql://user:hun ter2 x@host',
        "PASSWORD 'hun ter2'",
        'password: hun ter2',
        'curl -u "user:hun ter2"',
        'the token “hun ter2 hun”',
        'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        '-----BEGIN PRIVATE KEY----- MC4CAQ',
      ]) {
        const shown = words(`${filler(length)}${secret} ${'and more '.repeat(100)}`)
        assert.match(shown, /^Cookie: \*\*\*/)
        assert.doesNotMatch(shown, /hun|ter2|ghp_|wJal|MC4C/, `${length} ${secret}`)
      }
    assert.equal(words('a'.repeat(3_000)), '…')
  })

  it('are found at once, whatever was said and however much of it', () => {
    const limit = 50 * slowness()
    const long = 200_000
    assert.ok(HOSTILE.length > 30)
    for (const unit of HOSTILE) {
      const said = unit.repeat(Math.ceil(long / unit.length))
      const before = process.threadCpuUsage()
      assert.ok(words(said).length <= 500)
      const { user, system } = process.threadCpuUsage(before)
      assert.ok((user + system) / 1000 < limit, `${unit}: ${(user + system) / 1000} ms`)
    }
  })
})

/** What has made expressions go through a text again and again. */
const HOSTILE = [
  [
    'a.',
    'a',
    '/',
    'a_',
    'auth ',
    'authentication ',
    'pass ',
    'pin code ',
    'cookie ',
    '<password ',
    'zip -p',
    'sess',
    'рa',
    '?a',
    '%2F%2F',
    '-----BEGIN A',
    '//a:',
    '//a:b ',
    ' a:b',
    '=a:x',
    'key',
    'x-',
    'x-auth',
    'pass',
    'pw ',
  ],
  [
    'mysql ',
    ' -p',
    '"',
    "'",
    "password '",
    'password "a""',
    'password for ',
    'token for a ',
    'identified by ',
    '--a',
    ' --key',
  ],
  [
    '\u200b',
    'a\u200b',
    'ﷺ',
    '\n ',
    '\u202e',
    'eyJa.',
    'A1',
    'a1B2',
    'bearer ',
    'cookie',
    'is ',
    'password is ',
    '\\',
    '*** ',
  ],
].flat()
