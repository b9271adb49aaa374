/** At most this many actions stand on one page of a plan, or of what will become one. */
export const ACTIONS_MOST = 200
