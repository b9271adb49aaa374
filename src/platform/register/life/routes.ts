import { may } from '../../access/index.ts'
import { inWords } from '../../calendar/index.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { type FormState, firstValue, form as formOf, isGoingBack } from '../../form/index.ts'
import { isId } from '../../ids.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '../../web/index.ts'
import { titleOf } from '../field-words.ts'
import { formField, referencesOf, resolveReferences } from '../fields.ts'
import { checkMayChange, mayChangeItem } from '../in-unit.ts'
import { existing } from '../lookup.ts'
import { type Item, type Register, readBy } from '../model.ts'
import { seenItem } from '../store.ts'
import { deleteItem, deleteObstacles } from './deleting.ts'
import { kitEnding } from './end-rules.ts'
import { endItem, endingOf, unplanEnd } from './ending.ts'
import { deleteForm, endForm, intoField } from './forms.ts'
import { leadingHere } from './leading.ts'
import { checkMergePage, mergedPage, mergePage } from './merge-views.ts'
import { leadsTo, type Merge, mergeOf } from './merged.ts'
import { type MergeAsked, mergeItems, rehearseMerge, sameAgain } from './merging.ts'
import { partItems, partObstacles } from './parting.ts'
import { checkEndPage, deletePage, endPage, lifePaths } from './views.ts'

/** Every register of the house: what may lead to items of one. */
export type Registers = () => readonly Register[]

const EMPTY: FormState = { values: {}, errors: [] }
const statusOf = ({ errors }: FormState) => (errors.length > 0 ? 422 : 200)

/** The pages on which items of a register end, become one and are deleted, as far as the kit does it. */
export function lifePages(register: Register, registers: Registers): Route[] {
  const { change, see, life } = register
  const paths = lifePaths(register, ':id')
  const ends = [
    get(paths.end, change, async (asked) => endAsked(asked, register, EMPTY)),
    post(paths.end, change, async (asked) => endSaid(asked, register, registers())),
    post(paths.unplan, change, async (asked) => {
      const { id } = await existing(asked, register)
      await unplanEnd(asked.db, asked.act, register, id)
      return redirect(lifePaths(register, id).item, 'It does not end then')
    }),
  ]
  const merges = [
    get(paths.merge, see, async (asked) => mergeAsked(asked, register, registers(), EMPTY)),
    post(paths.merge, change, async (asked) => mergeSaid(asked, register, registers())),
    post(paths.part, change, async (asked) => {
      const { id } = await existing(asked, register)
      await partItems(asked.db, asked.act, { register, id, person: asked.person, registers: registers() })
      return redirect(lifePaths(register, id).item, 'The merge was taken back')
    }),
  ]
  const deletes = [
    get(paths.delete, change, async (asked) => deleteAsked(asked, register, registers(), EMPTY)),
    post(paths.delete, change, async (asked) => deleteSaid(asked, register, registers())),
  ]
  return [
    ...(kitEnding(register) ? ends : []),
    ...(life.merged.by === 'kit' ? merges : []),
    ...(life.deleted.by === 'kit' ? deletes : []),
  ]
}

/** An item that whoever asks may change. Throws Forbidden where they may only read it. */
async function changeable(asked: PersonRequest, register: Register): Promise<Item> {
  const item = await existing(asked, register)
  await checkMayChange(asked.db, register, asked.person, item.id)
  return item
}

async function endAsked(asked: PersonRequest, register: Register, state: FormState): Promise<Reply> {
  const item = await changeable(asked, register)
  const form = endForm(endingOf(register))
  const filled = state === EMPTY ? { values: form.filled({ on: asked.today, why: '' }).values, errors: [] } : state
  return page(endPage({ register, item, state: filled, controls: form.controls(filled) }), statusOf(state))
}

async function endSaid(asked: PersonRequest, register: Register, registers: readonly Register[]): Promise<Reply> {
  const { db, act, body, today, person } = asked
  const item = await changeable(asked, register)
  const ending = endingOf(register)
  const read = endForm(ending).read(body)
  if (!read.ok) return endAsked(asked, register, read)
  const end = { on: read.value.on ?? today, why: read.value.why }
  if (isGoingBack(body)) return endAsked(asked, register, { values: body, errors: [] })
  const isToCome = end.on > today
  if (firstValue(body, 'sure') !== 'yes') {
    const leading = await leadingHere(db, register, item.id, registers, { person, today })
    return page(checkEndPage(register, item, { ...end, isToCome, values: body, leading }))
  }
  const done = await endItem(db, act, register, item.id, end)
  if ('message' in done) {
    const field = done.field === ending.why ? 'why' : 'on'
    return endAsked(asked, register, { values: body, errors: [{ field, message: done.message }] })
  }
  const told = isToCome ? `The ${register.singular} ends on ${inWords(end.on)}` : `The ${register.singular} was ended`
  return redirect(lifePaths(register, item.id).item, told)
}

