import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { type FormState, form, largeFile, radios, requiredText, text, webAddress } from '#platform/form/index.ts'
import {
  govukButton,
  govukInsetText,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import type { Upload } from '#platform/uploads/index.ts'
import { sizeInWords } from '#platform/words.ts'
import { STATUS_NAMES } from '../model.ts'
import { paths } from '../paths.ts'
import { AUDIENCE_NAMES, AUDIENCES, EVIDENCE_FILES, type Evidence } from './model.ts'
import type { ClaimFacts } from './store.ts'

export const evidenceForm = form({
  url: webAddress({ label: 'Link', hint: 'Such as the page where it is published, beginning with https://' }),
  note: text({ label: 'Note', hint: 'What it shows, or where it can be seen', lines: 3, most: 5_000 }),
  audience: radios({
    label: 'Who may see it?',
    required: 'Select who may see it',
    options: AUDIENCES.map((audience) => ({ value: audience, text: AUDIENCE_NAMES[audience] })),
  }),
})

export const withdrawForm = form({
  why: requiredText({ label: 'Why is it withdrawn?', required: 'Enter why it is withdrawn', lines: 3, most: 2_000 }),
})

function claimInWords({ ref, text: words, status, on, by }: ClaimFacts): Html {
  return govukInsetText({
    html: html`<p class="govuk-body">${[ref, words].filter(Boolean).join('. ')}</p><p class="govuk-body m-meta">Claim: ${STATUS_NAMES[status]}, as of ${inWords(on)}, by ${by ?? 'the document that was imported'}</p>`,
  })
}

export function evidencePage(claim: ClaimFacts, state: FormState, come: Upload | null = null): View {
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = largeFile({
    label: 'File',
    hint: `Of any kind, at most ${sizeInWords(EVIDENCE_FILES.most)}. It is kept as it is.`,
    purpose: EVIDENCE_FILES.name,
    subject: claim.id,
    error: problem,
    come,
  })
  return {
    title: 'Add evidence',
    back: { href: paths.action(claim.actionId), text: 'Back to the action' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Add evidence')}${claimInWords(claim)}${postForm(paths.evidence(claim.id), [upload, evidenceForm.controls(state), govukButton({ text: 'Add the evidence', preventDoubleClick: true })], { upload: true })}`,
    ),
  }
}

export function withdrawPage(evidence: Evidence, state: FormState): View {
  return {
    title: 'Withdraw evidence',
    back: { href: paths.action(evidence.actionId), text: 'Back to the action' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Withdraw evidence', evidence.name ?? 'A note')}<p class="govuk-body">It stays on record, and says why it does not stand any more.</p>${postForm(paths.evidenceWithdraw(evidence.id), [withdrawForm.controls(state), govukButton({ text: 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })])}`,
    ),
  }
}

/** The evidence of one claim under a heading of its own, as this person may see it. */
export const evidenceList = (pieces: readonly Evidence[]): Html | null =>
  pieces.length === 0
    ? null
    : html`<h4 class="govuk-heading-s govuk-!-margin-bottom-1">Evidence</h4>${evidenceItems(pieces)}`

/** The pieces of evidence one below the other, or that there are none. */
export function evidenceItems(pieces: readonly Evidence[]): Html {
  if (pieces.length === 0) return html`<span class="m-meta">None was added</span>`
  const items = pieces.map((piece) => {
    const { id, kind, name, url, note, size, audience, by, at, withdrawnWhy } = piece
    const what =
      kind === 'file'
        ? html`${link(paths.evidenceFile(id), name || 'File')} <span class="m-meta">${sizeInWords(size ?? 0)}</span>`
        : kind === 'link'
          ? html`<a class="govuk-link" href="${url}" rel="noreferrer noopener nofollow">${name}</a>`
          : 'Note'
    const restricted =
      audience === 'parties' ? html` <strong class="govuk-tag govuk-tag--grey">Parties only</strong>` : null
    const gone = withdrawnWhy
      ? html` <strong class="govuk-tag govuk-tag--red">Withdrawn</strong><br>${withdrawnWhy}`
      : piece.canWithdraw
        ? html` ${link(paths.evidenceWithdraw(id), 'Withdraw', `the evidence ${name ?? 'note'}`)}`
        : null
    return html`<li>${what}${restricted}${note ? html`<br>${lines(note)}` : null}<br><span class="m-meta">${by}, ${instantInWords(at)}</span>${gone}</li>`
  })
  return html`<ul class="govuk-list">${items}</ul>`
}

/** The evidence of a claim, and where it is added to. */
export const claimEvidencePart = (claimId: string, pieces: readonly Evidence[], canAdd: boolean): Html =>
  html`${evidenceList(pieces)}${canAdd ? html`<p class="govuk-body m-no-print">${link(paths.evidence(claimId), 'Add evidence', 'to this claim')}</p>` : null}`
