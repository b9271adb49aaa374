import type { Command } from 'commander'
import { findPersonNamed, matchNames } from '#features/people/index.ts'
import { may, theHouse } from '#platform/access/index.ts'
import { type Day, dayOf, isDay } from '#platform/calendar/index.ts'
import type { CommandContext, OpenHouse } from '#platform/commands.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { BadRequest, Forbidden, NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { readAll, readState } from '#platform/listing/index.ts'
import { print } from '#platform/printing.ts'
import { counted } from '#platform/words.ts'
import { interpretDate, KINDS } from '../dates/index.ts'
import { effectOnLastDay, STATUSES, VERDICTS } from '../model.ts'
import { voicesOf } from './claim-store.ts'
import { addCommentary, type By, changeTarget, correctReading, giveVerdict, makeClaim, setOwners } from './deeds.ts'
import { actionListing } from './listing.ts'
import { findAction } from './store.ts'

interface DeedOptions {
  readonly by: string
  readonly on?: string
  readonly note?: string
}

/** The deeds on an action at the command line: by a person, under the rules that hold for that person on the pages. */
export function actionCommands(program: Command, openHouse: OpenHouse): void {
  const actions = program.command('actions').description('actions of every plan')
  listCommand(actions, openHouse)
  claimCommand(actions, openHouse)
  judgeCommand(actions, openHouse)
  dateCommand(actions, openHouse)
  commentCommand(actions, openHouse)
  readingCommand(actions, openHouse)
  ownersCommand(actions, openHouse)
}

function listCommand(actions: Command, openHouse: OpenHouse): void {
  actions
    .command('list')
    .description('list actions, as JSON lines; filters are those of the page')
    .argument('[filter=value...]')
    .action((pairs: string[]) =>
      openHouse(async ({ db, act }) => {
        const today = dayOf(act.at)
        const listing = actionListing(today)
        const query = Object.fromEntries(
          pairs.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
        )
        const person = theHouse(today)
        for await (const rows of readAll(db, listing, readState(listing, query), { today, person }))
          for (const row of rows) print(JSON.stringify(row))
      }),
    )
}

function claimCommand(actions: Command, openHouse: OpenHouse): void {
  deed(
    actions,
    'claim <action> <status>',
    `claim how an action stands: ${STATUSES.join(', ')}`,
    openHouse,
    async (db, by, id, status, { on, note }) => {
      await makeClaim(db, by, id, { status: oneOf(STATUSES, status), on, note: note ?? null })
      return 'The claim was made'
    },
  )
}

function judgeCommand(actions: Command, openHouse: OpenHouse): void {
  deed(
    actions,
    'judge <action> <verdict>',
    `judge the latest claim: ${VERDICTS.join(', ')}; --note says why`,
    openHouse,
    async (db, by, id, verdict, { on, note }) => {
      const { latestClaimId } = await voicesOf(db, id)
      if (!note) throw new BadRequest('Say with --note why you came to this verdict')
      await giveVerdict(db, by, id, { claimId: latestClaimId ?? '', verdict: oneOf(VERDICTS, verdict), on, note })
      return 'The verdict was given'
    },
  )
}

function dateCommand(actions: Command, openHouse: OpenHouse): void {
  deed(
    actions,
    'date <action> <words>',
    'set another target date, in words; --note gives the reason',
    openHouse,
    async (db, by, id, words, { on, note }) => {
      mayChange(by)
      if (!note) throw new BadRequest('Say with --note why the target date changes')
      const target = interpretDate(words, on)
      const before = await findAction(db, id)
      await changeTarget(db, by, id, { ...target, on, reason: note })
      const effect = before && effectOnLastDay(before, target)
      return ['The target date was changed.', target.why, effect].filter(Boolean).join(' ')
    },
  )
}

function commentCommand(actions: Command, openHouse: OpenHouse): void {
  deed(actions, 'comment <action> <words>', 'add commentary', openHouse, async (db, by, id, words, { on }) => {
    await addCommentary(db, by, id, { on, text: words })
    return 'The commentary was added'
  })
}

