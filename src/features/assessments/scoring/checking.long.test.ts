import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse, stringify } from 'yaml'
import { ROOT } from '#platform/config.ts'
import { checkAsked, checkBorrowing, checkContinuation, uncheckedContinuation } from './mapping.ts'
import type { Framework, Problem } from './model.ts'
import { frameworkOf, readFramework, withLines } from './read.ts'

/** A framework as data, for breaking. */
type Data = Record<string, unknown>
const isMap = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A framework with everything in it that the frameworks of the house do not use. */
const EVERYTHING: Data = {
  key: 'everything',
  version: '2',
  name: 'Everything',
  scales: {
    main: { levels: ['Poor', 'Fair', 'Good'].map((name, value) => ({ value, name })), notApplicable: true },
    marks: { points: { least: 0, most: 100, step: 5 } },
  },
  scale: 'main',
  rules: { section: 'weighted-mean', overall: { table: 'profile' } },
  target: 2,
  threshold: 1,
  tables: {
    profile: {
      columns: { good: { are: { atLeast: 1.5 } }, poor: { are: ['Poor'] } },
      rows: [
        { when: { poor: 'any' }, gives: 'Poor', because: '{poor.which} of {poor.of} hold it back.' },
        { when: { good: { atLeast: '50%' } }, gives: 2, because: '{good.count} are good.' },
      ],
      otherwise: { gives: 'Fair', because: '{good.others} could be better.' },
    },
    ticks: {
      answers: ['achieved', 'partly', 'not', 'n/a'],
      leaveOut: ['n/a'],
      columns: { done: { of: 'basic', are: ['achieved', 'partly'] }, missing: { are: ['not'] } },
      rows: [
        { when: { missing: { atLeast: 2 } }, gives: 'Poor', because: '{missing.which}.' },
        { when: { done: ['all', { atLeast: '60%', atMost: '99%' }] }, gives: 'Good', because: '{done.count}.' },
      ],
      otherwise: { gives: 'Fair', because: 'In between.' },
    },
  },
  replaces: { version: '1', dropped: ['OLD'] },
  borrows: [
    {
      from: 'km-benchmark',
      questions: { A1: ['K1', 'K2'] },
      indicators: {
        I1: [
          { question: 'L1', atLeast: 4 },
          { question: 'L1', atMost: 1, gives: 'not' },
        ],
      },
    },
  ],
  sections: [
    {
      code: 'A',
      name: 'First',
      weight: 2,
      target: 1,
      questions: [
        {
          code: 'A1',
          text: 'One?',
          levels: { 0: 'a', 1: 'b', 2: 'c' },
          evidence: { 2: { least: 1, what: 'a paper' } },
        },
        { code: 'A2', text: 'Two?', scale: 'marks', weight: 3, target: 60, threshold: 40 },
        { code: 'A3', text: 'Three?', of: 'system', systems: 'mean', was: [] },
      ],
    },
    {
      code: 'B',
      name: 'Second',
      rule: {
        points: [
          { from: 0, gives: 0 },
          { from: 40, gives: 'Fair' },
          { from: 80, gives: 2 },
        ],
      },
      questions: [
        {
          code: 'B1',
          text: 'Ticks?',
          table: 'ticks',
          indicators: [
            { code: 'I1', text: 'x', group: 'basic' },
            { code: 'I2', text: 'y', group: 'basic' },
            { code: 'I3', text: 'z' },
          ],
        },
      ],
    },
    {
      code: 'C',
      name: 'Third',
      rule: { table: 'profile' },
      questions: [
        { code: 'C1', text: '?' },
        { code: 'C2', text: '?' },
      ],
    },
  ],
}

const FOLDER = join(ROOT, 'content/frameworks')
const house = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf8'))
const bases: Data[] = [...house.map((text) => parse(text) as Data), EVERYTHING]
const others: Framework[] = house.flatMap((text) => readFramework(text).framework ?? [])

