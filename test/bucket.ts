import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

/** What the bucket does with a request before it is answered as usual: answers itself, cuts the line, or nothing. */
export type Mishap = (asked: { readonly method: string; readonly url: URL }) => number | 'cut' | null

/**
 * A bucket in this process, with what the double lacks in front of it: conditional writes (If-None-Match), and mishaps that a
 * test asks for.
 */
export class TestBucket {
  readonly folder: string
  readonly #service: S3rver
  readonly #front: Server
  readonly #earlier = { ...process.env }
  #behind = 0
  readonly #copied = new Map<string, Promise<unknown>>()
  mishap: Mishap = () => null
  /** Requests that came, as `PUT /muniment/name`. */
  readonly seen: string[] = []

  private constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'muniment-bucket-'))
    this.#service = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: this.folder,
      configureBuckets: [{ name: 'muniment', configs: [] }],
    })
    this.#front = createServer((asked, answer) => this.#serve(asked, answer))
  }

  static async open(): Promise<TestBucket> {
    const bucket = new TestBucket()
    process.env.AWS_ACCESS_KEY_ID = 'S3RVER'
    process.env.AWS_SECRET_ACCESS_KEY = 'S3RVER'
    bucket.#behind = (await bucket.#service.run()).port
    await new Promise<void>((listening) => bucket.#front.listen(0, '127.0.0.1', listening))
    return bucket
  }

  get settings() {
    const { port } = this.#front.address() as AddressInfo
    return { bucket: 'muniment', endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-2' }
  }

  async close(): Promise<void> {
    this.#front.closeAllConnections()
    this.#front.close()
    await this.#service.close()
    process.env = this.#earlier
    rmSync(this.folder, { recursive: true, force: true })
  }

  #serve(asked: IncomingMessage, answer: ServerResponse): void {
    const { method = 'GET', headers } = asked
    const url = new URL(asked.url ?? '/', 'http://bucket')
    this.seen.push(`${method} ${url.pathname}${url.search}`)
    const mishap = this.mishap({ method, url })
    if (mishap === 'cut') {
      asked.destroy()
      return
    }
    const isTaken = headers['if-none-match'] === '*' && this.#isThere(url.pathname)
    if (mishap === null && !isTaken) return this.#pass(asked, answer)
    asked.resume()
    const [status, code] = isTaken ? [412, 'PreconditionFailed'] : [mishap ?? 500, 'InternalError']
    answer.writeHead(status, { 'content-type': 'application/xml' })
    answer.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
  }

  #isThere(path: string): boolean {
    return existsSync(join(this.folder, `${decodeURIComponent(path)}._S3rver_object`))
  }

  /** A copy is there whole or not at all, as S3 promises and the double does not: whoever asks for its name meanwhile waits. */
  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { pathname } = new URL(asked.url ?? '/', 'http://bucket')
    const before = this.#copied.get(pathname)
    if (asked.headers['x-amz-copy-source'] !== undefined) {
      const over = new Promise<void>((done) => answer.once('close', done))
      this.#copied.set(pathname, Promise.all([before, over]))
    }
    if (before) void before.then(() => this.#hand(asked, answer))
    else this.#hand(asked, answer)
  }

  #hand(asked: IncomingMessage, answer: ServerResponse): void {
    const onward = request(
      { port: this.#behind, host: '127.0.0.1', method: asked.method, path: asked.url, headers: asked.headers },
      (got) => {
        answer.writeHead(got.statusCode ?? 500, got.headers)
        got.pipe(answer)
      },
    )
    onward.on('error', () => answer.destroy())
    asked.on('aborted', () => onward.destroy())
    asked.pipe(onward)
  }
}
