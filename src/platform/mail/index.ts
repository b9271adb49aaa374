export type { Letter, Outcome, Transport } from './model.ts'
export { findBounces, type Message, post, replaceWaiting, type Sending, type Sent, sendWaiting } from './outbox.ts'
export { canSend, transportOf } from './transport.ts'
