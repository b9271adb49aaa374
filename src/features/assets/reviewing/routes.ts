import { peoplePaths } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { day, type FormState, form, requiredText, text, versionIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import {
  counts,
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukTag,
  heading,
  html,
  link,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { completeness, staleBefore } from '../model.ts'
import { paths } from '../paths.ts'
import { entries } from '../store.ts'
import { ATTESTATION, attest, closeReview, confirmAsset, openReview } from './deeds.ts'
import { handovers } from './handover.ts'

const reviewForm = form({
  name: requiredText({
    label: 'Name of the review',
    hint: 'Such as Spring 2027',
    required: 'Enter the name of the review',
    most: 200,
  }),
  due: day({ label: 'Last day for owners', required: 'Enter the last day' }),
})
const attestForm = form({ note: text({ label: 'Anything to add', lines: 3, most: 2_000 }) })

/** Entries of one owner on one page. */
const MINE = 500

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
    const late = review.closedOn === null && review.dueOn < asked.today
    const close =
      may(asked.person, 'assets:change') && review.closedOn === null
        ? deedButton(`${paths.review(review.id)}/close`, 'Close the review', { kind: 'secondary' })
        : null
    return page({
      title: review.name,
      back: { href: paths.reviews, text: 'Back to reviews' },
      content: html`${heading(review.name, 'Review of information assets')}<p class="govuk-body">Owners confirm each of their entries and attest by ${inWords(review.dueOn)}.${review.closedOn ? ` It was closed on ${inWords(review.closedOn)}.` : ''}</p>${counts(
        [
          { number: owners.filter(({ ownerId }) => ownerId !== null).length, label: { one: 'owner', more: 'owners' } },
          { number: owners.filter(({ attestedAt }) => attestedAt !== null).length, label: 'have attested' },
          {
            number: owners.reduce((sum, { confirmed }) => sum + confirmed, 0),
            label: { one: 'entry confirmed', more: 'entries confirmed' },
          },
          {
            number: owners.reduce((sum, { assets, confirmed }) => sum + assets - confirmed, 0),
            label: 'not yet',
            alert: late,
          },
        ],
      )}${close}${dataTable({
        caption: 'Owners',
        columns: [
          { text: 'Owner' },
          { text: 'Entries', numeric: true },
          { text: 'Confirmed', numeric: true },
          { text: 'State' },
        ],
        rows: owners.map((one) => [
          one.ownerId ? link(peoplePaths.person(one.ownerId), one.owner ?? '') : 'Nobody owns these',
          one.assets,
          one.confirmed,
          one.attestedAt
            ? govukTag({ text: 'Attested', classes: 'govuk-tag--green' })
            : late
              ? govukTag({ text: 'Overdue', classes: 'govuk-tag--red' })
              : 'Not yet',
        ]),
      })}${downloads('Download this table', `${paths.review(review.id)}/table`)}`,
    })
  }),
  ...tableRoutes(`${paths.review(':id')}/table`, 'assets:read', async (asked) => {
    const { review, owners } = await found(asked)
    return {
      title: `Review ${review.name}`,
      headers: ['Owner', 'Entries', 'Confirmed', 'Attested at'],
      rows: owners.map((one) => [one.owner, one.assets, one.confirmed, one.attestedAt?.toISOString() ?? null]),
    }
  }),
  post(`${paths.review(':id')}/close`, 'assets:change', async (asked) => {
    const { review } = await found(asked)
    await closeReview(asked.db, asked.act, review.id)
    return redirect(paths.review(review.id), 'The review was closed')
  }),
]

interface Review {
  readonly id: string
  readonly name: string
  readonly opensOn: Day
  readonly dueOn: Day
  readonly closedOn: Day | null
}

const reviewsOf = (db: Queries): Promise<Review[]> =>
  db.many(
    sql`select id, name, opens_on as "opensOn", due_on as "dueOn", closed_on as "closedOn" from assets.review order by opened_at desc limit 100`,
  )

interface OwnerRow {
  readonly ownerId: string | null
  readonly owner: string | null
  readonly assets: number
  readonly confirmed: number
  readonly attestedAt: Date | null
}

/** Owners as the register has them today: who took an asset over answers for it. */
async function found({ db, params }: PersonRequest): Promise<{ review: Review; owners: OwnerRow[] }> {
  const review = (await reviewsOf(db)).find(({ id }) => id === params.id)
  if (!review) throw new NotFound()
  const owners = await db.many<OwnerRow>(sql`
    select a.owner_id as "ownerId", p.name as owner, count(*) as assets, count(r.confirmed_at) as confirmed, max(t.at) as "attestedAt"
    from assets.review_asset r join assets.asset a on a.id = r.asset_id left join people.person p on p.id = a.owner_id
      left join assets.attestation t on t.review_id = r.review_id and t.owner_id = a.owner_id
    where r.review_id = ${review.id} group by a.owner_id, p.name order by (max(t.at) is null) desc, p.name nulls first limit 5000`)
  return { review, owners }
}

