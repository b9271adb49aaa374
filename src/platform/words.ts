/** So many of something: `1 risk`, `2 risks`. */
export const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`
