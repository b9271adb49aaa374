import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Mutant, mutantsOf } from './mutants.ts'

const ROOT = join(import.meta.dirname, '../..')

/**
 * Rules that the promises of the house rest on: who may do what, nobody being both of two voices, when a session ends, what counts as
 * finished, late, high or complete. None of their mutants may live.
 */
const CORE: Readonly<Record<string, readonly string[]>> = {
  'src/platform/access/sessions.ts': [
    'IDLE_HOURS',
    'LONGEST_HOURS',
    'isCsrfToken',
    'startSession',
    'findSession',
    'endSession',
  ],
  'src/platform/access/keys.ts': ['makeKey', 'findKey', 'endKey'],
  'src/platform/access/person.ts': ['may', 'mayIn', 'mayEverywhere', 'inReach', 'keptWithin'],
  'src/platform/access/markings.ts': ['COVERED'],
  'src/platform/access/objects/kind.ts': ['objectKind', 'settled', 'inherited', 'assertNames'],
  'src/platform/access/objects/decide.ts': ['mayDo', 'holdsFor', 'wordOf', 'relatedTo'],
  'src/platform/access/objects/condition.ts': [
    'condition',
    'conditionFor',
    'conditionOf',
    'related',
    'among',
    'every',
    'some',
    'not',
  ],
  'src/platform/register/in-unit.ts': [
    'unitOfRow',
    'inUnitOf',
    'mayAddTo',
    'checkMayAdd',
    'mayChangeItem',
    'checkMayChange',
    'againstChanging',
    'mayBeChosen',
    'leadingColumn',
    'rightProblems',
    'isWritten',
    'isKept',
    'unitsOf',
    'heldUnits',
  ],
  'src/features/people/store.ts': ['findPerson'],
  'src/features/assets/holding.ts': ['ownHandObstacles'],
  'src/features/people/acting.ts': ['actingPerson'],
  'src/features/people/feeding/person-change.ts': ['changeFor', 'gone'],
  'src/features/people/feeding/deeds.ts': ['tooManyLeavers'],
  'src/features/people/administering.ts': ['keepAdministrator'],
  'src/features/people/identity.ts': ['identityObstacles', 'identityObstacle', 'covers'],
  'src/features/people/reorganising/reaching.ts': ['raisingObstacle'],
  'src/features/people/reorganising/closing.ts': ['closingObstacles'],
  'src/features/people/reorganising/seeing.ts': ['isSeen', 'seesAll'],
  'src/features/people/reorganising/going.ts': ['whichGo', 'beyond', 'isLeftWith'],
  'src/features/plans/evidence/seeing.ts': ['EVIDENCE'],
  'src/features/plans/rights.ts': ['PLAN', 'heldThere', 'ACTION', 'ACTIONS_RUN'],
  'src/features/assessments/seeing.ts': ['UNIT_ANSWERS'],
  'src/features/assessments/rights.ts': ['CAMPAIGN', 'mayRun', 'checkMayRun'],
  'src/features/shares/seeing.ts': ['SHARE'],
  'src/features/plans/conditions.ts': [
    'isDone',
    'isFinished',
    'awaitsVerdict',
    'isChange',
    'isUnderWay',
    'isOverdue',
    'isDueBetween',
    'lastDay',
    'lateAfter',
  ],
  'src/features/plans/deliverables/model.ts': ['lateAfter'],
  'src/features/plans/model.ts': [
    'ENDLESS',
    'overdueAfter',
    'isFinished',
    'overdueOn',
    'isOwner',
    'claimObstacle',
    'judgeObstacle',
  ],
  'src/features/assessments/model.ts': [
    'moderationObstacle',
    'answersAll',
    'mayAnswer',
    'mayCompare',
    'answeringObstacle',
  ],
  'src/features/assessments/moderating/model.ts': ['REPLY_DAYS', 'replyBy', 'awaitsReply', 'finalObstacles'],
  'src/features/risks/incidents/kind.ts': ['INCIDENT'],
  'src/features/risks/model.ts': ['NOTIFY_HOURS', 'incidentObstacle', 'movementOf'],
  'src/features/statements/model.ts': ['answerObstacle', 'counterObstacle', 'differs'],
  'src/features/shares/deeds.ts': ['folderObstacle'],
}

/** Every file of rules: each `model` and `rules`, each that says what stands against a deed, and who may come in. */
function files(): string[] {
  return readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => /\/(model|rules)\.ts$/.test(file) || file.startsWith('src/platform/access/') || hasObstacle(file))
    .toSorted()
}

const hasObstacle = (file: string) =>
  /^export (async )?(function|const) \w*[oO]bstacle/m.test(readFileSync(join(ROOT, file), 'utf8'))

const of = (file: string) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8'))

/** All mutants of some files, or of every file of rules. */
export const mutants = (named: readonly string[]): Mutant[] => (named.length > 0 ? named : files()).flatMap(of)

/** All mutants of the core rules, or of those in some files. A name that is not there any more is said, so that none is forgotten. */
export function coreMutants(named: readonly string[]): Mutant[] {
  return Object.entries(CORE).flatMap(([file, names]) => {
    if (named.length > 0 && !named.includes(file)) return []
    const found = of(file)
    const text = readFileSync(join(ROOT, file), 'utf8')
    const lost = names.find((name) => !new RegExp(`\\b(function|const) ${name}\\b`).test(text))
    if (lost) throw new Error(`${file} has no ${lost}: say in tools/mutate/subjects.ts where the rule is now`)
    return found.filter(({ inside }) => names.includes(inside))
  })
}

/** Some of many, the same for the same seed: the order is shuffled by a linear congruential generator. */
export function sample<Item>(items: readonly Item[], size: number, seed: number): Item[] {
  const shuffled = [...items]
  let state = seed >>> 0
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = Math.floor((state / 2 ** 32) * (last + 1))
    ;[shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item]
  }
  return shuffled.slice(0, size)
}

/** The n-th of t parts of many, by `n/t`: all parts together are all of them, and each is tried once. */
export function part<Item>(items: readonly Item[], words: string): Item[] {
  const [, which, parts] = /^(\d+)\/(\d+)$/.exec(words) ?? []
  const [n, t] = [Number(which), Number(parts)]
  if (!(n >= 1 && n <= t)) throw new Error(`${words} is no part: say 2/5 for the second of five`)
  return items.filter((_, index) => index % t === n - 1)
}
