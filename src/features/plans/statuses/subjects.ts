/** Words that stand for what a department does, and are no part of anybody's name. */
export const SUBJECTS: ReadonlySet<string> = new Set(
  'access accounts affairs analysis analytics applications archives assets assurance audit benefits business capability care central change clinical commercial communications communities compliance corporate culture customer customs cyber data defence delivery development digital economics education energy engagement engineering enterprise environment estates ethics external facilities finance financial food foreign freedom government governance growth health home housing human improvement industrial industry information infrastructure innovation insight intelligence internal international justice knowledge land learning legal library libraries licensing local logistics management market media national network operations organisational parliamentary payroll pensions people performance planning policy portfolio practice press privacy private procurement professional programme programmes project projects property protection public quality records recruitment regional regulation regulatory relations research resources revenue risk rural safety schools science security service services skills social software sport standards statistics strategic strategy support sustainability systems talent tax technical technology trade training transformation transport treasury wales scotland england welfare work workforce'.split(
    ' ',
  ),
)

/** Whether all the words are what a department does, so that they name a part of it: `Internal Audit`. Nations are not. */
export const areSubjects = (words: string): boolean =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => SUBJECTS.has(word) && !/^(?:wales|scotland|england)$/.test(word))
