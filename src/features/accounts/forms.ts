import { type Choice, checkboxes, form, password, requiredText } from '#platform/form/index.ts'

export const signInForm = form({
  name: requiredText({
    label: 'Sign-in name',
    required: 'Enter your sign-in name',
    most: 100,
    autocomplete: 'username',
  }),
  password: password({ label: 'Password', required: 'Enter your password', autocomplete: 'current-password' }),
})

const newPassword = password({
  label: 'Password',
  hint: 'At least 14 characters. Three or four words that do not belong together are easy to remember',
  required: 'Enter a password',
  least: 14,
  autocomplete: 'new-password',
})

export const firstAccountForm = form({
  person: requiredText({ label: 'Your name', required: 'Enter your name', most: 200, autocomplete: 'name' }),
  name: requiredText({
    label: 'Sign-in name',
    hint: 'Such as your email address',
    required: 'Enter a sign-in name',
    most: 100,
    autocomplete: 'username',
  }),
  password: newPassword,
})

export const accountForm = form({
  name: requiredText({ label: 'Sign-in name', required: 'Enter a sign-in name', most: 100 }),
  password: newPassword,
})

export function keyForm(permissions: readonly Choice[]) {
  return form({
    name: requiredText({ label: 'What the key is for', required: 'Enter what the key is for', most: 100 }),
    permissions: checkboxes({
      label: 'What it may do',
      required: 'Select at least one thing that the key may do',
      options: permissions,
    }),
  })
}
