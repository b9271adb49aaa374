import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { foundPlan, planToRun } from '../lookup.ts'
import { paths } from '../paths.ts'
import { mayChangePlan } from '../rights.ts'
import { settleGuess } from './settle-guess.ts'
import { countGuesses, endedGuesses, openGuesses } from './store.ts'
import { GUESSES_MOST, guessesPage } from './views.ts'

/** What was guessed when a plan was imported and nobody answered. */
export const routes: readonly Route[] = [
  get(paths.guesses(':id'), 'plans:read', async (asked) => {
    const { db, person } = asked
    const plan = await foundPlan(asked)
    const [count, guesses, ended] = await Promise.all([
      countGuesses(db, plan.id),
      openGuesses(db, plan.id, GUESSES_MOST),
      endedGuesses(db, plan.id, GUESSES_MOST),
    ])
    return page(guessesPage(plan, { guesses, count, ended }, mayChangePlan(person, plan.unitId)))
  }),
  post(paths.guesses(':id'), 'plans:change', settle),
]

async function settle(asked: PersonRequest): Promise<Reply> {
  const { db, act, body } = asked
  const plan = await planToRun(asked)
  const id = firstValue(body, 'guess')
  if (!isId(id)) throw new NotFound()
  const isSettled = await settleGuess(db, act, plan.id, id)
  return redirect(paths.guesses(plan.id), isSettled ? 'The answer was saved' : 'It had been answered already')
}
