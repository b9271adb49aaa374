import type { Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import type { Need } from '#platform/needs.ts'
import { type Html, heading, html, link, twoThirds, type View } from '#platform/page/index.ts'

export interface Door {
  readonly text: string
  readonly href: string
  readonly about: string
}

/** What needs this person today, and the doors that they can use. */
export function homePage(person: Person, today: Day, needs: readonly Need[], doors: readonly Door[]): View {
  const own = needs.filter(({ isStanding }) => !isStanding)
  const standing = needs.filter(({ isStanding }) => isStanding)
  const list = own.length > 0 ? lineList(own) : html`<p class="govuk-body">Nothing needs you today.</p>`
  const things =
    standing.length > 0 ? html`<h2 class="govuk-heading-m">How things stand</h2>${lineList(standing)}` : null
  return {
    title: 'Home',
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${heading('Home', person.name)}<h2 class="govuk-heading-m">What needs you today</h2><p class="govuk-body m-meta">${inWords(today)}</p>${list}${things}</div>
<div class="govuk-grid-column-one-third"><h2 class="govuk-heading-m">Where to go</h2><ul class="govuk-list">${doors.map(({ text, href, about }) => html`<li class="govuk-!-margin-bottom-3">${link(href, text)}<br><span class="m-meta">${about}</span></li>`)}</ul></div></div>`,
  }
}

const lineList = (needs: readonly Need[]): Html =>
  html`<ul class="govuk-task-list">${needs.map(
    ({ text, href, isUrgent }) =>
      html`<li class="govuk-task-list__item govuk-task-list__item--with-link"><div class="govuk-task-list__name-and-hint"><a class="govuk-link govuk-task-list__link" href="${href}">${text}</a></div>${isUrgent ? html`<div class="govuk-task-list__status"><strong class="govuk-tag govuk-tag--red">Now</strong></div>` : null}</li>`,
  )}</ul>`

export const helpPage: View = {
  title: 'Help',
  content: twoThirds(html`${heading('Help')}
<h2 class="govuk-heading-m">What Muniment is for</h2><p class="govuk-body">It follows an information management action plan from the document it was written in to the paper that a board reads.</p>
<h2 class="govuk-heading-m">Two voices</h2><p class="govuk-body">The owner of an action <strong>claims</strong> how it stands. An assessor gives a <strong>verdict</strong> on the claim. Nobody can be both for one action.</p>
<h2 class="govuk-heading-m">Target dates</h2><p class="govuk-body">The words of a target date are kept as they were written. Next to them you see the date we worked out, and why. Anybody who runs the plan can correct the reading; changing the date itself needs a reason and counts as a slip if it moves later.</p>
<h2 class="govuk-heading-m">When is an action overdue?</h2><p class="govuk-body">When its last day has passed and it is neither finished nor on hold. An action is finished when its owner’s latest claim is complete, closed or superseded and no assessor has refused that claim. What is ongoing, recurs, waits for something without a date or has no date cannot be overdue.</p>
<h2 class="govuk-heading-m">Importing a plan</h2><p class="govuk-body">Muniment reads Word, OpenDocument, Excel, CSV and HTML documents, and tables that you paste. It shows what it understood, with questions about what it guessed, before anything is saved. What could not be placed is listed as left over, so nothing is lost.</p>
<h2 class="govuk-heading-m">Changing many entries of a register</h2><p class="govuk-body">Download the register as a spreadsheet, change it and import it again. You see what would be added and updated before anything is saved. Leave the columns “Identifier” and “Version” as they are: they say which entry each row is about. An empty cell clears what was there. A column that you remove changes nothing. Rows that cannot be saved wait, with the reason.</p>
<h2 class="govuk-heading-m">Ending, merging and deleting entries of a register</h2><p class="govuk-body">An entry that ends keeps its day and its reason. It stays in lists, searches and reports of days before, and nothing new can lead to it. If its day is to come, nothing changes until then. Two entries that are about the same can be merged: you see what moves first, and can take it back as long as nothing of it is changed. What was added today by mistake, and to which nothing leads, can be deleted. Each page says what can be done with its entry.</p>`),
}

export const accessibilityPage: View = {
  title: 'Accessibility statement',
  content: twoThirds(html`${heading('Accessibility statement')}
<p class="govuk-body">This service is built with the GOV.UK and Ministry of Justice design systems and aims to meet the Web Content Accessibility Guidelines version 2.2 at AA. Every journey works with a keyboard and without JavaScript. Every chart has the same figures in a table beside it.</p>
<p class="govuk-body">Its pages are checked automatically with axe each time the software is tested. Automatic checks find only part of what can be wrong. If something does not work for you, tell whoever looks after this installation.</p>`),
}

export function apiPage(): View {
  return {
    title: 'API',
    content:
      twoThirds(html`${heading('API')}<p class="govuk-body">Programs can do what people do here. Make a key on ${link('/account', 'your account')} page and send it with each request:</p>
<pre class="govuk-body" tabindex="0"><code>Authorization: Bearer muniment_…</code></pre>
<p class="govuk-body">${link('/api/openapi.json', 'The OpenAPI document')} describes every address, made from the same declarations as the pages.</p>`),
  }
}
