import { createTransport } from 'nodemailer'
import { failureInWords } from '../failure/index.ts'
import type { Letter, Outcome, Transport } from './model.ts'

const WAIT_MILLISECONDS = 20_000

/** Sends by a mail server: `smtp://user:password@host:587` or `smtps://…`. Connections are kept open between messages. */
export function smtpTransport(url: string, from: string): Transport {
  const server = new URL(url)
  const port = server.port === '' ? (server.protocol === 'smtps:' ? 465 : 587) : Number(server.port)
  const transport = createTransport({
    host: server.hostname,
    port,
    secure: server.protocol === 'smtps:',
    ...(server.username
      ? { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }
      : {}),
    pool: true,
    maxConnections: 5,
    connectionTimeout: WAIT_MILLISECONDS,
    greetingTimeout: WAIT_MILLISECONDS,
    socketTimeout: WAIT_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    name: `SMTP by ${server.hostname}`,
    send: async ({ id, to, subject, body, stopUrl }: Letter): Promise<Outcome> => {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text: body,
          messageId: `<${id}@muniment>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(stopUrl
              ? { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
              : {}),
          },
        })
        return { kind: 'sent', providerId: null }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** A refusal of the receiver for good (RFC 5321, 4.2.1: codes from 500) is a bounce; anything else may be over tomorrow. */
function outcomeOf(error: unknown): Outcome {
  const why = failureInWords(error)
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  const step = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (step === 'EENVELOPE' && (code >= 500 || code === 0)) return { kind: 'bounced', why }
  return code >= 500 && step === 'EMESSAGE' ? { kind: 'failed', why } : { kind: 'later', why }
}
