import type { KeyFacts, OpenSession } from '#platform/access/index.ts'
import { type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukPanel,
  type Html,
  heading,
  html,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { accountForm, firstAccountForm, signInForm } from './forms.ts'
import { paths } from './paths.ts'

export interface ExampleRole {
  readonly personId: string
  readonly person: string
  readonly role: string
  readonly unit: string | null
  readonly description: string | null
}

/** In the example, people choose a role; nobody has a password. */
export function exampleSignIn(roles: readonly ExampleRole[], next: string): View {
  const cards = [...Map.groupBy(roles, ({ personId }) => personId)].map(([personId, held]) => {
    const person = held[0]?.person ?? ''
    return html`<li><h2 class="govuk-heading-s govuk-!-margin-bottom-1">${person}</h2>${held.map(({ role, unit, description }) => html`<p class="govuk-body-s m-meta govuk-!-margin-bottom-1">${[held.length > 1 ? role : null, unit].filter(Boolean).join(', ')}</p><p class="govuk-body-s">${description}</p>`)}${deedButton(paths.example, 'Sign in', { values: { person: personId, next }, hiddenText: `as ${person}` })}</li>`
  })
  return {
    title: 'Choose a role to sign in as',
    content: html`${heading('Choose a role to sign in as')}<p class="govuk-body-l">This is an example department. Sign in as any of its roles to see what they see; you can change over at any time.</p><ul class="m-signin">${cards}</ul>`,
  }
}

/** By the organisation's provider where there is one; a password is then for those who keep the installation when that is down. */
export function passwordSignIn(next: string, hasProvider: boolean, state?: FormState): View {
  const hidden = html`<input type="hidden" name="next" value="${next}">`
  const form = postForm(paths.signIn, [
    hidden,
    signInForm.controls(state),
    govukButton({
      text: hasProvider ? 'Sign in with a password' : 'Sign in',
      preventDoubleClick: true,
      ...(hasProvider ? { classes: 'govuk-button--secondary' } : {}),
    }),
  ])
  if (hasProvider)
    return {
      title: 'Sign in',
      errors: state?.errors ?? [],
      content: twoThirds(
        html`${heading('Sign in')}${govukButton({ text: 'Sign in with your organisation', href: `${paths.organisation}?next=${encodeURIComponent(next)}` })}<h2 class="govuk-heading-m">With a password</h2><p class="govuk-body">For those who administer accounts, when your organisation’s sign-in is down. The others who do so are told of it.</p>${form}`,
      ),
    }
  return {
    title: 'Sign in',
    errors: state?.errors ?? [],
    content: twoThirds(html`${heading('Sign in')}${form}
<p class="govuk-body">If you have no account or have lost your password, ask your Departmental Records Officer.</p>`),
  }
}

export function firstAccount(code: string, state?: FormState): View {
  const hidden = html`<input type="hidden" name="code" value="${code}">`
  return {
    title: 'Open the first account',
    errors: state?.errors ?? [],
    content: twoThirds(
      html`${heading('Open the first account')}<p class="govuk-body">This account administers Muniment and is appointed Departmental Records Officer. Appoint others once you have signed in.</p>${postForm(paths.first, [hidden, firstAccountForm.controls(state), govukButton({ text: 'Open the account', preventDoubleClick: true })])}`,
    ),
  }
}

export function giveAccountPage(personId: string, person: string, state?: FormState): View {
  return {
    title: `Account of ${person}`,
    errors: state?.errors ?? [],
    content: twoThirds(
      html`${heading(`Account of ${person}`)}<p class="govuk-body">Saving ends the sessions that are open under the old password.</p>${postForm(paths.give(personId), [accountForm.controls(state), govukButton({ text: 'Save the account' })])}`,
    ),
  }
}

export function accountPage(
  person: { name: string; roles: readonly string[] },
  options: {
    readonly isExample: boolean
    readonly keys: readonly KeyFacts[]
    readonly sessions: readonly OpenSession[]
    /** Whether they can sign in with a password of their own. */
    readonly hasPassword: boolean
    readonly today: Day
    readonly keyControls: readonly Html[]
    readonly errors?: FormState['errors']
  },
): View {
  const keys =
    options.keys.length === 0
      ? html`<p class="govuk-body">You have no keys.</p>`
      : html`${dataTable({
          caption: 'Your keys',
          columns: [{ text: 'For' }, { text: 'Made' }, { text: 'Ends' }, { text: 'Action' }],
          rows: options.keys.map(({ id, name, createdAt, expiresOn }) => [
            name,
            instantInWords(createdAt),
            expiresOn < options.today ? `Ended on ${inWords(expiresOn)}` : inWords(expiresOn),
            deedButton(paths.endKey, 'End', { kind: 'secondary', values: { id }, hiddenText: `the key ${name}` }),
          ]),
        })}${downloads('Download this table', paths.keys)}`
  return {
    title: 'Your account',
    errors: options.errors ?? [],
    content: html`${heading('Your account', person.name)}<p class="govuk-body">${person.roles.length > 0 ? `Appointed: ${person.roles.join(', ')}` : 'No appointments today'}</p>
${deedButton(paths.signOut, options.isExample ? 'Sign in as someone else' : 'Sign out', { kind: 'secondary' })}
${options.hasPassword ? html`<p class="govuk-body"><a class="govuk-link" href="${paths.password}">Change your password</a></p>` : ''}
${sessionsPart(options.sessions)}
<h2 class="govuk-heading-m">Keys for the API</h2><p class="govuk-body">A key lets a program act for you. See <a class="govuk-link" href="/api">what the API offers</a>.</p>${keys}
<h3 class="govuk-heading-s">Make a key</h3>${postForm(paths.keys, [options.keyControls, govukButton({ text: 'Make the key' })])}`,
  }
}

function sessionsPart(sessions: readonly OpenSession[]): Html {
  return html`${dataTable({
    caption: 'Where you are signed in',
    columns: [{ text: 'Begun' }, { text: 'Last seen' }, { text: 'With' }, { text: 'Action' }],
    rows: sessions.map((one) => [
      instantInWords(one.createdAt),
      instantInWords(one.seenAt),
      one.beganWith ?? '',
      one.isThis
        ? 'This one'
        : deedButton(paths.endSession, 'End', {
            kind: 'secondary',
            values: { id: one.id },
            hiddenText: `the session of ${instantInWords(one.createdAt)}`,
          }),
    ]),
  })}${downloads('Download this table', paths.sessions)}`
}

export function changePassword(controls: readonly Html[], errors: FormState['errors'] = []): View {
  return {
    title: 'Change your password',
    back: { href: paths.account, text: 'Back to your account' },
    errors,
    content: twoThirds(
      html`${heading('Change your password')}<p class="govuk-body">Changing it signs you out everywhere else. Keys for the API go on.</p>${postForm(paths.password, [controls, govukButton({ text: 'Change the password', preventDoubleClick: true })])}`,
    ),
  }
}

export function keyMade(token: string): View {
  return {
    title: 'Key made',
    back: { href: paths.account, text: 'Back to your account' },
    content: html`${govukPanel({ titleText: 'Key made', html: html`Copy it now. It is not shown again.` })}${govukInsetText({ html: html`<code>${token}</code>` })}`,
  }
}
