import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Question } from '../model.ts'
import { readBank } from '../read.ts'

const bank = (...lines: readonly string[]) => readBank(Buffer.from(lines.join('\n')), 'questions.gift')
/** The one question of a file that has nothing wrong with it. */
function only(...lines: readonly string[]) {
  const { questions, problems } = bank(...lines)
  assert.deepEqual(problems, [])
  assert.equal(questions.length, 1)
  const [question] = questions
  assert.ok(question)
  return question
}
const shown = (...lines: readonly string[]) => {
  const { kind, text, answers } = only(...lines)
  return [kind, text, ...answers.map(({ text, match, weight, feedback }) => [match ?? text, weight, feedback])]
}

test('tells kinds of questions apart in the order that the format gives', () => {
  for (const [inside, kind] of [
    ['', 'description'],
    ['{}', 'essay'],
    ['{ }', 'essay'],
    ['{####All the same}', 'essay'],
    ['{#3}', 'numerical'],
    ['{=a ~b -> c}', 'choice'],
    ['{~%50%a ~%50%b}', 'choices'],
    ['{=a->b =c->d}', 'matching'],
    ['{T}', 'truefalse'],
    ['{TRUE}', 'truefalse'],
    ['{ F #no}', 'truefalse'],
    ['{FALSE}', 'truefalse'],
    ['{=T}', 'short'],
    ['{yes}', 'short'],
    ['{=constructor}', 'short'],
    ['{toString}', 'short'],
  ] as const)
    assert.equal(only(`Words ${inside}`).kind, kind, inside)
})

test('reads a choice with weights and feedback, whatever is around its answers', () => {
  assert.deepEqual(shown('Who?{~one#No ~%50%two # Half', '=three#Yes', '~%-25.5%four ~%33,3%five}'), [
    'choice',
    'Who?',
    ['one', 0, 'No'],
    ['two', 50, 'Half'],
    ['three', 100, 'Yes'],
    ['four', -25.5, null],
    ['five', 33.3, null],
  ])
})

test('reads what is true: the first comment is for a wrong answer, the second for a right one', () => {
  const answers = (inside: string) => only(`x {${inside}}`).answers.map(({ weight, feedback }) => [weight, feedback])
  assert.deepEqual(answers('T#wrong#right'), [
    [100, 'right'],
    [0, 'wrong'],
  ])
  assert.deepEqual(answers('FALSE#wrong#right'), [
    [0, 'wrong'],
    [100, 'right'],
  ])
  assert.deepEqual(answers('F##right'), [
    [0, null],
    [100, 'right'],
  ])
  assert.deepEqual(
    only('x {T}').answers.map(({ text }) => text),
    ['true', 'false'],
  )
  assert.equal(only('x {T#wrong#right####Anyhow}').feedback, 'Anyhow')
})

test('reads numbers with what they may be off by, ranges, weights, and feedback for every other number', () => {
  assert.deepEqual(shown('When?{#', '=1822:0#Right', '=%50%1822 : 2', '= -1.5..2e1', '~#Wrong}'), [
    'numerical',
    'When?',
    ['1822', 100, 'Right'],
    ['1822:2', 50, null],
    ['-1.5..2e1', 100, null],
    ['*', 0, 'Wrong'],
  ])
  for (const wrong of ['#', '#four', '#3..1', '#3:-1', '#3:', '#=4 =5:x', '#1..2..3', '#1e999', '#0x10', '#3,5']) {
    const { questions, problems } = bank('', `When?{${wrong}}`)
    assert.deepEqual(questions, [], wrong)
    assert.match(problems[0] ?? '', /^Line 2 \(question 1\): (?:“.*” is no number|it has 0 answers)/, wrong)
  }
})

test('reads pairs, of which one may match nothing', () => {
  assert.deepEqual(only('Match.{=[html]<i>Italy</i>->Rome#1 =Wales -> Caerdydd -> Cardiff = -> Oslo}').answers, [
    { text: 'Italy', match: 'Rome#1', weight: 100, feedback: null },
    { text: 'Wales', match: 'Caerdydd -> Cardiff', weight: 100, feedback: null },
    { text: '', match: 'Oslo', weight: 0, feedback: null },
  ])
  assert.match(bank('Match.{=a->b =c}').problems[0] ?? '', /“c” has no ->/)
})

