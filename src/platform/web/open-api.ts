import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Route } from './route.ts'

/** The OpenAPI 3.1 document of every route that answers JSON, made from the routes' own declarations. */
export function openApi(routes: readonly Route[], config: Config): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    if (!route.api) continue
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, route.api) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Muniment',
      version: '0.1.0',
      description: 'Information management for public bodies.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: config.publicUrl ?? `http://localhost:${config.port}` }],
    security: [{ key: [] }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key that a person makes on their account page.' },
      },
      schemas: {
        Problem: {
          type: 'object',
          properties: {
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            requestId: { type: 'string' },
          },
          required: ['title', 'status'],
        },
      },
    },
    paths,
  }
}

/** The bytes of a file, as they are (OpenAPI 3.1, section 4.8.14.3). */
const BYTES = { 'application/octet-stream': {} }

function operation(route: Route, api: NonNullable<Route['api']>): object {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(api.query ?? {}).map(([name, { description, schema }]) => ({
    name,
    in: 'query',
    description,
    schema,
  }))
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  return {
    summary: api.summary,
    tags: [api.tag],
    description: `Needs the permission ${route.admits}.`,
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[^a-z0-9]+(\w)/gi, (_, letter: string) => letter.toUpperCase())}`,
    parameters: [...inPath, ...inQuery],
    ...(api.body ? { requestBody: { required: true, content: { 'application/json': { schema: api.body } } } } : {}),
    ...(api.takesBytes ? { requestBody: { required: true, content: BYTES } } : {}),
    responses: {
      200: {
        description: 'The answer',
        content: api.answersBytes ? BYTES : { 'application/json': { schema: schemaOf(api.answer) } },
      },
      400: problem('What was sent cannot be used'),
      401: problem('The key is missing or not valid'),
      403: problem('The key may not do this'),
      404: problem('There is no such thing'),
    },
  }
}

function schemaOf(answer: z.ZodType | object): object {
  return answer instanceof z.ZodType ? z.toJSONSchema(answer) : answer
}
