/** Words of closed kinds that open a sentence and are no verbs. */
const NO_VERB =
  /^(?:an?|the|th(?:is|at|ese|ose)|all|each|every|any|some|both|its|their|our|his|her|my|your|it|they|we|he|she|you|t?here|wh(?:o|at|en|ere|ich|y)|how|if|as|at|by|for|from|in|into|of|on|to|with(?:in|out)?|under|over|after|before|during|until|since|about|above|below|through|and|or|but|so|not?|only|also)$/i
/** What stands before what a verb is done to. */
const OBJECT =
  /^(?:an?|the|all|each|every|any|its|their|our|it|them|th(?:is|at|ese|ose)|how|whether|wh(?:o|at|ere)|up|out)$/i
/** Endings of nouns, of other verbs than those that ask, and of words that say how. */
const NO_ASKING = /(?:ed|ing|ly|[^s]s|tion)$/i
const SHOULD =
  /^(?:an?|the|each|every|our)\b[^.;]{2,80}\b(?:should|must|needs? to|to (?!an?\b|the\b|our\b|its\b|their\b|date\b|\d)\p{L}+)\b/iu

/** Whether words ask for something to be done, told by how they are built: `Write a policy`, `The department to keep it`. */
export function saysToDo(words: string): boolean {
  const [first = '', second = ''] = words.split(/[\s,.;:]+/)
  const asks = /^\p{L}{2,}$/u.test(first) && !NO_VERB.test(first) && !NO_ASKING.test(first) && OBJECT.test(second)
  return asks || SHOULD.test(words)
}
