/** The scale of a framework that has no levels, only indicators grouped by outcome. */
export const OUTCOMES = {
  levels: ['Not achieved', 'Partially achieved', 'Achieved'].map((name, value) => ({ value, name })),
  notApplicable: false,
}
const GROUPS = { not: /^not/i, partly: /^part/i, achieved: /^(fully |full )?achieved|^met$|^full/i } as const

/**
 * The truth table of indicators of good practice under “not achieved”, “partially achieved” and “achieved”, where a workbook groups its
 * indicators so and says nothing else: one sign of failure fails, all of achieved achieves, all of partially achieved does so partially.
 */
export function outcomeTable(
  sections: readonly { readonly questions: readonly Record<string, unknown>[] }[],
): object | null {
  const indicators = sections.flatMap(({ questions }) => questions.flatMap(indicatorsIn))
  const groups = [...new Set(indicators.flatMap(({ group }) => group ?? []))]
  const named = (pattern: RegExp) => groups.find((group) => pattern.test(group))
  const [not, partly, achieved] = [named(GROUPS.not), named(GROUPS.partly), named(GROUPS.achieved)]
  if (!achieved || indicators.some(({ group }) => group === undefined)) return null
  return {
    rows: [
      ...(not
        ? [{ when: { [not]: 'any' }, gives: 0, because: `Signs that it is not achieved are there: {${not}.which}.` }]
        : []),
      {
        when: { [achieved]: 'all' },
        gives: 2,
        because: `All {${achieved}.of} indicators of its being achieved are there.`,
      },
      ...(partly
        ? [
            {
              when: { [partly]: 'all' },
              gives: 1,
              because: `It is partially achieved; missing for more: {${achieved}.others}.`,
            },
          ]
        : []),
    ],
    otherwise: { gives: 0, because: `Indicators are missing: {${partly ?? achieved}.others}.` },
  }
}

const indicatorsIn = ({ indicators }: Record<string, unknown>) =>
  (indicators as { readonly group?: string }[] | undefined) ?? []
export const byOutcome = (question: Record<string, unknown>) =>
  indicatorsIn(question).length > 0 && question.table === undefined ? { ...question, table: 'outcome' } : question
