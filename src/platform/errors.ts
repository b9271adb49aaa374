/** By this `failure` knows such errors without knowing this file. Nothing that comes as text, such as JSON, can have it. */
const OURS = Symbol.for('muniment.in-our-words')

/** An error that speaks in our own words throughout, so that people may be shown what it says. */
export class InOurWords extends Error {
  get [OURS](): true {
    return true
  }
}

/** The world's "no": something a page or the command line shows as it is. `advice` says what to do about it. */
export class Refusal extends InOurWords {
  readonly status: number
  readonly advice: string | null
  constructor(message: string, status: number, advice: string | null = null) {
    super(message)
    this.name = new.target.name
    this.status = status
    this.advice = advice
  }
}

/** There is no such thing, or this person may not know of it: the two look the same. */
export class NotFound extends Refusal {
  constructor(message = 'Cannot find the page') {
    super(message, 404)
  }
}

/** The person is known but may not do this. */
export class Forbidden extends Refusal {
  constructor(message = 'You do not have permission to do this', advice: string | null = null) {
    super(message, 403, advice)
  }
}

/** What the deed rests on has changed meanwhile, or a rule stands against it. */
export class Conflict extends Refusal {
  constructor(message: string, advice: string | null = null) {
    super(message, 409, advice)
  }
}

/** Too much of this is asked for at once: it can be asked again in a while. */
export class Busy extends Refusal {
  constructor(message: string, advice: string | null = null) {
    super(message, 503, advice)
  }
}

/** What was sent cannot be used. */
export class BadRequest extends Refusal {
  constructor(message: string, advice: string | null = null) {
    super(message, 400, advice)
  }
}

/** What keeps files or tables has no room for more. Nothing of what was sent was kept. */
export class NoRoom extends Refusal {
  constructor(
    message = 'There is no room for more here',
    advice: string | null = 'Nothing was saved. Tell whoever looks after this installation that its disk is full.',
    cause?: unknown,
  ) {
    super(message, 507, advice)
    this.cause = cause
  }
}

/** The database is away, or has no connection to spare: it comes back by itself. Says nothing of where it is or why. */
export class Unavailable extends Refusal {
  constructor(cause?: unknown) {
    super('Muniment is not available for a moment', 503, 'Wait a minute and try again.')
    this.cause = cause
  }
}

/** Muniment cannot start or go on: said on one line, without a stack. */
export class CannotStart extends InOurWords {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CannotStart'
  }
}
