/** Text without the characters that XML 1.0 forbids (2.2): no format that Muniment writes can hold them. */
export function legalText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}

/** Text as XML 1.0 can hold it: signs escaped, characters that XML forbids left out. */
export function escapeXml(text: string): string {
  return legalText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
