import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { readMessage } from './message.ts'

const mail = (...lines: readonly string[]) => readMessage(Buffer.from(lines.join('\r\n'), 'latin1'))
const shown = ({ attachments }: ReturnType<typeof mail>) =>
  attachments.map(({ name, type, bytes }) => [name, type, Buffer.from(bytes).toString()])

test('reads who wrote to whom, what and when', () => {
  const read = mail(
    'From: "Patel, Anita" <anita.patel@example.gov.uk>',
    'To: Records: Ben <ben@example.gov.uk>, "Smith, Cleo (DRO)" <cleo@example.gov.uk>;, dee@example.gov.uk (Dee',
    ' Jones)',
    'Cc: undisclosed recipients:;',
    'Subject: =?utf-8?B?UsOpc3Vt?= =?UTF-8?Q?=C3=A9_of?= the meeting',
    'Date: Thu, 22 Aug 2002 18:26:25 +0700 (ICT)',
    'Message-ID: <one@example.gov.uk>',
    'In-Reply-To: Your message of "Wed" <none@example.gov.uk>',
    '',
    'Kept.',
  )
  assert.deepEqual(read.from, [{ name: 'Patel, Anita', address: 'anita.patel@example.gov.uk' }])
  assert.deepEqual(read.to, [
    { name: 'Ben', address: 'ben@example.gov.uk' },
    { name: 'Smith, Cleo (DRO)', address: 'cleo@example.gov.uk' },
    { name: 'Dee Jones', address: 'dee@example.gov.uk' },
  ])
  assert.deepEqual(read.cc, [])
  assert.equal(read.subject, 'Résumé of the meeting')
  assert.equal(read.date, '2002-08-22T18:26:25+07:00')
  assert.equal(read.messageId, '<one@example.gov.uk>')
  assert.equal(read.inReplyTo, '<none@example.gov.uk>')
  assert.equal(read.text, 'Kept.')
  assert.deepEqual(read.warnings, [])
})

test('gives the bytes of an attachment to the letter, without the line end that belongs to the boundary', () => {
  const read = mail(
    'Content-Type: multipart/mixed; boundary="a b"',
    '',
    'not read',
    '--a b',
    '',
    'Words',
    '--a b  ',
    'Content-Type: application/pgp-signature',
    '',
    'signed',
    '',
    '--a b',
    'Content-Type: application/octet-stream; name="../../etc/=?utf-8?Q?caf=C3=A9?="',
    'Content-Transfer-Encoding: BASE64',
    '',
    'S2VwdA=',
    '=!',
    '--a b--',
    'not read',
  )
  assert.equal(read.text, 'Words')
  assert.deepEqual(shown(read), [
    [null, 'application/pgp-signature', 'signed\r\n'],
    ['café', 'application/octet-stream', 'Kept'],
  ])
})

test('reads one of several forms of a text, and the words of a page where there is no other', () => {
  const alternative = (...parts: readonly string[]) =>
    mail('Content-Type: multipart/alternative; boundary=x', '', ...parts.flatMap((part) => ['--x', part]), '--x--')
  const page = 'Content-Type: text/html; charset=utf-8\r\n\r\n<p>One<br>two</p><script>no</script><td>three</td>'
  assert.equal(alternative('Content-Type: text/plain\r\n\r\nPlain', page).text, 'Plain')
  assert.equal(alternative('Content-Type: text/plain\r\n\r\n  ', page).text, 'One\ntwo\nthree')
  assert.deepEqual(shown(alternative('\r\nPlain', 'Content-Type: text/calendar\r\n\r\nBEGIN')), [
    [null, 'text/calendar', 'BEGIN'],
  ])
})

test('keeps a mail within a mail whole, by its own subject', () => {
  const inner = 'Subject: Inner/one\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nDeep\r\n--y--'
  const read = mail('Content-Type: multipart/digest; boundary=x', '', '--x', '', inner, '--x--')
  assert.deepEqual(shown(read), [['Inner_one.eml', 'message/rfc822', inner]])
  assert.equal(read.text, '')
})

test('reads letters of any charset, and says where it had to guess', () => {
  const body = (type: string, bytes: string, ...more: readonly string[]) =>
    mail(`Content-Type: text/plain; charset=${type}`, ...more, '', bytes)
  assert.equal(body('"iso-2022-jp"', '\u001b$B$3\u001b(B').text, 'こ')
  assert.equal(body('utf-7', 'Hi +AKM-5').text, 'Hi £5')
  assert.equal(body('cp437', '\u009c5').text, '£5')
  assert.equal(body('us-ascii', '\u00c2\u00a35').text, '£5')
  assert.deepEqual(body('us-ascii', '\u00a35').text, '£5')
  assert.match(body('us-ascii', '\u00a35').warnings.join(), /Windows-1252/)
  assert.match(body('klingon', 'a').warnings.join(), /“klingon”, which is not known/)
  assert.equal(body('utf-8', 'a =C2=A3=\r\nb = c=3', 'Content-Transfer-Encoding: quoted-printable').text, 'a £b = c=3')
})

