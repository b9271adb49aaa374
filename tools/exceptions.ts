/** What may be as it is though a wall says otherwise, each with its reason. The lists are closed: they may become shorter, and whatever is not so any more is taken out. */

/** Files whose SQL names a schema that their room does not say it uses. */
export const SPEAKING: Readonly<Record<string, string>> = {
  'src/features/assets/targets.ts speaks to the schema shares':
    'a place may be a drive that is scanned: its field names the register, and nothing else is read of it',
}

const ALIAS = 'given the name that a question of its own has for a table'
const later = (file: string, reason: string) => [`src/features/${file}.ts has a name that is put in later`, reason]

/** Files that hide what their SQL names. */
export const HIDING: Readonly<Record<string, string>> = Object.fromEntries([
  later('plans/conditions', ALIAS),
  later('plans/lost-days', ALIAS),
  later('risks/matrix/shrinking', 'columns and tables of its own registers, by their declarations'),
  later('people/in-force', ALIAS),
  later('people/names', ALIAS),
  later('people/placing', 'one of two columns of its own table'),
  later('people/reorganising/belongings', 'columns of rows that it makes itself'),
  later('people/reorganising/changing', 'tables of registers that rooms hand over, for the kit to change'),
  later('people/reorganising/seeing', 'tables that rooms hand over with the rule for who sees them'),
])
