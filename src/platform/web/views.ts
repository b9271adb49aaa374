import type { FastifyRequest } from 'fastify'
import { Refusal, type Unavailable } from '../errors.ts'
import { backToForm, CHECKED_FORM, firstValue, keptValues, type Values } from '../form/index.ts'
import { type Html, heading, html, postForm, type View } from '../page/index.ts'
import { capital } from '../words.ts'
import type { wordsTyped } from './again.ts'

/** The page of a refusal, with what was written before it, so that nobody loses it. */
export function withWordsTyped(view: View, typed: ReturnType<typeof wordsTyped>, isSurelyLost: boolean): View {
  if (typed.length === 0) return view
  const boxes = typed.map(
    ({ name, words }, index) =>
      html`<div class="govuk-form-group"><label class="govuk-label" for="typed-${index}">${titleOf(name)}</label><textarea class="govuk-textarea" id="typed-${index}" rows="${Math.min(20, words.split('\n').length + 3)}" readonly>${words}</textarea></div>`,
  )
  return { ...view, content: html`${view.content}${kept(boxes, isSurelyLost)}` }
}

/** The page of a refusal after a check page: its “Back” leads to the form as it was filled in, as that of the check page did. */
export function withWayBack(view: View, sent: Values, address: string): View {
  if (firstValue(sent, 'sure') !== 'yes') return view
  const held = postForm(address, keptValues(sent), CHECKED_FORM)
  return { ...view, back: backToForm(), content: html`${view.content}${held}` }
}

const titleOf = (name: string): string => capital(name.replace(/[-_]+/g, ' ').trim())

/** Of what was sent nobody knows whether it was saved: the database may have gone between the deed and the answer. */
export function unavailableView({ message }: Unavailable, { method }: FastifyRequest): View {
  const advice =
    method === 'GET'
      ? 'Wait a minute and load the page again.'
      : 'We do not know whether what you sent was saved. Wait a minute, then look whether it is there before you send it again.'
  return {
    title: message,
    content: html`${heading(message)}<p class="govuk-body">The service will be back by itself.</p><p class="govuk-body">${advice}</p>`,
  }
}

export function problemView(status: number, error: Error, requestId: string): View {
  if (status === 404) {
    return {
      title: 'Page not found',
      content: html`${heading('Page not found')}<p class="govuk-body">If you typed the web address, check it is correct. If you pasted it, check you copied all of it.</p><p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`,
    }
  }
  if (status >= 500 && !(error instanceof Refusal)) {
    return {
      title: 'Sorry, there is a problem with the service',
      content: html`${heading('Sorry, there is a problem with the service')}<p class="govuk-body">Nothing was changed. Try again later. If it happens again, tell whoever looks after this installation, and give them this number: <strong>${requestId}</strong>.</p>`,
    }
  }
  const title =
    error instanceof Refusal ? error.message : status === 429 ? 'Too many tries' : 'Cannot use what was sent'
  const advice =
    error instanceof Refusal ? error.advice : status === 429 ? 'Wait a minute and try again.' : error.message
  return {
    title,
    content: html`${heading(title)}${advice ? html`<p class="govuk-body">${advice}</p>` : ''}<p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`,
  }
}

export const kept = (boxes: readonly Html[], isSurelyLost: boolean): Html =>
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><h2 class="govuk-heading-m">What you wrote</h2><p class="govuk-body">${isSurelyLost ? 'It was not saved. ' : ''}Copy it from here if you need it.</p>${boxes}</div></div>`
