/** Whether everything under a finding's recommendation is finished, so that its question can be scored again. */
export const isAnswered = ({ actions, finished }: { readonly actions: number; readonly finished: number }): boolean =>
  actions > 0 && finished === actions
