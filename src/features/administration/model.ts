/** The name of a job for people: `send-mail` becomes “Send mail”. */
export function jobInWords(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A length of time, roughly: “0.4 seconds”, “12 minutes”, “3 hours”, “2 days”. */
export function durationInWords(seconds: number): string {
  const said = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (seconds < 10) return said(Math.round(seconds * 10) / 10, 'second')
  if (seconds < 90) return said(Math.round(seconds), 'second')
  if (seconds < 90 * 60) return said(Math.round(seconds / 60), 'minute')
  if (seconds < 36 * 3600) return said(Math.round(seconds / 3600), 'hour')
  return said(Math.round(seconds / 86_400), 'day')
}
