/** Words that say that something was done, as headers, headings and questions have them. */
export const DONE =
  'completed|achieved|closed|implemented|delivered|done|finished|resolved|discharged|met|signed off|actioned'
