import { answerIn } from '#platform/reading/index.ts'
import { checkGlossary } from './check.ts'

/** The disposable process that checks a glossary: its bytes come in, what is wrong with it goes out as JSON. */
await answerIn((_asked: object, bytes) => [JSON.stringify(checkGlossary(bytes))])
