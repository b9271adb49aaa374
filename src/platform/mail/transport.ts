import type { Config } from '../config.ts'
import type { Transport } from './model.ts'

/** The way to send mail that the installation is set up for, or null: then messages wait. What it needs is loaded only then. */
export async function transportOf({ mail }: Pick<Config, 'mail'>): Promise<Transport | null> {
  if (mail.notify) return (await import('./notify.ts')).notifyTransport(mail.notify)
  if (!mail.smtpUrl || !mail.from) return null
  return (await import('./smtp.ts')).smtpTransport(mail.smtpUrl, mail.from)
}

/** Whether the installation is set up to send mail at all. */
export function canSend({ mail }: Pick<Config, 'mail'>): boolean {
  return mail.notify !== null || (mail.smtpUrl !== null && mail.from !== null)
}