async function showReviews(asked: PersonRequest, state: FormState): Promise<Reply> {
  const reviews = await reviewsOf(asked.db)
  const isOpen = reviews.some(({ closedOn }) => closedOn === null)
  const begin =
    may(asked.person, 'assets:change') && !isOpen
      ? twoThirds(
          html`<h2 class="govuk-heading-m">Begin a review</h2><p class="govuk-body">Every owner gets their entries, confirms or corrects each, and attests. The usual is twice a year.</p>${postForm(paths.reviews, [reviewForm.controls(state), govukButton({ text: 'Begin the review', preventDoubleClick: true })])}`,
        )
      : null
  const view = {
    title: 'Reviews of information assets',
    back: { href: paths.home, text: 'Back to information' },
    errors: state.errors,
    content: html`${heading('Reviews of information assets')}${
      reviews.length === 0
        ? html`<p class="govuk-body">None has been held yet.</p>`
        : dataTable({
            caption: 'Reviews',
            captionClasses: 'govuk-visually-hidden',
            columns: [{ text: 'Review' }, { text: 'Begun' }, { text: 'Last day' }, { text: 'State' }],
            rows: reviews.map((one) => [
              link(paths.review(one.id), one.name),
              inWords(one.opensOn),
              inWords(one.dueOn),
              one.closedOn
                ? `Closed on ${inWords(one.closedOn)}`
                : govukTag({ text: 'Open', classes: 'govuk-tag--green' }),
            ]),
          })
    }${begin}`,
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

/** What somebody owns, or looks after as a deputy. */
async function showMine(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { db, person, today } = asked
  const [own, [review]] = await Promise.all([
    entries(db, sql`a.ended_on is null and ${person.id}::uuid in (a.owner_id, a.deputy_id)`, MINE),
    db.many<Review & { attestedAt: Date | null; confirmed: number; mine: number; open: readonly string[] }>(sql`
      select r.id, r.name, r.opens_on as "opensOn", r.due_on as "dueOn", r.closed_on as "closedOn",
        (select t.at from assets.attestation t where t.review_id = r.id and t.owner_id = ${person.id}) as "attestedAt",
        (select count(*) from assets.review_asset x join assets.asset a on a.id = x.asset_id where x.review_id = r.id and a.owner_id = ${person.id} and a.ended_on is null) as mine,
        (select count(*) from assets.review_asset x join assets.asset a on a.id = x.asset_id where x.review_id = r.id and a.owner_id = ${person.id} and a.ended_on is null and x.confirmed_at is not null) as confirmed,
        array(select x.asset_id from assets.review_asset x join assets.asset a on a.id = x.asset_id
          where x.review_id = r.id and ${person.id}::uuid in (a.owner_id, a.deputy_id) and x.confirmed_at is null) as open
      from assets.review r where r.closed_on is null`),
  ])
  const fresh = staleBefore(today)
  const rows = own.map((entry) => {
    const { percent, missing } = completeness(entry)
    const isFresh = entry.confirmedOn !== null && entry.confirmedOn >= fresh && !review?.open.includes(entry.id)
    return [
      html`${link(paths.asset(entry.id), entry.name)}${entry.ownerId === person.id ? null : html`<br><span class="m-meta">As deputy of ${entry.owner ?? 'nobody'}</span>`}`,
      html`${percent}%${missing.length > 0 ? html`<br><span class="m-meta">It does not say: ${missing.join(', ')}</span>` : null}`,
      entry.confirmedOn ? inWords(entry.confirmedOn) : 'Never',
      isFresh
        ? govukTag({ text: 'Confirmed', classes: 'govuk-tag--green' })
        : deedButton(paths.confirm(entry.id), 'It is right', {
            kind: 'secondary',
            values: { version: String(entry.version) },
            hiddenText: entry.name,
          }),
    ]
  })
  const came = (await handovers(db, person.id)).length
  const handover =
    came > 0
      ? html`<p class="govuk-body">${link(paths.handover, `${counted(came, 'asset', 'assets')} came to you from another owner`)}: take ${agreeing(came, 'it', 'them')} over.</p>`
      : null
  const attestation =
    review && review.mine > 0
      ? review.attestedAt
        ? govukInsetText({ text: `You have attested in “${review.name}”.` })
        : html`${govukInsetText({ text: `“${review.name}” is under way: confirm your entries and attest by ${inWords(review.dueOn)}. ${review.confirmed} of ${review.mine} are confirmed.` })}${review.confirmed === review.mine ? twoThirds(html`<h2 class="govuk-heading-m">Attest</h2><p class="govuk-body">${ATTESTATION}</p>${postForm(paths.attest, [attestForm.controls(state), govukButton({ text: 'I attest this', preventDoubleClick: true })])}`) : null}`
      : null
  const view = {
    title: 'Your assets',
    back: { href: paths.home, text: 'Back to information' },
    errors: state.errors,
    content: html`${heading('Your assets', person.name)}${attestation}${handover}${
      rows.length === 0
        ? html`<p class="govuk-body">You own no information asset, and are nobody’s deputy.</p>`
        : dataTable({
            caption: 'Your assets',
            captionClasses: 'govuk-visually-hidden',
            columns: [
              { text: 'Asset', classes: 'm-words' },
              { text: 'Complete', classes: 'm-words' },
              { text: 'Confirmed' },
              { text: 'What you can do' },
            ],
            rows,
          })
    }${rows.length > 0 ? downloads('Download them', `${paths.assets}`, `?owner_id=${person.id}`) : null}`,
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
