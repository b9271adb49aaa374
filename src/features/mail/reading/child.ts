import { answerIn } from '#platform/reading/index.ts'
import { describedMail } from './read.ts'

/** The disposable process that reads a mail: its bytes come in, what it says goes out as JSON. */
await answerIn((_asked: object, bytes) => [JSON.stringify(describedMail(bytes))])
