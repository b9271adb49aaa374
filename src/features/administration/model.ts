import { counted } from '#platform/words.ts'

/** The name of a job for people: `send-mail` becomes “Send mail”. */
export function jobInWords(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A length of time, roughly: “0.4 seconds”, “12 minutes”, “3 hours”, “2 days”. */
export function durationInWords(seconds: number): string {
  if (seconds < 10) return counted(Math.round(seconds * 10) / 10, 'second', 'seconds')
  if (seconds < 90) return counted(Math.round(seconds), 'second', 'seconds')
  if (seconds < 90 * 60) return counted(Math.round(seconds / 60), 'minute', 'minutes')
  if (seconds < 36 * 3600) return counted(Math.round(seconds / 3600), 'hour', 'hours')
  return counted(Math.round(seconds / 86_400), 'day', 'days')
}
