import { parentPort } from 'node:worker_threads'
import type { Called, Calling } from './browser.ts'

/** Pages longer than this are not looked into: what comes is counted, and let go. */
const MOST_KEPT = 4_000_000

const cookies = new Map<string, string>()
let token = ''

/** Somebody at a browser in a thread of their own, so that their work is not taken for the server's. */
async function call({ url, fields, file }: Calling): Promise<Called> {
  const reply = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(fields ? { method: 'POST', body: bodyOf(fields, file) } : {}),
  })
  for (const set of reply.headers.getSetCookie()) {
    const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
    cookies.set(name, value)
  }
  const { bytes, text } = await read(reply)
  token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? token
  return { status: reply.status, location: reply.headers.get('location'), bytes, text }
}

function bodyOf(fields: NonNullable<Calling['fields']>, file: Calling['file']): FormData | URLSearchParams {
  const form = file ? new FormData() : new URLSearchParams()
  form.append('_csrf', token)
  for (const [name, value] of fields) form.append(name, value)
  if (file && form instanceof FormData) form.append('file', new Blob([file.bytes]), file.name)
  return form
}

async function read(reply: Response): Promise<{ bytes: number; text: string }> {
  const isPage = reply.headers.get('content-type')?.startsWith('text/html') ?? false
  const kept: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of reply.body ?? []) {
    bytes += chunk.length
    if (isPage && bytes < MOST_KEPT) kept.push(chunk)
  }
  return { bytes, text: Buffer.concat(kept).toString('utf8') }
}

parentPort?.on('message', ({ id, ...calling }: Calling & { id: number }) => {
  call(calling).then(
    (called) => parentPort?.postMessage({ id, called }),
    (error: unknown) => parentPort?.postMessage({ id, problem: String(error) }),
  )
})
