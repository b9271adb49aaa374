import { may } from '#platform/access/index.ts'
import { audit } from '#platform/audit/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { foundPlan } from '../lookup.ts'
import { paths } from '../paths.ts'
import { countGuesses, hasGuess, openGuesses, settleGuess } from './store.ts'
import { GUESSES_MOST, guessesPage } from './views.ts'

/** What was guessed when a plan was imported and nobody answered. */
export const routes: readonly Route[] = [
  get(paths.guesses(':id'), 'plans:read', async (asked) => {
    const { db, person } = asked
    const plan = await foundPlan(asked)
    const [count, guesses] = await Promise.all([countGuesses(db, plan.id), openGuesses(db, plan.id, GUESSES_MOST)])
    return page(guessesPage(plan, guesses, count, may(person, 'plans:change')))
  }),
  post(paths.guesses(':id'), 'plans:change', settle),
]

async function settle(asked: PersonRequest): Promise<Reply> {
  const { db, act, body } = asked
  const plan = await foundPlan(asked)
  const id = firstValue(body, 'guess')
  if (!isId(id)) throw new NotFound()
  const isSettled = await db.transaction(async (tx) => {
    const done = await settleGuess(tx, act, plan.id, id)
    if (done) await audit(tx, act, 'guess.settled', { kind: 'plan', id: plan.id }, { guess: id })
    else if (!(await hasGuess(tx, plan.id, id))) throw new NotFound()
    return done
  })
  return redirect(paths.guesses(plan.id), isSettled ? 'The answer was saved' : 'It had been answered already')
}
