import { strToU8, type Zippable, zipSync } from 'fflate'
import { escapeXml } from './xml.ts'

const MEDIA: Readonly<Record<string, string>> = { xml: 'text/xml', png: 'image/png', svg: 'image/svg+xml' }

/** An OpenDocument package: the media type first and uncompressed, then the parts, and the list of them (part 2, 3.3). */
export function odfPackage(mediaType: string, title: string, parts: Readonly<Record<string, Uint8Array>>): Buffer {
  const meta = strToU8(
    `<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta><meta:generator>Muniment</meta:generator><dc:title>${escapeXml(title)}</dc:title><dc:language>en-GB</dc:language></office:meta></office:document-meta>`,
  )
  const all: Record<string, Uint8Array> = { ...parts, 'meta.xml': meta }
  const entries = Object.keys(all).map(
    (name) =>
      `<manifest:file-entry manifest:full-path="${name}" manifest:media-type="${MEDIA[name.split('.').at(-1) ?? ''] ?? ''}"/>`,
  )
  const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mediaType}"/>${entries.join('')}</manifest:manifest>`
  const files: Zippable = {
    mimetype: [strToU8(mediaType), { level: 0 }],
    ...all,
    'META-INF/manifest.xml': strToU8(manifest),
  }
  return Buffer.from(zipSync(files, { mtime: new Date('2000-01-01T00:00:00Z') }))
}
