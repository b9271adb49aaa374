/** Text without the characters that XML 1.0 forbids (2.2): no format that Muniment writes can hold them. */
export function legalText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}
