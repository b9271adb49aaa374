import type { Verification } from './verify.ts'

/** What came of verifying the audit log, in lines for people. */
export function auditInWords({ placed, waiting, root, covered, problems, cannotKnow }: Verification): string[] {
  const verdict = cannotKnow.length === 0 ? 'The audit log is whole.' : 'The audit log is whole as far as can be told.'
  return [
    problems.length === 0 ? verdict : 'The audit log is NOT whole:',
    ...problems.map((problem) => `- ${problem}`),
    `${placed} entries in place, ${covered} of them covered by a checkpoint from outside the database, ${waiting} waiting, root ${root}`,
    ...(cannotKnow.length > 0 ? ['What this cannot show:', ...cannotKnow.map((limit) => `- ${limit}`)] : []),
  ]
}
