import type { Config } from '../config.ts'
import type { Transport } from './model.ts'
import { notifyTransport } from './notify.ts'
import { smtpTransport } from './smtp.ts'

/** The way to send mail that the installation is set up for, or null: then messages wait. */
export function transportOf({ mail }: Pick<Config, 'mail'>): Transport | null {
  if (mail.notify) return notifyTransport(mail.notify)
  return mail.smtpUrl && mail.from ? smtpTransport(mail.smtpUrl, mail.from) : null
}

/** Whether the installation is set up to send mail at all. */
export function canSend({ mail }: Pick<Config, 'mail'>): boolean {
  return mail.notify !== null || (mail.smtpUrl !== null && mail.from !== null)
}
