import type { Notice } from '../notice.ts'
import { unturned } from '../unseen.ts'
import { ASSETS_PATH } from './assets.ts'
import { govukBackLink, govukBreadcrumbs, govukErrorSummary, govukNotificationBanner } from './components.gen.ts'
import { escapeHtml, type Html, html, trusted } from './html.ts'
import { renderTemplate } from './nunjucks.ts'

/** What a view gives: a title that says what the page is, and what stands on it. */
export interface View {
  readonly title: string
  readonly content: Html
  readonly back?: { readonly href: string; readonly text?: string } | BackByForm
  readonly trail?: readonly { readonly text: string; readonly href: string }[]
  readonly errors?: readonly FieldError[]
  /** After so many seconds the browser asks for the page again: only where whoever reads it has asked for that. */
  readonly refreshSeconds?: number
}

/** A way back that sends what a form of the page holds, by the name of its button, so that nothing that was typed is lost. */
export interface BackByForm {
  readonly form: string
  readonly name: string
  readonly text: string
  /** Where it is sent, where that is not the address of the form. */
  readonly action?: string
}

/** A mistake in a form: the message, and the control that mends it. */
export interface FieldError {
  readonly field: string
  readonly message: string
  /** The id of the control, where it is not the field's name. */
  readonly control?: string
}

/** What the house knows about whoever looks at the page. */
export interface Frame {
  /** The doors that are shown, each with the addresses of others that lie behind it. */
  readonly doors: readonly { readonly text: string; readonly href: string; readonly leadsTo: readonly string[] }[]
  readonly path: string
  readonly isExample: boolean
  readonly notice: Notice | null
  readonly csrf: string | null
}

/** Stands in forms for the hidden token. People's text is escaped, so it can never make one. */
export const CSRF_MARK = '<!--csrf-->'

/** Stand in the layout for what each page has of its own, so that the rest of it is made once. Text is escaped, so it can never make one. */
const OF_THE_PAGE = { title: '<!--title-->', before: '<!--before-->', content: '<!--content-->' }

/** A whole page: the view in the official template. */
export function renderPage(view: View, frame: Frame): string {
  const { errors = [] } = view
  const documentTitle = `${errors.length > 0 ? 'Error: ' : ''}${view.title} – Muniment`
  const notice = frame.notice
    ? govukNotificationBanner({ ...(frame.notice.isDone ? { type: 'success' } : {}), text: frame.notice.text })
    : ''
  const summary =
    errors.length > 0 ? govukErrorSummary({ titleText: 'There is a problem', errorList: errors.map(errorLink) }) : ''
  const around = renderTemplate('layout.njk', {
    titleHtml: trusted(OF_THE_PAGE.title),
    assets: ASSETS_PATH,
    refreshSeconds: view.refreshSeconds,
    isExample: frame.isExample,
    exampleHtml: html`This is an example department with made-up content. Nothing here is a real record.`,
    navigation: frame.doors.map(({ text, href, leadsTo }) => ({
      text,
      href,
      active: [href, ...leadsTo].some((door) => isWithin(frame.path, door)),
    })),
    beforeHtml: trusted(OF_THE_PAGE.before),
    contentHtml: trusted(OF_THE_PAGE.content),
    footerLinks: [
      { href: '/help', text: 'Help' },
      { href: '/accessibility', text: 'Accessibility statement' },
      { href: '/api', text: 'API' },
    ],
    footerHtml: html`Muniment is open-source software under the MIT licence.`,
  })
  const page = filled(around, [
    [OF_THE_PAGE.title, escapeHtml(documentTitle)],
    [OF_THE_PAGE.before, before(view).markup],
    [OF_THE_PAGE.content, html`${notice}${summary}${view.content}`.markup],
  ])
  const token = frame.csrf ? html`<input type="hidden" name="_csrf" value="${frame.csrf}">`.markup : ''
  return unturned(page).replaceAll(CSRF_MARK, token)
}

/** The layout with what stands in each of its places, in their order: what was put in is not looked through again. */
function filled(around: string, places: readonly (readonly [place: string, markup: string])[]): string {
  let page = ''
  let from = 0
  for (const [place, markup] of places) {
    const at = around.indexOf(place, from)
    if (at < 0) throw new Error(`Cannot lay out the page: the layout has no place for ${place}`)
    page += around.slice(from, at) + markup
    from = at + place.length
  }
  return page + around.slice(from)
}

function errorLink({ field, message, control }: FieldError) {
  return { text: message, href: `#${control ?? field}` }
}

function isWithin(path: string, door: string): boolean {
  return door === '/' ? path === '/' : path === door || path.startsWith(`${door}/`)
}

function before({ back, trail }: View): Html {
  if (trail) return govukBreadcrumbs({ items: [...trail], collapseOnMobile: true })
  if (!back) return html``
  if ('form' in back) {
    const action = back.action === undefined ? '' : html` formaction="${back.action}"`
    return html`<nav aria-label="Back"><button type="submit" class="govuk-back-link m-back-button" form="${back.form}" name="${back.name}" value="yes"${action}>${back.text}</button></nav>`
  }
  return html`<nav aria-label="Back">${govukBackLink({ href: back.href, text: back.text ?? 'Back' })}</nav>`
}
