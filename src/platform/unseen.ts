/** Signs that turn the text beside them round (UAX 9): by them a name shows other letters last than it has. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g

/** What nobody sees and no words need: controls but for ends of lines, marks of direction, blanks without width, fillers, and tags that are of no flag. */
const UNSEEN =
  /(\u{1F3F4}[\u{E0020}-\u{E007F}]*)|(?:[^\P{Cc}\n\t]|[\p{Bidi_Control}\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFB\u115F\u1160\u3164\uFFA0\u{E0000}-\u{E007F}])+/gu

/** Joiners that join nothing: some scripts and some pictures need one between two letters. Of several beside each other none stands between two. */
const LOOSE_JOINERS =
  /[\u200C\u200D]{2,}|(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Variation_Selector}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu

const SEEN = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u

/** Text without what nobody sees, so that two names that look the same are the same, and none is empty to the eye. */
export function withoutUnseen(text: string): string {
  const left = text.replace(UNSEEN, (_sign: string, flag?: string) => flag ?? '').replace(LOOSE_JOINERS, '')
  return SEEN.test(left) ? left : ''
}

/** Text in the order of its letters, whatever it says of that itself: for showing what was kept as it came. */
export const unturned = (text: string): string => text.replace(TURNS, '')
