/** What stands around the control of any field: its label or legend, its hint and its mistake. */
export interface Common {
  readonly label: string
  readonly hint?: string
  /** Makes the label the page's heading, for a page that asks one thing. */
  readonly isHeading?: boolean
}

export const labelOf = ({ label, isHeading }: Common) => ({
  text: label,
  ...(isHeading ? { isPageHeading: true, classes: 'govuk-label--l' } : {}),
})
export const legendOf = ({ label, isHeading }: Common) => ({
  legend: {
    text: label,
    isPageHeading: isHeading ?? false,
    classes: isHeading ? 'govuk-fieldset__legend--l' : 'govuk-fieldset__legend--s',
  },
})
export const hintOf = ({ hint }: Common) => (hint ? { hint: { text: hint } } : {})
export const errorOf = (error: string | undefined) => (error ? { errorMessage: { text: error } } : {})
