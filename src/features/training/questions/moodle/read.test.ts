import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBank } from '../read.ts'

const bank = (...lines: readonly string[]) =>
  readBank(Buffer.from(['<?xml version="1.0"?><quiz>', ...lines, '</quiz>'].join('\n')), 'questions.xml')
const question = (type: string, inside: string) =>
  `<question type="${type}"><name><text>One</text></name><questiontext><text>Words</text></questiontext>${inside}</question>`
const read = (type: string, inside: string) => {
  const { questions, problems } = bank(question(type, inside))
  return { ...questions[0], problems: problems.map((one) => one.replace('Line 2 (question 1, “One”): ', '')) }
}
const answer = (weight: string, text: string, more = '') =>
  `<answer fraction="${weight}"><text>${text}</text>${more}</answer>`

test('reads choices: one right answer where the file says so or says nothing', () => {
  const two = answer('100', '<![CDATA[<p>a &amp; b</p>]]>', '<feedback><text>Yes</text></feedback>') + answer('0', 'c')
  for (const [single, kind] of [
    ['', 'choice'],
    ['<single>true</single>', 'choice'],
    ['<single> 1 </single>', 'choice'],
    ['<single>false</single>', 'choices'],
    ['<single>0</single>', 'choices'],
    ['<single/>', 'choices'],
  ])
    assert.deepEqual(read('multichoice', `${single}${two}`), {
      kind,
      title: 'One',
      text: 'Words',
      answers: [
        { text: 'a & b', weight: 100, feedback: 'Yes' },
        { text: 'c', weight: 0, feedback: null },
      ],
      feedback: null,
      problems: [],
    })
})

test('reads what is true by what its answers say, in any order', () => {
  const says = '<feedback><text>Indeed</text></feedback>'
  const expected = [
    { text: 'true', weight: 0, feedback: null },
    { text: 'false', weight: 100, feedback: 'Indeed' },
  ]
  const turned = read('truefalse', answer('100', 'false', says) + answer('0', 'true'))
  assert.deepEqual([turned.kind, turned.answers, turned.problems], ['truefalse', expected, []])
  const foreign = read('truefalse', answer('0', 'Gwir') + answer('100', 'Gau', says))
  assert.deepEqual(foreign.answers, expected)
  assert.deepEqual(foreign.problems, ['its answers are not “true” and “false”: the first was taken for true.'])
  assert.match(read('truefalse', answer('100', 'true')).problems[0] ?? '', /has two answers/)
})

test('reads words to be typed and numbers, which may stand outside of their element in old exports', () => {
  assert.deepEqual(
    read('shortanswer', `${answer('100', '&lt;b&gt;') + answer('33.33333', 'x')}<answer fraction="50">old</answer>`)
      .answers,
    [
      { text: '<b>', weight: 100, feedback: null },
      { text: 'x', weight: 33.33333, feedback: null },
      { text: 'old', weight: 50, feedback: null },
    ],
  )
  const off = (much: string) => `<tolerance>${much}</tolerance>`
  const { kind, answers, problems } = read(
    'numerical',
    answer('100', '3.14', off('0.01')) +
      answer('50', '-2', off('0')) +
      answer('0', '*', off('0')) +
      '<answer>7<fraction>0.5</fraction></answer>',
  )
  assert.equal(kind, 'numerical')
  assert.deepEqual(
    answers?.map(({ text, weight }) => [text, weight]),
    [
      ['3.14:0.01', 100],
      ['-2', 50],
      ['*', 0],
      ['7', 50],
    ],
  )
  assert.deepEqual(problems, [])
  for (const wrong of [
    answer('100', 'four'),
    answer('100', '4', off('x')),
    answer('many', '4'),
    answer('100', '1..2', off('1')),
  ])
    assert.match(read('numerical', wrong).problems[0] ?? '', /no number|not a number/, wrong)
  assert.match(read('shortanswer', answer('many', 'a')).problems[0] ?? '', /a weight is not a number/)
})

test('reads pairs, essays, descriptions, categories, names and tags', () => {
  const pair = (one: string, other: string) =>
    `<subquestion format="html"><text>${one}</text><answer><text>${other}</text></answer></subquestion>`
  assert.deepEqual(read('matching', pair('<![CDATA[<p>Italy</p>]]>', 'Rome') + pair('', '&lt;Oslo&gt;')).answers, [
    { text: 'Italy', match: 'Rome', weight: 100, feedback: null },
    { text: '', match: '<Oslo>', weight: 0, feedback: null },
  ])
  const { questions, problems } = bank(
    '<question type="category"><category><text>$course$/top/KIM</text></category></question>',
    '<question type="essay"><name><text>E',
    'two</text></name><questiontext format="plain_text"><text>&lt;b&gt;</text></questiontext>',
    '<generalfeedback format="html"><text>&lt;i&gt;Well&lt;/i&gt;</text></generalfeedback><defaultgrade>1.0</defaultgrade>',
    '<idnumber>k-1</idnumber><tags><tag><text>one</text></tag><tag><text>two</text></tag></tags></question>',
    '<question type="description"><questiontext format="markdown"><text>**x**</text></questiontext><defaultgrade>0</defaultgrade></question>',
  )
  assert.deepEqual(problems, [])
  const category = '$course$/top/KIM'
  assert.deepEqual(questions, [
    {
      kind: 'essay',
      title: 'E two',
      text: '<b>',
      answers: [],
      feedback: 'Well',
      id: 'k-1',
      tags: ['one', 'two'],
      category,
    },
    { kind: 'description', title: null, text: '**x**', answers: [], feedback: null, category },
  ])
})