/** Everything that `frameworks check` says. */
function problemsOf(data: unknown): Problem[] {
  const text = stringify(data)
  const { framework, problems } = readFramework(text)
  const find = (key: string, version?: string) =>
    others.find((one) => one.key === key && (version === undefined || one.version === version)) ?? null
  if (!framework) return [...problems]
  return [...problems, ...withLines(text, [...checkContinuation(framework, null), ...checkBorrowing(framework, find)])]
}

type Path = readonly (string | number)[]
const keyOf = (path: Path) => path.join('.')

function* places(value: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
  yield [path, value]
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* places(one, [...path, index])
  else if (isMap(value)) for (const [name, one] of Object.entries(value)) yield* places(one, [...path, name])
}

const at = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], data)

/** The same data with something else in one place; nothing there where it is undefined. */
function put(data: Data, path: Path, value: unknown): Data {
  const copy = structuredClone(data)
  const home = at(copy, path.slice(0, -1)) as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if (value !== undefined) home[last] = value
  else if (Array.isArray(home)) home.splice(Number(last), 1)
  else delete home[last]
  return copy
}

interface Breakage {
  readonly what: string
  readonly data: Data
  /** Where it must be told, or where what it belongs to stands. */
  readonly told: Path
  readonly says: RegExp
  readonly severity: Problem['severity']
}

/** Breaks every place of a framework that one of the ways fits. */
type Way = (data: Data, path: Path, value: unknown) => Omit<Breakage, 'what'> | null

const misspelt = (word: string) => (word.length > 2 ? `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}x` : `${word}qx`)
const ends = (path: Path, ...parts: (string | number)[]) =>
  parts.every((part, index) => part === '*' || path.at(index - parts.length) === part)
const error = (data: Data, told: Path, says: RegExp): Omit<Breakage, 'what'> => ({
  data,
  told,
  says,
  severity: 'error',
})
const warning = (data: Data, told: Path, says: RegExp): Omit<Breakage, 'what'> => ({
  data,
  told,
  says,
  severity: 'warning',
})
const isQuestion = (path: Path) => path[0] === 'sections' && ends(path, 'questions', '*')
const isIn = (path: Path, name: string) => path.includes(name)
/** Words that people chose, and maps whose names they choose, may be anything. */
const isFree = (path: Path) => isIn(path, 'levels') && isIn(path, 'questions') && !isIn(path, 'scales')

