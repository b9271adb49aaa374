/** The first bytes of a compound file (MS-CFB 2.2), as which Outlook saves messages. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** Whether the bytes may be a message that Outlook saved. */
export const isOutlookMessage = (file: Uint8Array): boolean => COMPOUND.every((byte, at) => file[at] === byte)