test('names each kind that it cannot read, and goes on', () => {
  const kinds = ['cloze', 'ddwtos', 'calculated', 'random', 'constructor', '']
  const { questions, problems } = bank(...kinds.map((kind) => question(kind, '')), question('essay', ''))
  assert.equal(questions.length, 1)
  assert.deepEqual(
    problems,
    kinds.map((kind, index) =>
      kind === ''
        ? `Line ${index + 2} (question ${index + 1}, “One”): it has no kind: it is not read.`
        : `Line ${index + 2} (question ${index + 1}, “One”): questions of the kind “${kind}” cannot be read.`,
    ),
  )
})

test('names what of a question it does not take in, once for all that have it', () => {
  const file = '<file name="a.png" encoding="base64">iVBORw0KGgo=</file>'
  const { questions, problems } = bank(
    '<question type="category"><category><text>A</text></category><info><text>About</text></info></question>',
    question(
      'essay',
      '<hint format="html"><text>Think</text></hint><graderinfo><text/></graderinfo><penalty>0.3</penalty>',
    ),
    question(
      'essay',
      '<hint><text>Think</text></hint><graderinfo><text>Marks</text></graderinfo><defaultgrade>5</defaultgrade>',
    ),
    question('shortanswer', `<usecase>1</usecase>${answer('100', 'a', `<unknown>x</unknown>${file}`)}`),
    `<question type="essay"><questiontext><text><![CDATA[a<img src="@@PLUGINFILE@@/a.png">]]></text>${file}</questiontext><image>b.gif</image><image_base64>R0lG</image_base64></question>`,
    '<stray>x</stray>',
  )
  assert.equal(questions.length, 4)
  assert.deepEqual(problems, [
    'Line 5 (question 3, “One”): not taken in: the file “a.png” (9 bytes).',
    'Line 6 (question 4): not taken in: the file “a.png” (9 bytes).',
    'Line 6 (question 4): not taken in: the file “b.gif” (0 bytes).',
    'Line 6 (question 4): not taken in: the file “” (3 bytes).',
    'Line 7: not taken in: <stray>.',
    'Line 2: not taken in: the description of a category.',
    'Lines 3 and 4: not taken in: a hint.',
    'Line 4 (question 2, “One”): not taken in: a note for whoever marks.',
    'Line 4 (question 2, “One”): not taken in: that it is worth other than 1 mark.',
    'Line 5 (question 3, “One”): not taken in: <unknown>.',
    'Line 5 (question 3, “One”): not taken in: that capital letters must be right.',
    'Line 6 (question 4): not taken in: a picture.',
    'Line 6 (question 4): not taken in: <image_base64>.',
  ])
})

test('refuses what is no question bank, and says where', () => {
  const refused = (text: string, name = 'a.xml') => {
    assert.throws(() => readBank(Buffer.from(text), name), { name: 'UnreadableFile' })
    try {
      readBank(Buffer.from(text), name)
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    return ''
  }
  assert.match(refused('<html><body/></html>'), /begins with <html> and not with <quiz>/)
  assert.match(refused('<quiz>\n<question type="essay">\n<name></quiz>'), /no well-formed XML: it breaks off on line 3/)
  assert.match(refused('words'), /no well-formed XML: it breaks off on line 1/)
  assert.match(refused('<quiz>\n\n&unknown;</quiz>'), /line 3/)
  const laughs = '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'
  assert.match(refused(laughs, 'a.txt'), /document type declaration/)
  assert.match(refused('<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>'), /document type declaration/)
  assert.match(refused(`<quiz>${'<question>'.repeat(300)}`), /more than 200 levels of nesting/)
  assert.match(refused('<quiz>\0</quiz>'), /NUL character on line 1/)
  assert.match(refused(`<quiz><question type="essay">${'<a/>'.repeat(20_001)}</question></quiz>`), /20,000 elements/)
  const long = `<quiz><question type="essay"><name><text>${'x'.repeat(1_000_001)}</text></name></question></quiz>`
  assert.match(refused(long), /1,000,000 characters in one question/)
})

test('reads the charset that the file names', () => {
  const text =
    '<?xml version="1.0" encoding="iso-8859-1"?><quiz><question type="description"><questiontext><text>caf\xe9</text></questiontext></question></quiz>'
  const { questions, problems } = readBank(Buffer.from(text, 'latin1'), 'a.xml')
  assert.deepEqual([questions[0]?.text, problems], ['café', []])
})
