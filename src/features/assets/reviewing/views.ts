import { peoplePaths } from '#features/people/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  counts,
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukTag,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { ATTESTATION, completeness, staleBefore } from '../model.ts'
import { paths } from '../paths.ts'
import type { AssetRow } from '../store.ts'
import { attestForm, reviewForm } from './forms.ts'
import type { OwnerRow, OwnReview, Review } from './store.ts'

/** A review: how far it is, and each owner in it. */
export function reviewPage(
  review: Review,
  owners: readonly OwnerRow[],
  { today, canChange }: { readonly today: Day; readonly canChange: boolean },
): View {
  const late = review.closedOn === null && review.dueOn < today
  const close =
    canChange && review.closedOn === null
      ? deedButton(`${paths.review(review.id)}/close`, 'Close the review', { kind: 'secondary' })
      : null
  return {
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
  }
}

export function reviewsPage(reviews: readonly Review[], canChange: boolean, state: FormState): View {
  const isOpen = reviews.some(({ closedOn }) => closedOn === null)
  const begin =
    canChange && !isOpen
      ? twoThirds(
          html`<h2 class="govuk-heading-m">Begin a review</h2><p class="govuk-body">Every owner gets their entries, confirms or corrects each, and attests. The usual is twice a year.</p>${postForm(paths.reviews, [reviewForm.controls(state), govukButton({ text: 'Begin the review', preventDoubleClick: true })])}`,
        )
      : null
  return {
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
}

/** What somebody owns or looks after, and what they can do: confirm each, attest all. `came` is how many came from another owner. */
export function minePage(
  {
    own,
    review,
    person,
    came,
    today,
  }: {
    readonly own: readonly AssetRow[]
    readonly review: OwnReview | null
    readonly person: { readonly id: string; readonly name: string }
    readonly came: number
    readonly today: Day
  },
  state: FormState,
): View {
  const fresh = staleBefore(today)
  const isFresh = ({ id, confirmedOn }: AssetRow) =>
    confirmedOn !== null && confirmedOn >= fresh && !review?.open.includes(id)
  const rows = own.map((entry) => rowOf(entry, { personId: person.id, isFresh: isFresh(entry) }))
  const handover =
    came > 0
      ? html`<p class="govuk-body">${link(paths.handover, `${counted(came, 'asset', 'assets')} came to you from another owner`)}: take ${agreeing(came, 'it', 'them')} over.</p>`
      : null
  const attestation = review && review.mine > 0 ? attestPart(review, state) : null
  return {
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
}

function rowOf(
  entry: AssetRow,
  { personId, isFresh }: { readonly personId: string; readonly isFresh: boolean },
): Content[] {
  const { percent, missing } = completeness(entry)
  return [
    html`${link(paths.asset(entry.id), entry.name)}${entry.ownerId === personId ? null : html`<br><span class="m-meta">As deputy of ${entry.owner ?? 'nobody'}</span>`}`,
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
}

function attestPart(review: OwnReview, state: FormState): Html {
  return review.attestedAt
    ? govukInsetText({ text: `You have attested in “${review.name}”.` })
    : html`${govukInsetText({ text: `“${review.name}” is under way: confirm your entries and attest by ${inWords(review.dueOn)}. ${review.confirmed} of ${review.mine} are confirmed.` })}${review.confirmed === review.mine ? twoThirds(html`<h2 class="govuk-heading-m">Attest</h2><p class="govuk-body">${ATTESTATION}</p>${postForm(paths.attest, [attestForm.controls(state), govukButton({ text: 'I attest this', preventDoubleClick: true })])}`) : null}`
}
