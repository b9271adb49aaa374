import { type Choice, form, radios, requiredText, select, text, wholeNumber } from '#platform/form/index.ts'

const name = requiredText({
  label: 'What is the share called?',
  hint: 'Such as Policy Group, drive P',
  required: 'Enter what the share is called',
  most: 200,
})
const audience = radios({
  label: 'Who may see it?',
  required: 'Select who may see it',
  options: [
    { value: 'all', text: 'Everybody who may see shared drives' },
    { value: 'unit', text: 'Only its unit, and those who manage shared drives' },
  ],
})
const keepYears = wholeNumber({
  label: 'For how many years after its last change is a file likely to be kept?',
  hint: 'What is older is shown as past its likely retention',
  required: 'Enter for how many years',
  least: 1,
  most: 150,
})
/** Units that a share can be given, and whether it can be the whole body's. */
export interface UnitsOfShares {
  readonly units: readonly Choice[]
  readonly isWhole: boolean
}

const unit = ({ units, isWhole }: UnitsOfShares) =>
  select({
    label: 'Whose is it?',
    options: units,
    ...(isWhole ? { blank: 'The whole department' } : { required: 'Select whose it is' }),
  })

export const addForm = (units: UnitsOfShares) =>
  form({
    name,
    root: text({
      label: 'Folder on the server',
      hint: 'Such as /mnt/shares/policy',
      required: 'Enter the folder on the server',
      most: 4000,
    }),
    unit: unit(units),
    audience,
    keepYears,
  })

export const changeForm = (units: UnitsOfShares) => form({ name, unit: unit(units), audience, keepYears })

export const loadForm = (units: UnitsOfShares) => form({ name, unit: unit(units), audience, keepYears })
