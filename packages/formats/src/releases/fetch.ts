import { statSync } from 'node:fs'
import { releaseFiles } from '../signatures/load.ts'
import { LARGEST, readSignatureFile, UnreadableRelease } from '../signatures/read-xml.ts'
import { kindOfSignatures, type SignatureText } from './releases.ts'

/** The page on which The National Archives publish each release. */
export const OFFICIAL_PAGE = 'https://www.nationalarchives.gov.uk/aboutapps/pronom/droid-signature-files.htm'

const PATIENCE_MS = 60_000

/** Brings signature files from a folder, a file, the address of a file, or of a page that links to them. @throws UnreadableRelease */
export async function bringSignatures(from: string): Promise<SignatureText[]> {
  if (/^https?:\/\//i.test(from)) return fromAddress(from)
  const stat = statSync(from, { throwIfNoEntry: false })
  if (!stat) throw new UnreadableRelease(`Cannot find ${from}`)
  const paths = stat.isDirectory() ? Object.values(releaseFiles(from)) : [from]
  return paths.map((path) => asSignatures(readSignatureFile(path).toString('utf8')))
}

const asSignatures = (xml: string): SignatureText => ({ kind: kindOfSignatures(xml), xml })

async function fromAddress(address: string): Promise<SignatureText[]> {
  const text = await fetchText(address)
  if (!/<(!doctype )?html/i.test(text.slice(0, 1024))) return [asSignatures(text)]
  const links = linksIn(text, address)
  const newest = (pattern: RegExp) =>
    links
      .flatMap((link) => {
        const version = pattern.exec(link)?.[1]
        return version === undefined ? [] : [{ link, version: Number(version) }]
      })
      .toSorted((a, b) => b.version - a.version)[0]?.link
  const found = [newest(/DROID_SignatureFile_V(\d+)\.xml$/i), newest(/container-signature-(\d+)\.xml$/i)]
  const wanted = found.filter((link) => link !== undefined)
  if (wanted.length === 0) throw new UnreadableRelease(`Cannot find signature files on ${address}`)
  return Promise.all(wanted.map(async (link) => asSignatures(await fetchText(link))))
}

const linksIn = (html: string, base: string) =>
  [...html.matchAll(/href\s*=\s*["']([^"']+)["']/gi)].flatMap(([, href = '']) => {
    const url = URL.parse(href.replaceAll('&amp;', '&'), base)
    return url && /^https?:$/.test(url.protocol) ? [url.href] : []
  })

async function fetchText(address: string): Promise<string> {
  let answer: Response
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch (error) {
    throw new UnreadableRelease(
      `Cannot fetch ${address}: ${error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)}`,
    )
  }
  if (!answer.ok) throw new UnreadableRelease(`Cannot fetch ${address}: the server answered ${answer.status}`)
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of answer.body ?? []) {
    size += piece.length
    if (size > LARGEST) throw new UnreadableRelease(`Cannot take ${address}: it is larger than 64 MiB`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
