const OWN = 'http://own.invalid'

/**
 * A path of this installation that somebody may be sent to, or `/`. Read as a browser reads it, which takes a backslash for a slash and
 * passes over tabs and line ends (WHATWG URL Standard, 4.4), so that no link to us sends people elsewhere.
 */
export function ownPath(path: string): string {
  if (!path.startsWith('/') || Array.from(path).some((one) => one <= ' ' || one === '\u007f' || one === '\\'))
    return '/'
  const url = URL.parse(path, OWN)
  if (url?.origin !== OWN || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}`
}
