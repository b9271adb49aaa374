import { failureInWords } from '../failure/index.ts'
import type { Letter, Outcome, Transport } from './model.ts'
import { type NotifyReply, notifyApi } from './notify-api.ts'

export interface NotifySettings {
  readonly key: string
  /** A template with the fields ((subject)) and ((body)). */
  readonly templateId: string
  /** Another address than GOV.UK Notify's own, for tests. */
  readonly url: string | null
}

/** Sends by GOV.UK Notify: https://docs.notifications.service.gov.uk/rest-api.html */
export function notifyTransport({ key, templateId, url }: NotifySettings): Transport {
  const ask = notifyApi(key, url)
  return {
    name: 'GOV.UK Notify',
    send: async ({ id, to, subject, body, stopUrl }: Letter): Promise<Outcome> => {
      try {
        return outcomeOf(
          await ask('POST', '/v2/notifications/email', {
            template_id: templateId,
            email_address: to,
            personalisation: { subject, body },
            reference: id,
            ...(stopUrl ? { one_click_unsubscribe_url: stopUrl } : {}),
          }),
        )
      } catch (error) {
        return { kind: 'later', why: failureInWords(error) }
      }
    },
    bouncesOf: async (providerIds) => {
      const bounced: { providerId: string; why: string }[] = []
      for (const providerId of providerIds) {
        try {
          const reply = await ask('GET', `/v2/notifications/${encodeURIComponent(providerId)}`)
          if (isTaken(reply) && saidIn(reply, 'status') === 'permanent-failure')
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

const isTaken = ({ status }: NotifyReply): boolean => status >= 200 && status < 300

function saidIn({ body }: NotifyReply, name: 'id' | 'status'): string | null {
  const said = typeof body === 'object' && body !== null && name in body ? Reflect.get(body, name) : null
  return typeof said === 'string' ? said : null
}

/** What Notify refuses for good about one message (400) fails; limits, keys and its own trouble are for later. */
function outcomeOf(reply: NotifyReply): Outcome {
  if (isTaken(reply)) return { kind: 'sent', providerId: saidIn(reply, 'id') }
  const why = failureInWords({ status: reply.status })
  if (reply.status !== 400) return { kind: 'later', why }
  return /email.?address/i.test(JSON.stringify(reply.body)) ? { kind: 'bounced', why } : { kind: 'failed', why }
}