test('takes an escaped character for itself, and other backslashes as they are', () => {
  const { title, text, answers, feedback } = only(
    String.raw`::a\:\:b::\{x\} \~ \= \# \: C:\\\\new \d \n{=\=1\#\~ ~\\ ~\}#\{\n\=####\#\#\#\# \} }`,
  )
  assert.equal(title, 'a::b')
  assert.equal(text, String.raw`{x} ~ = # : C:\\new \d`)
  assert.deepEqual(
    answers.map((one) => [one.text, one.feedback]),
    [
      ['=1#~', null],
      ['\\', null],
      ['}', '{\n='],
    ],
  )
  assert.equal(feedback, '#### }')
})

test('leaves a blank where words are missing, and none where nothing follows', () => {
  assert.equal(only('Kept in {=Kew ~Bath}.').text, 'Kept in _____.')
  assert.equal(only('{=Kew ~Bath} keeps them').text, '_____ keeps them')
  assert.equal(only('Where? {=Kew ~Bath}  ').text, 'Where?')
})

const named = ({ id, tags, category }: Omit<Question, 'title' | 'text'>) =>
  JSON.parse(JSON.stringify({ id, tags, category }))

test('keeps titles, categories, names and tags', () => {
  const { questions, problems } = bank(
    '// [id:a\\]1] [tag:records]',
    '::One::x {T}',
    '',
    '$CATEGORY: $course$/top/Re\\:cords',
    '',
    '// a comment [tag:] between',
    'y',
    '// [tag:k\\\\im] [tag:b]',
    '{F}',
    '',
    '// a comment alone',
    '',
    ':: ::z',
    '',
    '$CATEGORY:',
    '',
    'last',
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(
    questions.map(({ title, text, ...rest }) => ({ title, text, ...named(rest) })),
    [
      { title: 'One', text: 'x', id: 'a]1', tags: ['records'] },
      { title: null, text: 'y', tags: ['k\\im', 'b'], category: '$course$/top/Re:cords' },
      { title: null, text: 'z', category: '$course$/top/Re:cords' },
      { title: null, text: 'last' },
    ],
  )
})

test('says that a blank line is missing below a category, and reads what stands there', () => {
  const { questions, problems } = bank('// first', '$CATEGORY: A', 'x {T}')
  assert.deepEqual(problems, ['Line 3: a blank line is missing below the category.'])
  assert.deepEqual(
    questions.map(({ text, category }) => [text, category]),
    [['x', 'A']],
  )
})

test('reads lines that end as on any machine, with or without a mark at the beginning', () => {
  for (const end of ['\n', '\r\n', '\r', '\n\r\n'])
    for (const mark of ['', '\ufeff']) {
      const text = `${mark}// one${end}::A::x${end}{T}${end}  ${end}${end}::B::y {F}`.replace('x\n\r\n', 'x\n')
      const { questions, problems } = readBank(Buffer.from(text), 'a.gift')
      assert.deepEqual([questions.map(({ title }) => title), problems], [['A', 'B'], []], JSON.stringify([end, mark]))
    }
  assert.equal(readBank(Buffer.from('\ufeffx {T}', 'utf16le'), 'a.gift').questions[0]?.text, 'x')
})

test('reads a text as its mark says, and takes no word of HTML for more than words', () => {
  assert.equal(only('[html]<p>Fish &amp; <b>chips</b></p><p>Two</p>{T}').text, 'Fish & chips\n\nTwo')
  assert.equal(only('[plain]<b>x</b> &amp;{T}').text, '<b>x</b> &amp;')
  assert.equal(only('[markdown]**x** <b>{T}').text, '**x** <b>')
  assert.equal(only('[other] a < b & c > d{T}').text, '[other] a < b & c > d')
  const { questions, problems } = bank(
    '[html]a<script>alert(1)</script><img src=x onerror=alert(1)><a href="https://example.org">b</a>{=[plain]<i> ~c#<u>d</u>}',
    '',
    'R&amp;D <script>alert(1)</script><b>bold</b> a<br{T}',
  )
  assert.deepEqual(
    questions.map(({ text, answers }) => [text, ...answers.map((one) => [one.text, one.feedback])]),
    [
      ['ab', ['<i>', null], ['c', 'd']],
      ['R&D bold a', ['true', null], ['false', null]],
    ],
  )
  assert.deepEqual(problems, [
    'Line 1 (question 1): not taken in: a picture.',
    'Lines 1 and 3: not taken in: a script.',
    'Line 1 (question 1): not taken in: the address of a link.',
    'Line 3 (question 2): not taken in: HTML that is not marked as such.',
  ])
})

test('takes words that are typed as they are', () => {
  assert.deepEqual(
    only('Which element? {=<b> =[html]&amp; =%50%<strong>}').answers.map(({ text }) => text),
    ['<b>', '&amp;', '<strong>'],
  )
})

test('names what it cannot read, with its line, and goes on', () => {
  const { questions, problems } = bank(
    '::Open::x {=a',
    '',
    '=b}',
    '',
    'y }{',
    '',
    'one {T}',
    'two {F}',
    '',
    'x { a { b }',
    '',
    'z {=a ~',
    '}',
    '',
    'one {~a}',
    '',
    'two {=a -> b}',
    '',
    'good {T}',
  )
  assert.deepEqual(
    questions.map(({ text }) => text),
    ['z', 'good'],
  )
  assert.deepEqual(
    problems.map((one) => one.slice(0, 62)),
    [
      'Line 1 (question 1, “Open”): its braces do not match: a } is mi',
      'Line 3 (question 2): its braces do not match: a { is missing be',
      'Line 5 (question 3): it has more than one pair of braces. Put a',
      'Line 7 (question 4): it has more than one pair of braces. Put a',
      'Line 10 (question 5): it has more than one pair of braces. Put ',
      'Line 12 (question 6): an answer has no words.',
      'Line 15 (question 7): it has 1 answer and needs 2: it is not re',
      'Line 17 (question 8): it has 1 answer and needs 2: it is not re',
    ].map((one) => one.slice(0, 62)),
  )
})

test('tells what is doubtful of a question that it reads', () => {
  const doubt = (question: string) => bank(question).problems.map((one) => one.replace('Line 1 (question 1): ', ''))
  assert.deepEqual(doubt('x {~a ~b}'), ['it has no right answer.'])
  assert.deepEqual(doubt('x {~%-50%a ~b}'), ['it has no right answer.'])
  assert.deepEqual(doubt('x {=%50%a ~b}'), ['no answer has the whole mark.'])
  assert.deepEqual(doubt('x {=%50%a}'), ['no answer has the whole mark.'])
  assert.deepEqual(doubt('x {~%50%a ~%40%b ~%-50%c}'), ['the weights of its right answers come to 90 and not to 100.'])
  assert.deepEqual(doubt('x {~%33.333%a ~%33.333%b ~%33.333%c}'), [])
  assert.deepEqual(doubt('x {=a ~%-250%b}'), ['a weight is not from -100 to 100.'])
  assert.deepEqual(doubt('{=a ~b}'), ['it has no words.'])
  assert.deepEqual(doubt('x {true}'), [
    '“true” is taken for a word to be typed: write TRUE or FALSE for what is true or false.',
  ])
})

test('reads other charsets and says so, and nothing that is no text', () => {
  const read = readBank(Buffer.from('caf\xe9 {T}', 'latin1'), 'a.gift')
  assert.equal(read.questions[0]?.text, 'café')
  assert.match(read.problems[0] ?? '', /not in UTF-8/)
  assert.throws(() => readBank(Buffer.from('a\n\nb\0c'), 'a.gift'), /NUL character on line 3/)
  assert.throws(() => readBank(Buffer.from(' \n\t'), 'a.gift'), /empty/)
  assert.equal(readBank(Buffer.from('a \ufdd0\u0007b'), 'a.gift').questions[0]?.text, 'a \ufffdb')
  assert.deepEqual(bank('// nothing').problems, ['No question of the file could be read.'])
})

test('takes the last four hashes for general feedback, and tags of HTML for HTML without any other sign of it', () => {
  const { answers, feedback } = only('x {=a#####g}')
  assert.deepEqual([answers[0]?.feedback, feedback], [null, 'g'])
  assert.equal(bank('<b>x</b>{T}').questions[0]?.text, 'x')
})
