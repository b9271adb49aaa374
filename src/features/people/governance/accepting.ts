/** Whom a finding is about, as seen by whoever would accept it. */
export type About = 'themselves' | 'whom they act for' | 'somebody else'

/** What stands against accepting a finding, in words, or null: nobody bears a breach of a rule on their own behalf. */
export function acceptObstacle(about: About): string | null {
  switch (about) {
    case 'themselves':
      return 'This finding is about you: somebody else has to accept it'
    case 'whom they act for':
      return 'You act for the person whom this finding is about: somebody else has to accept it'
    case 'somebody else':
      return null
  }
}