const WAYS: Readonly<Record<string, Way>> = {
  'a reference to a scale': (data, path, value) =>
    path.at(-1) === 'scale' && typeof value === 'string'
      ? error(put(data, path, misspelt(value)), path, /no scale “.*”: there (is|are) /)
      : null,
  'a reference to a table': (data, path, value) =>
    path.at(-1) === 'table' && typeof value === 'string'
      ? error(put(data, path, misspelt(value)), path, /no truth table “.*”: there (is|are) .* Did you mean /)
      : null,
  'a name that every object has': (data, path) =>
    path.at(-1) === 'table' ? error(put(data, path, 'constructor'), path, /no truth table “constructor”/) : null,
  'a rule': (data, path, value) =>
    path[0] === 'rules' && path.length === 2 && typeof value === 'string'
      ? error(
          put(data, path, misspelt(value)),
          path,
          /it must be mean, weighted-mean, worst, points, none, \{ table: name \} or \{ points/,
        )
      : null,
  'a rule of a section': (data, path) =>
    ends(path, 'sections', '*')
      ? error(put(data, [...path, 'rule'], 'average'), [...path, 'rule'], /it must be mean, weighted-mean/)
      : null,
  'a rule of no kind': (data, path) =>
    ends(path, 'rules') ? error(put(data, [...path, 'section'], 5), [...path, 'section'], /it must be mean/) : null,
  'a quantity': (data, path, value) =>
    isIn(path, 'when') && typeof value === 'string' && path.at(-2) === 'when'
      ? error(put(data, path, misspelt(value)), path, /it must be all, some, none, any, not-all, \{ atLeast: 2 \}/)
      : null,
  'a share over 100%': (data, path, value) =>
    path.at(-2) === 'when' && typeof value === 'string'
      ? error(put(data, path, { atLeast: '120%' }), [...path, 'atLeast'], /over 100%\. A share may be 0% to 100%/)
      : null,
  'a share that is none': (data, path) =>
    path.at(-2) === 'when'
      ? error(
          put(data, path, { atLeast: 'half' }),
          [...path, 'atLeast'],
          /a whole number from 0, or a share in whole per cent/,
        )
      : null,
  'a quantity that says nothing': (data, path) =>
    path.at(-2) === 'when' ? error(put(data, path, {}), path, /it must be all, some, none/) : null,
  'a quantity that nothing has': (data, path) =>
    path.at(-2) === 'when' ? error(put(data, path, { atLeast: 3, atMost: 1 }), path, /can never hold/) : null,
  'more than there can be': (data, path) =>
    path.at(-2) === 'when'
      ? warning(put(data, path, { atLeast: 90 }), path, /can never hold, because there are \d+ at most/)
      : null,
  'a column of a row': (data, path, value) =>
    path.at(-2) === 'when'
      ? error(
          put(put(data, path, undefined), [...path.slice(0, -1), `${String(path.at(-1))}zz`], value),
          path.slice(0, -1),
          /asks for a column “.*zz”; there (is|are) /,
        )
      : null,
  'a column of a placeholder': (data, path, value) =>
    path.at(-1) === 'because' && typeof value === 'string' && value.includes('{')
      ? error(
          put(data, path, value.replace(/\{([a-z]+)\./, '{$1xx.')),
          path,
          /stands for nothing\..*What may stand there is a column, a dot and count, of, which, others: the columns of/,
        )
      : null,
  'a part of a placeholder': (data, path, value) =>
    path.at(-1) === 'because' && typeof value === 'string' && value.includes('{')
      ? error(
          put(data, path, value.replace(/\.(count|of|which|others)\}/, '.coutn}')),
          path,
          /stands for nothing.*count, of, which, others/,
        )
      : null,
  'a placeholder without its dot': (data, path, value) =>
    path.at(-1) === 'because' && typeof value === 'string'
      ? error(put(data, path, `${value} {count}`), path, /\{count\}, which stands for nothing/)
      : null,
  'a brace that stays open': (data, path, value) =>
    path.at(-1) === 'because' && typeof value === 'string'
      ? error(put(data, path, `${value} {x`), path, /brace that is not closed/)
      : null,
  'a level that a row gives': (data, path, value) =>
    path.at(-1) === 'gives' && isIn(path, 'tables')
      ? error(put(data, path, typeof value === 'string' ? misspelt(value) : 99), path, /not on the scale.*: it may be /)
      : null,
  'a level that a band gives': (data, path) =>
    path.at(-1) === 'gives' && isIn(path, 'points')
      ? error(put(data, path, 99), path, /“99” is not on the scale: it may be /)
      : null,
  'a result of no kind': (data, path) =>
    path.at(-1) === 'gives' && !isIn(path, 'borrows')
      ? error(put(data, path, true), path, /a number on the scale, or the name of a level/)
      : null,
  'bands that begin late': (data, path) =>
    ends(path, 'points', 0, 'from')
      ? error(put(data, path, 5), path.slice(0, -2), /leave a gap: one must begin from 0/)
      : null,
  'two bands from one share': (data, path) =>
    ends(path, 'points', 1, 'from')
      ? error(put(data, path, 0), path.slice(0, -2), /Two bands of points begin from 0/)
      : null,
  'a band beyond 100%': (data, path) =>
    ends(path, 'points', 1, 'from') ? error(put(data, path, 130), path, /it must be at most 100/) : null,
  'bands that fall': (data, path) =>
    ends(path, 'points', 1, 'gives')
      ? warning(put(put(data, path, 2), [...path.slice(0, -2), 2, 'gives'], 1), path.slice(0, -2), /give less/)
      : null,
  'a level that no band gives': (data, path) =>
    ends(path, 'points', 1)
      ? warning(
          put(data, path, undefined),
          path.slice(0, -1),
          /No band of points gives .*, so that nobody can reach it/,
        )
      : null,
  'a target outside': (data, path) =>
    path.at(-1) === 'target'
      ? error(put(data, path, 400), path, /target 400 is outside .*scale, which goes from/)
      : null,
  'a threshold outside': (data, path) =>
    path.at(-1) === 'threshold'
      ? error(put(data, path, -7), path, /threshold -7 is outside .*scale, which goes from/)
      : null,
  'a threshold above its target': (data, path) =>
    ends(path, 'sections', '*') && data.target !== undefined
      ? error(
          put(put(data, [...path, 'target'], 1), [...path, 'threshold'], 2),
          [...path, 'threshold'],
          /threshold 2 is above the target 1/,
        )
      : null,
  'a threshold above what it inherits': (data, path) =>
    isQuestion(path) &&
    data.target !== undefined &&
    at(data, [...path, 'scale']) === undefined &&
    at(data, [...path, 'target']) === undefined
      ? error(
          put(put(data, ['target'], 1), [...path, 'threshold'], 2),
          [...path, 'threshold'],
          /is above the target 1, which it inherits/,
        )
      : null,
  'a weight of nought': (data, path) =>
    isQuestion(path) && (at(data, path.slice(0, -1)) as unknown[]).length > 1
      ? warning(
          put(data, [...path, 'weight'], 0),
          [...path, 'weight'],
          /weight 0.*(counts for nothing|counts all the same|changes nothing)/,
        )
      : null,
  'weights of nought only': (data, path, value) =>
    ends(path, 'sections', '*') && isMap(value) && Array.isArray(value.questions)
      ? error(
          put(
            put(data, [...path, 'rule'], 'weighted-mean'),
            [...path, 'questions'],
            value.questions.map((one: Data) => ({ ...one, weight: 0 })),
          ),
          path,
          /Every weight in section .* is 0, so that it can never get a score by the rule weighted-mean/,
        )
      : null,
  'a weight below nought': (data, path) =>
    isQuestion(path) ? error(put(data, [...path, 'weight'], -1), [...path, 'weight'], /it must be at least 0/) : null,
  'a weight in words': (data, path) =>
    isQuestion(path)
      ? error(put(data, [...path, 'weight'], 'heavy'), [...path, 'weight'], /it must be a number/)
      : null,
  'a question twice': (data, path, value) =>
    ends(path, 'questions') && Array.isArray(value)
      ? error(
          put(data, path, [...value, value[0]]),
          [...path, value.length],
          /Two questions have the code .*: a code stands for one question/,
        )
      : null,
  'a section twice': (data, path, value) =>
    keyOf(path) === 'sections' && Array.isArray(value)
      ? error(
          put(data, path, [...value, { ...(value[0] as Data), questions: [{ code: 'ZZ', text: '?' }] }]),
          [...path, value.length],
          /Two sections have the code/,
        )
      : null,
  'an indicator twice': (data, path, value) =>
    ends(path, 'indicators') && Array.isArray(value)
      ? error(put(data, path, [...value, value[0]]), [...path, value.length], /two indicators have the code/)
      : null,
  'a group': (data, path, value) =>
    path.at(-1) === 'group' && typeof value === 'string' && data.key === 'section-46'
      ? warning(put(data, path, misspelt(value)), path, /no row of the table counts the group “.*”/)
      : null,
  'a level that is described': (data, path) =>
    ends(path, 'questions', '*', 'levels')
      ? error(put(data, [...path, '77'], 'x'), [...path, '77'], /77 is not on its scale: it may be /)
      : null,
  'a level that is no number': (data, path) =>
    ends(path, 'questions', '*', 'levels')
      ? error(put(data, [...path, 'high'], 'x'), [...path, 'high'], /levels are named by their numbers/)
      : null,
  'a name that nobody knows': (data, path, value) =>
    isMap(value) &&
    !isFree(path) &&
    ![
      'scales',
      'tables',
      'when',
      'columns',
      'evidence',
      'levels',
      'indicators',
      'questions',
      'rule',
      'points',
    ].includes(String(path.at(-1))) &&
    !isIn(path, 'rule') &&
    !isIn(path, 'rules')
      ? error(
          put(data, [...path, 'colour'], 'red'),
          [...path, 'colour'],
          /there is no such thing as “colour” here.* What may stand/,
        )
      : null,
  'a name that is misspelt': (data, path, value) =>
    path.at(-1) === 'text'
      ? error(
          put(put(data, path, undefined), [...path.slice(0, -1), 'txet'], value),
          [...path.slice(0, -1), 'txet'],
          /Did you mean text\?/,
        )
      : null,
  'what must be there': (data, path) =>
    ['code', 'text', 'name', 'sections', 'scale', 'scales', 'because', 'gives', 'key', 'version'].includes(
      String(path.at(-1)),
    ) &&
    !isIn(path, 'borrows') &&
    !(path.at(-1) === 'scale' && path.length > 1)
      ? error(put(data, path, undefined), path.slice(0, -1), /it is missing/)
      : null,
  'a scale that is gone': (data, path) =>
    ends(path, 'scales', '*') ? error(put(data, path, undefined), ['*'], /no scale “.*”/) : null,
  'a table that is gone': (data, path) =>
    ends(path, 'tables', '*') ? error(put(data, path, undefined), ['*'], /no truth table “.*”/) : null,
  'a table without its columns': (data, path) =>
    keyOf(path) === 'tables.profile.columns'
      ? error(put(data, path, undefined), path.slice(0, -1), /judges scores, and must say its columns/)
      : null,
  'a scale of one value': (data, path, value) =>
    ends(path, 'levels') && path[0] === 'scales' && Array.isArray(value)
      ? error(put(data, path, value.slice(0, 1)), path, /two levels at least/)
      : null,
  'two levels of one value': (data, path, value) =>
    ends(path, 'levels') && path[0] === 'scales' && Array.isArray(value)
      ? error(
          put(data, path, [...value, { ...(value[0] as Data), name: 'Again' }]),
          path.slice(0, -1),
          /two levels with the same value/,
        )
      : null,
  'two levels of one name': (data, path, value) =>
    ends(path, 'levels') && path[0] === 'scales' && Array.isArray(value)
      ? error(
          put(data, path, [...value, { ...(value[0] as Data), value: 40 }]),
          path.slice(0, -1),
          /two levels with the same name/,
        )
      : null,
  'a level called by the number of another': (data, path, value) =>
    ends(path, 'levels', 0, 'name') && path[0] === 'scales'
      ? error(
          put(data, path, String((at(data, [...path.slice(0, -2), 1]) as Data).value)),
          path,
          value ? /is the number of another level/ : /./,
        )
      : null,
  'steps that pass the end': (data, path) =>
    ends(path, 'points', 'step') ? error(put(data, path, 400), path, /only 0 can be answered/) : null,
  'steps that miss the end': (data, path) =>
    ends(path, 'points', 'step') ? warning(put(data, path, 7), path, /Nobody can answer 100/) : null,
  'an answer that a column counts': (data, path, value) =>
    ends(path, 'are', '*') && typeof value === 'string'
      ? error(put(data, path, misspelt(value)), path, /which is (none of the answers|not on the scale)/)
      : null,
  'a score that a column counts': (data, path) =>
    ends(path, 'are', 'atLeast') ? error(put(data, path, 9), path, /outside the scale: it goes from 0 to 2/) : null,
  'an answer that is left out': (data, path, value) =>
    ends(path, 'leaveOut', '*')
      ? error(put(data, path, misspelt(String(value))), path, /none of the answers of the table/)
      : null,
  'a group that a column counts': (data, path, value) =>
    ends(path, 'of') && isIn(path, 'columns')
      ? warning(put(data, path, misspelt(String(value))), path, /No indicator is in the group/)
      : null,
  'a question that is borrowed': (data, path, value) =>
    isIn(path, 'borrows') &&
    (ends(path, 'questions', '*', '*') || path.at(-1) === 'question') &&
    typeof value === 'string'
      ? error(put(data, path, 'Q99'), path, /does not ask Q99/)
      : null,
  'a question that is filled in': (data, path, value) =>
    isIn(path, 'borrows') && (ends(path, 'questions', '*') || ends(path, 'indicators', '*')) && Array.isArray(value)
      ? error(
          put(put(data, path, undefined), [...path.slice(0, -1), 'Q99'], value),
          [...path.slice(0, -1), 'Q99'],
          /It fills in Q99, which it does not ask/,
        )
      : null,
  'a line that a borrowed score cannot reach': (data, path) =>
    isIn(path, 'borrows') && path.at(-1) === 'atLeast'
      ? error(put(data, path, 40), path, /outside the scale of .* which goes from/)
      : null,
  'an answer that borrowing gives': (data, path, value) =>
    isIn(path, 'borrows') && path.at(-1) === 'gives'
      ? error(put(data, path, misspelt(String(value))), path, /none of its answers: /)
      : null,
  'a framework that is borrowed from': (data, path, value) =>
    isIn(path, 'borrows') && path.at(-1) === 'from'
      ? warning(put(data, path, misspelt(String(value))), path, /There is no framework .*, to borrow from/)
      : null,
  'borrowing from itself': (data, path) =>
    isIn(path, 'borrows') && path.at(-1) === 'from'
      ? error(put(data, path, data.key), path, /cannot borrow answers from itself/)
      : null,
  'a version that replaces itself': (data, path) =>
    keyOf(path) === 'replaces.version' ? error(put(data, path, data.version), path, /in a circle/) : null,
  'what was, without what it replaces': (data, path) =>
    isQuestion(path) && !data.replaces
      ? error(put(data, [...path, 'was'], ['X1']), [...path, 'was'], /does not say which version it replaces/)
      : null,
  'a row that nothing comes to': (data, path, value) =>
    ends(path, 'rows') && Array.isArray(value)
      ? warning(
          put(data, path, [{ ...(value[0] as Data), when: {} }, ...value]),
          [...path, 1],
          /Row 2 of .* is never reached/,
        )
      : null,
  'a case that is open': (data, path) =>
    ends(path, 'otherwise')
      ? error(put(data, path, undefined), [...path.slice(0, -1), 'rows'], /has a gap: no row decides/)
      : null,
  'indicators without their table': (data, path) =>
    ends(path, 'questions', '*', 'table')
      ? error(put(data, path, undefined), path.slice(0, -1), /go together; it has only indicators/)
      : null,
  'a list that is none': (data, path, value) =>
    Array.isArray(value) && !isFree(path) && path.at(-1) !== 'points' && !isIn(path, 'when')
      ? error(put(data, path, 7), path, /it must be a (list|map)|it must be/)
      : null,
  'whole no for whole yes': (data, path, value) =>
    typeof value === 'boolean' ? error(put(data, path, 'yes please'), path, /it must be true or false/) : null,
  'a kind': (data, path) =>
    path.length === 0
      ? error(
          put(data, ['kind'], 'assesment'),
          ['kind'],
          /it must be one of assessment, health-check\. Did you mean assessment\?/,
        )
      : null,
}

/** Of many places that one way breaks alike, so many are tried in each framework. */
const TRIED = 2

function* breakages(): Generator<Breakage & { readonly way: string }> {
  for (const [way, breaks] of Object.entries(WAYS))
    for (const data of bases) {
      const all = [...places(data)].flatMap(([path, value]) => {
        const broken = breaks(data, path, value)
        return broken ? [{ way, what: `${way}: ${String(data.key)} ${keyOf(path)}`, ...broken }] : []
      })
      const step = Math.max(1, Math.floor(all.length / TRIED))
      yield* all.filter((_, index) => index % step === 0).slice(0, TRIED)
    }
}

describe('checking frameworks that somebody has broken', () => {
  it('finds nothing wrong with those that are whole', () => {
    for (const data of bases) assert.deepEqual(problemsOf(data), [], String(data.key))
  })
  const all = [...breakages()]
  it('has hundreds of them, of every way', () => {
    assert.ok(all.length >= 300, String(all.length))
    const ways = new Set(all.map(({ way }) => way))
    assert.deepEqual(
      Object.keys(WAYS).filter((way) => !ways.has(way)),
      [],
    )
  })
  for (const [way, broken] of Map.groupBy(all, (one) => one.way))
    it(`names ${way}, with its place and what may stand there`, () => {
      assert.ok(broken.length > 0)
      for (const { what, data, told, says, severity } of broken) {
        const found = problemsOf(data)
        const inWords = found.map(
          ({ severity: kind, path, line, message }) => `${kind} ${keyOf(path)} (${line}) ${message}`,
        )
        const named = found.find(
          (one) =>
            one.severity === severity &&
            says.test(one.message) &&
            (told[0] === '*' || told.every((part, index) => String(one.path[index]) === String(part))),
        )
        assert.ok(named, `${what}\nwanted at ${keyOf(told)}: ${says}\n${inWords.join('\n')}`)
        if (told.length > 0) assert.ok(named.line !== null, `${what}: ${named.message} has no line`)
      }
    })
})

describe('what is said of whom and what a framework names', () => {
  const KINDS = ['directorate', 'core-department', 'team']
  const framework = (change: Data = {}, question: Data = {}, section: Data = {}) =>
    frameworkOf({
      key: 'small',
      version: '2',
      name: 'Small',
      scales: { main: { points: { least: 0, most: 5 } } },
      scale: 'main',
      sections: [{ code: 'A', name: 'A', ...section, questions: [{ code: 'A1', text: 'One?', ...question }] }],
      ...change,
    })
  const messages = (problems: readonly { readonly message: string }[]) => problems.map(({ message }) => message)

  it('names kinds of unit that there are none of, of a question and of a section', () => {
    const asked = framework({}, { for: { kinds: ['directorat', 'team'] } }, { for: { kinds: ['Team'] } }).framework
    assert.ok(asked)
    const problems = checkAsked(asked, KINDS)
    assert.deepEqual(
      problems.map(({ path, severity }) => [path.join('.'), severity]),
      [
        ['sections.0.for.kinds.0', 'warning'],
        ['sections.0.questions.0.for.kinds.0', 'warning'],
      ],
    )
    assert.match(problems[1]?.message ?? '', /“directorat”, which no unit is.*Did you mean directorate\?/)
    const right = framework({}, { for: { kinds: ['team'] } }).framework
    assert.deepEqual(right && checkAsked(right, KINDS), [])
  })

  it('says of a step of nought, and of ends the wrong way round, what is wrong', () => {
    const scaled = (points: Data) => messages(framework({ scales: { main: { points } } }).problems).join(' ')
    assert.match(scaled({ least: 0, most: 5, step: 0 }), /“0”: it must be more than 0/)
    assert.match(scaled({ least: 5, most: 0 }), /goes from 5 to 0: `least` is above `most`/)
    assert.match(scaled({ least: 3, most: 3 }), /has one value only, 3/)
    assert.match(messages(framework({}, { weight: -1 }).problems).join(' '), /it must be at least 0/)
  })

  it('says that questions were what the version before does not ask, or that it could not be checked', () => {
    const later = framework({ replaces: { version: '1' } }, { was: ['Z9'] }).framework
    const before = framework({ version: '1' }).framework
    assert.ok(later && before)
    assert.match(
      messages(checkContinuation(later, [before])).join(' '),
      /A1 says that it was Z9, which version 1 does not ask/,
    )
    assert.match(
      messages(uncheckedContinuation(later)).join(' '),
      /was Z9, which could not be checked: version 1 is not/,
    )
    const alone = framework({}, { was: ['Z9'] }).framework
    assert.match(
      messages((alone && checkContinuation(alone, null)) ?? []).join(' '),
      /does not say which version it replaces/,
    )
    assert.deepEqual(uncheckedContinuation(before), [])
  })
})
