import { instantInWords } from '#platform/calendar/index.ts'
import { type Html, html } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { type SentMessage, STATE_NAMES } from './model.ts'

/** How a message stands: when it went, or why it could not. */
export const stateCell = ({ state, sentAt, tries, error }: SentMessage): Html =>
  html`${STATE_NAMES[state]}${sentAt ? html`<br><span class="m-meta">${instantInWords(sentAt)}</span>` : null}${error ? html`<br><span class="m-meta">${error}${state === 'waiting' ? ` Tried ${counted(tries, 'time', 'times')}.` : ''}</span>` : null}`
