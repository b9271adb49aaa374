import { counted } from '../words.ts'
import type { Verification } from './verify.ts'

/** What came of verifying the audit log, in lines for people. */
export function auditInWords(found: Verification): string[] {
  const { placed, waiting, root, covered, problems, checkpointProblems, cannotKnow } = found
  return [
    verdictOf(found),
    ...listed(problems),
    ...(checkpointProblems.length > 0 ? [CHECKPOINTS, ...listed(checkpointProblems)] : []),
    `${counted(placed, 'entry', 'entries')} in place, ${covered} of them covered by a checkpoint from outside the database, ${waiting} waiting, root ${root}`,
    ...(cannotKnow.length > 0 ? ['What this cannot show:', ...listed(cannotKnow)] : []),
  ]
}

const CHECKPOINTS =
  'Checkpoints that are not as they were made. Put back a copy of each, or move it away when you know why it is so:'

const listed = (lines: readonly string[]) => lines.map((line) => `- ${line}`)

/** A checkpoint that is damaged says nothing of the log: the verdict is of the log alone. */
function verdictOf({ problems, cannotKnow }: Verification): string {
  if (problems.length > 0) return 'The audit log is NOT whole:'
  return cannotKnow.length === 0 ? 'The audit log is whole.' : 'The audit log is whole as far as can be told.'
}
