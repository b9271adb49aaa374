/** What is used of the parser of n3, whose modules are CommonJS and come without types. */
declare module 'n3/lib/N3Parser.js' {
  namespace parsers {
    interface Term {
      readonly termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'Quad' | 'DefaultGraph' | 'Variable'
      readonly value: string
      readonly language?: string
      readonly datatype?: Term
    }
    interface Token {
      /** From 1. */
      readonly line: number
    }
    interface Factory {
      quad(subject: Term, predicate: Term, object: Term): object
    }
    interface Parser {
      /** Reads all of it at once, and throws where it is not of the format. */
      parse(text: string, told: { readonly onToken: (token: Token) => void }): unknown
    }
  }
  const parsers: {
    readonly default: new (options: { readonly format: string; readonly factory: parsers.Factory }) => parsers.Parser
  }
  export = parsers
}

declare module 'n3/lib/N3DataFactory.js' {
  const factories: { readonly default: import('n3/lib/N3Parser.js').Factory }
  export = factories
}