function readingCommand(actions: Command, openHouse: OpenHouse): void {
  deed(
    actions,
    'reading <action> <reading>',
    'correct how the target date is read: kind,first day,last day, such as by,,2017-03-31',
    openHouse,
    async (db, by, id, reading) => {
      mayChange(by)
      const [kind = '', earliest = '', latest = ''] = reading.split(',')
      const day = (text: string) => (text === '' ? null : isDay(text) ? text : notADay(text))
      const why = `Read so by ${by.person.name}.`
      const corrected = {
        kind: oneOf(KINDS, kind),
        earliest: day(earliest),
        latest: day(latest),
        why,
        alternatives: [],
      }
      if (corrected.earliest && corrected.latest && corrected.earliest > corrected.latest)
        throw new BadRequest('The last day must be the same as or after the first')
      await correctReading(db, by, id, corrected)
      return 'The reading was corrected'
    },
  )
}

function ownersCommand(actions: Command, openHouse: OpenHouse): void {
  deed(
    actions,
    'owners <action> <owners>',
    'give an action its owners, parted by semicolons; roles and people are matched by name',
    openHouse,
    async (db, by, id, owners) => {
      mayChange(by)
      const words = owners
        .split(';')
        .map((owner) => owner.trim())
        .filter(Boolean)
      const matches = await matchNames(db, words)
      const matched = words.map((owner) => {
        const match = matches.get(owner)
        return {
          words: owner,
          roleId: match?.kind === 'role' ? match.id : null,
          personId: match?.kind === 'person' ? match.id : null,
        }
      })
      await setOwners(db, by, id, matched)
      return `${counted(words.length, 'owner', 'owners')}, ${matches.size} of them matched`
    },
  )
}

function mayChange({ person }: By): void {
  if (!may(person, 'plans:change')) throw new Forbidden(`${person.name} does not run action plans`)
}

function notADay(text: string): never {
  throw new BadRequest(`${text} is not a day`, 'Write it as 2017-03-31.')
}

type Deed = (
  db: Db,
  by: By,
  id: string,
  argument: string,
  options: { on: Day; note: string | undefined },
) => Promise<string>

function deed(group: Command, usage: string, description: string, openHouse: OpenHouse, work: Deed): void {
  group
    .command(usage)
    .description(description)
    .requiredOption('--by <person>', 'who does it: name, email address or id')
    .option('--on <day>', 'as of which day; today if left out')
    .option('--note <words>', 'what supports it')
    .action((action: string, argument: string, options: DeedOptions) =>
      openHouse(async (context) => {
        const on = options.on ?? dayOf(context.act.at)
        if (!isDay(on) || on > dayOf(context.act.at))
          throw new BadRequest(`${on} is not a day until today`, 'Write it as 2017-03-31.')
        print(
          await work(context.db, await byOf(context, options.by), await actionId(context.db, action), argument, {
            on,
            note: options.note,
          }),
        )
      }),
    )
}

async function byOf({ db, act }: CommandContext, name: string): Promise<By> {
  const person = await findPersonNamed(db, name, dayOf(act.at))
  return {
    person,
    act: { ...act, actor: { kind: 'person', id: person.id, name: person.name }, requestId: 'command line' },
  }
}

/** An action by its id, or by a reference that only one has. */
async function actionId(db: Db, name: string): Promise<string> {
  const found = await db.many<{ id: string }>(
    isId(name)
      ? sql`select id from plans.action where id = ${name}`
      : sql`select id from plans.action where coalesce(ref, '') = ${name} limit 2`,
  )
  const [only] = found
  if (!only) throw new NotFound(`There is no action ${name}`)
  if (found.length > 1)
    throw new BadRequest(`More than one action has the reference ${name}`, 'Give its id: see muniment actions list.')
  return only.id
}

function oneOf<Value extends string>(values: readonly Value[], given: string): Value {
  const found = values.find((value) => value === given)
  if (!found) throw new BadRequest(`“${given}” is not one of ${values.join(', ')}`)
  return found
}
