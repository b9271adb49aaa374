export { type Letter, type Outcome, OWN_ADDRESS, type Transport } from './model.ts'
export { findBounces, type Message, post, replaceWaiting, type Sending, type Sent, sendWaiting } from './outbox.ts'
export { type ReminderSettings, reminderDay, type Telling, writeReminders } from './reminders.ts'
export { canSend, transportOf } from './transport.ts'