test('reads names of files as mailers cut and encode them', () => {
  const named = (disposition: string) =>
    mail(`Content-Type: application/pdf`, `Content-Disposition: ${disposition}`, '', 'x').attachments[0]?.name
  assert.equal(
    named(`attachment; filename*0*=utf-8''caf%C3%A9; filename*1=" plan"; filename*2*=%2epdf`),
    'café plan.pdf',
  )
  assert.equal(named(`attachment; filename="plain.pdf"; filename*=iso-8859-1'en'%A35.pdf`), '£5.pdf')
  assert.equal(named('attachment; filename=a b.pdf ; size=3'), 'a b.pdf')
  assert.equal(named(String.raw`attachment; filename="C:\\temp\\a \"b\".pdf"`), 'a "b".pdf')
  assert.equal(named('attachment; filename=".."'), null)
})

test('reads dates as people send them, and none that is impossible', () => {
  const date = (text: string) => mail(`Date: ${text}`, '', '').date
  assert.equal(date('22 Aug 02 18:26 EDT'), '2002-08-22T18:26:00-04:00')
  assert.equal(date('Thu Aug 22 18:26:25 2002'), '2002-08-22T18:26:25Z')
  assert.equal(date('Thu, 1 Jan 1904 00:00:00 -0000'), '1904-01-01T00:00:00Z')
  assert.equal(date('Fri, 31 Dec 2099 23:59:60 +0530'), '2099-12-31T23:59:59+05:30')
  assert.equal(date('2026-11-22T10:00:00+01:00'), '2026-11-22T10:00:00+01:00')
  assert.equal(date('Thu, 31 Feb 2002 10:00:00 +0000'), null)
  assert.equal(date('yesterday'), null)
})

test('joins the lines of a text that was sent as flowed', () => {
  const read = mail(
    'Content-Type: text/plain; format=flowed',
    '',
    'One ',
    'two',
    '> three ',
    '> four',
    ' From',
    '-- ',
    'Me',
  )
  assert.equal(read.text, 'One two\n> three four\nFrom\n-- \nMe')
})

test('reads on where a mail is broken, and says so', () => {
  const open = mail(
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Disposition: attachment',
    '',
    'cut',
  )
  assert.deepEqual(shown(open), [[null, 'text/plain', 'cut']])
  assert.match(open.warnings.join(), /ends before its last part/)
  const empty = mail('Content-Type: multipart/mixed', '', 'Words')
  assert.equal(empty.text, 'Words')
  assert.match(empty.warnings.join(), /has none: it is read as text/)
  const bare = mail('No head here', 'at all')
  assert.equal(bare.text, 'No head here\nat all')
  assert.match(bare.warnings.join(), /may be no mail/)
  assert.match(
    mail('Content-Type: multipart/encrypted; boundary=x', '', '--x', '', '--x--').warnings.join(),
    /encrypted/,
  )
})

test('takes no longer than a mail is long', () => {
  const hostile = [
    `To: ${'a <'.repeat(40_000)}`,
    `To: ${'('.repeat(100_000)}`,
    `To: ${'"'.repeat(100_001)}`,
    `Subject: ${'=?utf-8?q?'.repeat(10_000)}`,
    `Content-Type: text/plain; ${'a="'.repeat(30_000)}`,
    `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\n'.repeat(300_000)}`,
    `Content-Type: multipart/mixed; boundary=x0\r\n\r\n${Array.from({ length: 1_000 }, (_, at) => `--x${at}\r\nContent-Type: multipart/mixed; boundary=x${at + 1}\r\n\r\n`).join('')}`,
    `Content-Type: text/html\r\n\r\n${'<div>'.repeat(100_000)}`,
    `Content-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(200_000)}x`,
    `${'a\r\n'.repeat(100_000)}`,
  ]
  for (const text of hostile) {
    const started = performance.now()
    readMessage(Buffer.from(`${text}\r\n\r\n`))
    assert.ok(performance.now() - started < 2_000, `${text.slice(0, 40)} took ${performance.now() - started} ms`)
  }
  assert.match(readMessage(Buffer.from(hostile[5] ?? '')).warnings.join(), /more than 5,?000 parts/)
  assert.match(readMessage(Buffer.from(hostile[6] ?? '')).warnings.join(), /more than 50 deep/)
})

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text) && text.trim() === text && text !== '')

test('gives back whatever was put into a mail', () => {
  fc.assert(
    fc.property(word, fc.uint8Array({ maxLength: 300 }), fc.boolean(), (subject, bytes, isCut) => {
      const encoded = Buffer.from(bytes).toString('base64')
      const read = readMessage(
        Buffer.from(
          [
            `Subject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`,
            'Content-Type: multipart/mixed; boundary="==x"',
            '',
            '--==x',
            'Content-Disposition: attachment',
            'Content-Transfer-Encoding: base64',
            '',
            isCut ? encoded.replace(/(.{1,7})/g, '$1\n') : encoded,
            '--==x--',
          ].join('\n'),
        ),
      )
      assert.equal(read.subject, subject)
      const digest = (of: Uint8Array) => createHash('sha256').update(of).digest('hex')
      assert.deepEqual(
        read.attachments.map((one) => digest(one.bytes)),
        [digest(bytes)],
      )
    }),
  )
})

test('never breaks, whatever the bytes', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=x\n',
      '--x\n',
      '--x--\n',
      '\n',
      '\r\n',
      'Subject: =?utf-8?B?',
      'To: "a <',
      'Content-Transfer-Encoding: base64\n',
      'Content-Disposition: attachment; filename*=',
      "utf-8''%",
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const read = readMessage(Buffer.from(pieces.join('')))
      assert.equal(typeof read.text, 'string')
    }),
  )
})
