import { checkEverywhere, mayEverywhere } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, versionIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import {
  formReply,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { ASSETS_SEEN } from '../seeing.ts'
import { attest, closeReview, confirmAsset, openReview } from './deeds.ts'
import { attestForm, reviewForm } from './forms.ts'
import { handovers } from './handover.ts'
import { entriesWith, type OwnerRow, ownersIn, type Review, reviewsOf, reviewUnderWay } from './store.ts'
import { minePage, reviewPage, reviewsPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.mine, 'assets:read', async (asked) => showMine(asked, { values: {}, errors: [] })),
  post(paths.confirm(':id'), 'assets:read', async ({ db, act, params, body, person }) => {
    if (!isId(params.id ?? '')) throw new NotFound()
    await confirmAsset(db, act, person.id, params.id ?? '', versionIn(body))
    return redirect(paths.mine, 'The asset was confirmed')
  }),
  post(paths.attest, 'assets:read', async (asked) => {
    const read = attestForm.read(asked.body)
    if (!read.ok) return showMine(asked, read)
    await attest(asked.db, asked.act, asked.person.id, read.value.note)
    return redirect(paths.mine, 'Thank you. What you attested is on record')
  }),
  get(paths.reviews, 'assets:read', async (asked) => showReviews(asked, { values: {}, errors: [] })),
  post(paths.reviews, 'assets:change', async (asked) => {
    checkEverywhere(asked.person, 'assets:change')
    const read = reviewForm.read(asked.body)
    if (!read.ok) return showReviews(asked, read)
    const { name, due } = read.value
    if (!due || due < asked.today)
      return showReviews(asked, {
        values: asked.body,
        errors: [{ field: 'due', message: 'The last day must be today or later', control: 'due-day' }],
      })
    const id = await openReview(asked.db, asked.act, { name, dueOn: due })
    return redirect(paths.review(id), 'The review has begun')
  }),
  get(paths.review(':id'), 'assets:read', async (asked) => {
    const { review, owners } = await found(asked)
    return page(
      reviewPage(review, owners, { today: asked.today, canChange: mayEverywhere(asked.person, 'assets:change') }),
    )
  }),
  ...tableRoutes(`${paths.review(':id')}/table`, 'assets:read', ASSETS_SEEN, async (asked) => {
    const { review, owners } = await found(asked)
    return {
      title: `Review ${review.name}`,
      headers: ['Owner', 'Entries', 'Confirmed', 'Attested at'],
      rows: owners.map((one) => [one.owner, one.assets, one.confirmed, one.attestedAt?.toISOString() ?? null]),
    }
  }),
  post(`${paths.review(':id')}/close`, 'assets:change', async (asked) => {
    checkEverywhere(asked.person, 'assets:change')
    const { review } = await found(asked)
    await closeReview(asked.db, asked.act, review.id)
    return redirect(paths.review(review.id), 'The review was closed')
  }),
]

/** Owners as the register has them today: who took an asset over answers for it. */
async function found({ db, params }: PersonRequest): Promise<{ review: Review; owners: OwnerRow[] }> {
  const review = (await reviewsOf(db)).find(({ id }) => id === params.id)
  if (!review) throw new NotFound()
  const owners = await ownersIn(db, review.id)
  return { review, owners }
}

async function showReviews(asked: PersonRequest, state: FormState): Promise<Reply> {
  const reviews = await reviewsOf(asked.db)
  return formReply(reviewsPage(reviews, mayEverywhere(asked.person, 'assets:change'), state))
}

/** What somebody owns, or looks after as a deputy. */
async function showMine(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { db, person, today } = asked
  const [own, review] = await Promise.all([entriesWith(db, person.id), reviewUnderWay(db, person.id)])
  const came = (await handovers(db, person.id)).length
  return formReply(minePage({ own, review, person, came, today }, state))
}