/** What is asked of whoever merges: which one stays. */
async function intoForm(
  { db, today, person }: PersonRequest,
  register: Register,
  registers: readonly Register[],
  from: string,
) {
  const field = intoField(register, registers, { from, person })
  if (!field) throw new NotFound()
  const alone = { ...register, fields: [field] }
  const references = await referencesOf(db, alone, today, null, person)
  return { alone, form: formOf({ into: formField(field, references) }) }
}

async function mergeAsked(
  asked: PersonRequest,
  register: Register,
  registers: readonly Register[],
  state: FormState,
): Promise<Reply> {
  const { db, person, query } = asked
  const item = await existing(asked, register)
  const merge = await mergeOf(db, item.id)
  if (merge) return showMerge(asked, register, registers, item, merge)
  if (!may(person, register.change)) throw new NotFound()
  await checkMayChange(db, register, person, item.id)
  const into = firstValue(query, 'into')
  if (state === EMPTY && isId(into)) return checkMerge(asked, register, registers, { from: item.id, into }, null)
  const { form } = await intoForm(asked, register, registers, item.id)
  return page(mergePage({ register, item, state, controls: form.controls(state) }), statusOf(state))
}

async function showMerge(
  { db, person }: PersonRequest,
  register: Register,
  registers: readonly Register[],
  item: Item,
  merge: Merge,
): Promise<Reply> {
  const own = readBy(register, person)
  const into = await seenItem(db, own, (await leadsTo(db, item.id)) ?? merge.intoId, person)
  if (!into) throw new NotFound()
  const obstacles = await partObstacles(db, merge, { person, registers })
  const canChange = await mayChangeItem(db, register, person, item.id)
  return page(mergedPage(own, item, { merge, into, obstacles, canChange }))
}

async function checkMerge(
  { db, act, person }: PersonRequest,
  register: Register,
  registers: readonly Register[],
  ids: Pick<MergeAsked, 'from' | 'into'>,
  again: string | null,
): Promise<Reply> {
  const found = await rehearseMerge(db, act, { register, registers, person, ...ids })
  return page(checkMergePage(readBy(register, person), found, again), again ? 422 : 200)
}

async function mergeSaid(asked: PersonRequest, register: Register, registers: readonly Register[]): Promise<Reply> {
  const { db, act, person, body } = asked
  const item = await changeable(asked, register)
  const seen = firstValue(body, 'seen')
  const { alone, form } = await intoForm(asked, register, registers, item.id)
  const read = seen === '' ? form.read(body) : null
  if (read && !read.ok) return mergeAsked(asked, register, registers, read)
  if (read) {
    const { value, problems } = await resolveReferences(db, alone, read.value)
    if (problems.length > 0) return mergeAsked(asked, register, registers, { values: body, errors: problems })
    if (value.into === item.id)
      return mergeAsked(asked, register, registers, {
        values: body,
        errors: [{ field: 'into', message: sameAgain(register) }],
      })
    return redirect(`${lifePaths(register, item.id).merge}?into=${String(value.into)}`)
  }
  const into = firstValue(body, 'into')
  if (!isId(into)) throw new NotFound()
  const ids = { from: item.id, into }
  const done = await mergeItems(db, act, { register, registers, person, ...ids }, seen)
  if (!done.isDone)
    return checkMerge(asked, register, registers, ids, 'Nothing was done: something has changed since you looked')
  return redirect(lifePaths(register, into).item, `${titleOf(register, done.from)} was merged into this`)
}

async function deleteAsked(
  asked: PersonRequest,
  register: Register,
  registers: readonly Register[],
  state: FormState,
): Promise<Reply> {
  const item = await changeable(asked, register)
  const obstacles = await deleteObstacles(asked.db, register, item, asked.today, { registers, viewer: asked.person })
  return page(deletePage({ register, item, state, controls: deleteForm().controls(state) }, obstacles), statusOf(state))
}

async function deleteSaid(asked: PersonRequest, register: Register, registers: readonly Register[]): Promise<Reply> {
  const { db, act, body } = asked
  const item = await existing(asked, register)
  const read = deleteForm().read(body)
  if (!read.ok) return deleteAsked(asked, register, registers, read)
  try {
    await deleteItem(db, act, register, item.id, { why: read.value.why, registers, viewer: asked.person })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return deleteAsked(asked, register, registers, {
      values: body,
      errors: [{ field: 'why', message: error.message }],
    })
  }
  return redirect(register.path, `The ${register.singular} was deleted`)
}
