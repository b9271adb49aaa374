/** What is wrong with a name or a path, for those who must move or keep the file. */
export type NameProblem =
  | 'not-utf8'
  | 'direction'
  | 'control'
  | 'forbidden'
  | 'reserved'
  | 'edge'
  | 'long-path'
  | 'long-name'

export const NAME_PROBLEMS: Readonly<Record<NameProblem, string>> = {
  'not-utf8': 'The name is not UTF-8',
  direction: 'The name holds characters that change the direction of text, so that it may look like another',
  control: 'The name holds control characters',
  forbidden: 'The name holds characters that Windows does not allow',
  reserved: 'Windows keeps the name for a device',
  edge: 'The name begins with a space, or ends with a space or a dot',
  'long-path': 'The path is longer than 260 characters, which many Windows programs cannot open',
  'long-name': 'The name is longer than 255 bytes',
}

const LONGEST_PATH = 260
const LONGEST_NAME = 255
const CONTROL = /\p{Cc}/u
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/
const FORBIDDEN = /[<>:"\\|?*]/
const RESERVED = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i
/** Nearly every name is none of these. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_ .,()&'+=@#~%;[\]{}!$^`-]*$/u

/** Everything that is wrong with the name of something at this path. */
export function nameProblems(name: string, path: string, isUtf8 = true): NameProblem[] {
  const found: NameProblem[] = []
  if (path.length > LONGEST_PATH) found.push('long-path')
  if (!isUtf8) found.push('not-utf8')
  if (/^ |[ .]$/.test(name)) found.push('edge')
  if (RESERVED.test(name)) found.push('reserved')
  if (name.length > 60 && Buffer.byteLength(name) > LONGEST_NAME) found.push('long-name')
  if (PLAIN.test(name)) return found
  if (DIRECTION.test(name)) found.push('direction')
  if (CONTROL.test(name)) found.push('control')
  if (FORBIDDEN.test(name)) found.push('forbidden')
  return found
}

/** Files that programs leave behind and nobody wants: lock files of office programs, thumbnails, system indexes, temporary files. */
export function isRubbish(name: string): boolean {
  return RUBBISH.test(name)
}

const RUBBISH =
  /^(thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store|\._.*|~\$.*|~wrl\d+\.tmp|\.~lock\..*#|.*\.(tmp|temp|bak|swp|crdownload|part|laccdb|ldb)|.*~)$/i
