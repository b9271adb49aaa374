/** Where a migration is looked for: with those of the house, or in the folder of a room. */
const PLACE = /^(?:db|src\/features\/[^/]+)\/migrations\/[^/]+$/
const NAME = /\/(\d{4})_[a-z0-9_]+\.sql$/

/** What is wrong with the files of migrations, in words: each has a number of its own over the whole house, and lies where the migrator looks. */
export function migrationBreaches(files: readonly string[]): string[] {
  const numbered = Map.groupBy(files, (file) => NAME.exec(file)?.[1] ?? '')
  return [
    ...files
      .filter((file) => !PLACE.test(file))
      .map((file) => `${file} is never run: it lies in no folder of migrations`),
    ...(numbered.get('') ?? []).map((file) => `${file} is not named as migrations are: 0001_what_it_does.sql`),
    ...[...numbered].flatMap(([number, same]) =>
      number !== '' && same.length > 1
        ? [`${same.join(' and ')} have one number: give the newest a number of its own`]
        : [],
    ),
  ]
}
