import { Worker } from 'node:worker_threads'

export interface Calling {
  readonly url: string
  /** What a form sends; a page is asked for without. */
  readonly fields?: readonly (readonly [string, string])[]
  readonly file?: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
}

export interface Called {
  readonly status: number
  readonly location: string | null
  readonly bytes: number
  /** The page, where it is one. */
  readonly text: string
}

type Answer = { readonly id: number; readonly called?: Called; readonly problem?: string }

/** Somebody at a browser, who keeps cookies and sends the token of forms. Works in a thread of its own. */
export class Browser {
  readonly #origin: string
  readonly #worker = new Worker(new URL('caller.ts', import.meta.url))
  readonly #waiting = new Map<number, PromiseWithResolvers<Called>>()
  #calls = 0

  constructor(origin: string) {
    this.#origin = origin
    this.#worker.on('message', ({ id, called, problem }: Answer) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (called) waiting?.resolve(called)
      else waiting?.reject(new Error(problem))
    })
  }

  get(path: string): Promise<Called> {
    return this.#call({ url: this.#origin + path })
  }

  post(
    path: string,
    fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
    file?: { readonly name: string; readonly bytes: Uint8Array },
  ): Promise<Called> {
    const pairs = Array.isArray(fields)
      ? (fields as readonly (readonly [string, string])[])
      : Object.entries(fields as Readonly<Record<string, string>>)
    return this.#call({
      url: this.#origin + path,
      fields: pairs,
      ...(file ? { file: { name: file.name, bytes: new Uint8Array(file.bytes) } } : {}),
    })
  }

  async signIn(personId: string): Promise<void> {
    await this.get('/sign-in')
    const { status } = await this.post('/sign-in/example', { person: personId, next: '/' })
    if (status !== 303) throw new Error(`cannot sign in: ${status}`)
    await this.get('/account')
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #call(calling: Calling): Promise<Called> {
    this.#calls += 1
    const waiting = Promise.withResolvers<Called>()
    this.#waiting.set(this.#calls, waiting)
    this.#worker.postMessage({ id: this.#calls, ...calling })
    return waiting.promise
  }
}
