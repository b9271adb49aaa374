import { form, requiredText } from '#platform/form/index.ts'

export const policyForm = form({
  name: requiredText({ label: 'What is the policy called?', required: 'Enter what the policy is called', most: 200 }),
})
