import { may } from '../access/index.ts'
import { BadRequest, Forbidden, NotFound, Refusal } from '../errors.ts'
import { beginUpload, giveUp, openUpload, receive, type Upload } from '../uploads/index.ts'
import { type LargeFiles, type PersonRequest, protocol, type Reply, type Route } from '../web/index.ts'
import { ALGORITHMS, bytesIn, checksumIn, EXTENSIONS, metadataIn, VERSION } from './protocol.ts'

export const UPLOADS_PATH = '/uploads'
const ONE = `${UPLOADS_PATH}/:id`

/** Resumable uploads by tus 1.0.0: an upload is begun for a form, sent in requests that may break, and named by the form when it is whole. */
export function tusRoutes(purposes: readonly LargeFiles[]): readonly Route[] {
  const begin = (asked: PersonRequest) => create(asked, purposes)
  const go = (asked: PersonRequest) => goOn(asked, purposes)
  return [
    protocol('OPTIONS', UPLOADS_PATH, 'signed-in', async () =>
      bare(204, {
        'tus-version': VERSION,
        'tus-extension': EXTENSIONS,
        'tus-checksum-algorithm': ALGORITHMS,
        'tus-max-size': String(Math.max(0, ...purposes.map(({ most }) => most))),
      }),
    ),
    tus('POST', UPLOADS_PATH, begin),
    tus('HEAD', ONE, tell),
    tus('PATCH', ONE, go),
    tus('DELETE', ONE, end),
    // Where a proxy lets no other method through, the client names it in a header.
    tus('POST', ONE, (asked) => {
      const method = asked.headers['x-http-method-override']
      if (method === 'PATCH') return go(asked)
      if (method === 'DELETE') return end(asked)
      throw new NotFound()
    }),
  ]
}

const bare = (status: number, headers: Readonly<Record<string, string>> = {}, text = ''): Reply => ({
  kind: 'bare',
  status,
  headers: { 'tus-resumable': VERSION, ...headers },
  text,
})

/** A request of the protocol, of its version. A "no" comes as programs read it (RFC 9457). */
function tus(method: Route['method'], path: string, handle: (asked: PersonRequest) => Promise<Reply>): Route {
  return protocol(method, path, 'signed-in', async (asked) => {
    if (asked.headers['tus-resumable'] !== VERSION) return bare(412, { 'tus-version': VERSION }, 'This is tus 1.0.0')
    return handle(asked)
  })
}

async function create(asked: PersonRequest, purposes: readonly LargeFiles[]): Promise<Reply> {
  const { headers, person } = asked
  const metadata = metadataIn(first(headers['upload-metadata']))
  const size = bytesIn(first(headers['upload-length']))
  if (size === null) throw new BadRequest('Say how long the upload will be', 'In the header Upload-Length, in bytes.')
  const purpose = await purposeOf(asked, purposes, metadata.get('purpose'), metadata.get('for') ?? null)
  const upload = await beginUpload(asked, person.id, purpose, {
    name: metadata.get('filename') ?? '',
    size,
    subject: metadata.get('for') ?? null,
  })
  return bare(201, { location: `${UPLOADS_PATH}/${upload.id}`, ...expiry(upload) })
}

/** What somebody may not send, and what nobody takes, look the same. */
async function purposeOf(
  asked: PersonRequest,
  purposes: readonly LargeFiles[],
  name: string | undefined,
  subject: string | null,
): Promise<LargeFiles> {
  const purpose = purposes.find((one) => one.name === name)
  if (!purpose || !may(asked.person, purpose.admits))
    throw new Forbidden('You do not have permission to send files for this')
  await purpose.allow(asked, subject)
  return purpose
}

const theirs = (asked: PersonRequest): Promise<Upload> => openUpload(asked, asked.params.id ?? '', asked.person.id)

async function tell(asked: PersonRequest): Promise<Reply> {
  const upload = await theirs(asked)
  return bare(200, {
    'upload-offset': String(upload.received),
    ...(upload.size === null ? {} : { 'upload-length': String(upload.size) }),
    ...expiry(upload),
  })
}

async function goOn(asked: PersonRequest, purposes: readonly LargeFiles[]): Promise<Reply> {
  const { headers, stream } = asked
  if (!stream) throw new Refusal('Send bytes as application/offset+octet-stream', 415)
  const from = bytesIn(first(headers['upload-offset']))
  if (from === null) throw new BadRequest('Say where the bytes begin', 'In the header Upload-Offset.')
  const upload = await theirs(asked)
  const { most } = await purposeOf(asked, purposes, upload.purpose, upload.subject)
  const checksum = checksumIn(first(headers['upload-checksum']))
  const received = await receive(asked, upload, from, stream, { most, checksum })
  return bare(204, { 'upload-offset': String(received), ...expiry(await theirs(asked)) })
}

async function end(asked: PersonRequest): Promise<Reply> {
  await giveUp(asked, await theirs(asked))
  return bare(204)
}

const expiry = ({ expiresAt }: Upload) => ({ 'upload-expires': expiresAt.toUTCString() })

const first = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0]
