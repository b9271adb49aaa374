import { NotifyClient } from 'notifications-node-client'
import type { Letter, Outcome, Transport } from './model.ts'

export interface NotifySettings {
  readonly key: string
  /** A template with the fields ((subject)) and ((body)). */
  readonly templateId: string
  /** Another address than GOV.UK Notify's own, for tests. */
  readonly url: string | null
}

/** Sends by GOV.UK Notify: https://docs.notifications.service.gov.uk/node.html */
export function notifyTransport({ key, templateId, url }: NotifySettings): Transport {
  const client = url ? new NotifyClient(url, key) : new NotifyClient(key)
  return {
    name: 'GOV.UK Notify',
    send: async ({ id, to, subject, body, stopUrl }: Letter): Promise<Outcome> => {
      try {
        const answer: unknown = await client.sendEmail(templateId, to, {
          personalisation: { subject, body },
          reference: id,
          ...(stopUrl ? { oneClickUnsubscribeURL: stopUrl } : {}),
        })
        return { kind: 'sent', providerId: idIn(answer) }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    bouncesOf: async (providerIds) => {
      const bounced: { providerId: string; why: string }[] = []
      for (const providerId of providerIds) {
        try {
          const answer: unknown = await client.getNotificationById(providerId)
          const status = statusIn(answer)
          if (status === 'permanent-failure')
            bounced.push({ providerId, why: 'The receiving service says that the address does not exist.' })
        } catch {
          // Asked again with the next run.
        }
      }
      return bounced
    },
    close: () => undefined,
  }
}

type Answer = { readonly data?: { readonly id?: unknown; readonly status?: unknown } }

const idIn = (answer: unknown): string | null => {
  const id = (answer as Answer).data?.id
  return typeof id === 'string' ? id : null
}
const statusIn = (answer: unknown): unknown => (answer as Answer).data?.status

/** What Notify refuses for good about one message (400) fails; limits, keys and its own trouble are for later. */
function outcomeOf(error: unknown): Outcome {
  const response = (error as { response?: { status?: unknown; data?: unknown } }).response
  const status = Number(response?.status ?? 0)
  const said = response?.data === undefined ? '' : ` ${JSON.stringify(response.data)}`
  const why = `${error instanceof Error ? error.message : String(error)}${said}`.slice(0, 500)
  if (status !== 400) return { kind: 'later', why }
  return /email.?address/i.test(said) ? { kind: 'bounced', why } : { kind: 'failed', why }
}
