import { guessable, KEY_DAYS } from '#platform/access/index.ts'
import { type Choice, checkboxes, choices, form, password, radios, requiredText } from '#platform/form/index.ts'
import { counted } from '#platform/words.ts'

export const signInForm = form({
  name: requiredText({
    label: 'Sign-in name',
    required: 'Enter your sign-in name',
    most: 100,
    autocomplete: 'username',
  }),
  password: password({ label: 'Password', required: 'Enter your password', autocomplete: 'current-password' }),
})

const NEW_PASSWORD = {
  label: 'Password',
  hint: 'At least 14 characters. Three or four words that do not belong together are easy to remember',
  required: 'Enter a password',
  least: 14,
  autocomplete: 'new-password',
}
const newPassword = password(NEW_PASSWORD)

/** A password that is not made of what people often write, nor of the names that stand beside it. */
function hardToGuess(password: string, names: readonly string[]) {
  const message = guessable(password, names)
  return message === null ? null : { field: 'password', message }
}

export const firstAccountForm = form(
  {
    person: requiredText({ label: 'Your name', required: 'Enter your name', most: 200, autocomplete: 'name' }),
    name: requiredText({
      label: 'Sign-in name',
      hint: 'Such as your email address',
      required: 'Enter a sign-in name',
      most: 100,
      autocomplete: 'username',
    }),
    password: newPassword,
  },
  ({ person, name, password }) => hardToGuess(password, [person, name]),
)

export const accountForm = form(
  {
    name: requiredText({ label: 'Sign-in name', required: 'Enter a sign-in name', most: 100 }),
    password: newPassword,
  },
  ({ name, password }) => hardToGuess(password, [name]),
)

/** Changing one's own password: the old one is asked for, because the screen may have been left open. */
export const ownPasswordForm = (names: readonly string[]) =>
  form(
    {
      current: password({
        label: 'Current password',
        required: 'Enter your current password',
        autocomplete: 'current-password',
      }),
      password: password({ ...NEW_PASSWORD, label: 'New password', required: 'Enter a new password' }),
    },
    ({ current, password }) =>
      current === password
        ? { field: 'password', message: 'The new password must differ from the current one' }
        : hardToGuess(password, names),
  )

const KEY_LIVES = choices(
  Object.fromEntries(KEY_DAYS.map((days) => [String(days), days === 365 ? '1 year' : counted(days, 'day', 'days')])),
)

export function keyForm(permissions: readonly Choice[]) {
  return form({
    name: requiredText({ label: 'What the key is for', required: 'Enter what the key is for', most: 100 }),
    permissions: checkboxes({
      label: 'What it may do',
      required: 'Select at least one thing that the key may do',
      options: permissions,
    }),
    days: radios({ label: 'Ends after', required: 'Select when the key ends', options: KEY_LIVES }),
  })
}
