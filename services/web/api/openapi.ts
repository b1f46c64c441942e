import { z } from 'zod';
import type { Parameter } from './parameters.ts';
import type { ApiRoute } from './route.ts';
import { ok } from './route.ts';

const error = {
  type: 'object',
  properties: { error: { type: 'string' } },
  required: ['error'],
  additionalProperties: false,
};

/** The OpenAPI 3.1 document of `routes`. */
export function openApiDocument(routes: readonly ApiRoute[]) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidegauge',
      version: '1',
      description: 'Reads what Tidegauge stores. Times are epoch seconds in answers.',
    },
    paths: Object.fromEntries(routes.map(route => [route.path, { [route.body ? 'post' : 'get']: operation(route) }])),
  };
}

/** Serves the document of `routes`, itself included. */
export function createOpenApiRoute(routes: readonly ApiRoute[]): ApiRoute {
  const route: ApiRoute = {
    path: '/api/v1/openapi.json',
    summary: 'This document.',
    parameters: [],
    answer: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
    handle: async () => ok(openApiDocument([...routes, route])),
  };
  return route;
}

function operation({ summary, parameters, body, answer, unavailable }: ApiRoute) {
  return {
    summary,
    parameters: parameters.map(describe),
    ...(body ? { requestBody: { required: true, content: jsonOf(schemaOf(body.schema)) } } : {}),
    responses: {
      200: response('The answer.', schemaOf(answer)),
      400: response('A parameter is wrong; the message names it, its value, and what is allowed.', error),
      ...(body
        ? {
            413: response(`The body is longer than ${body.longest} bytes.`, error),
            415: response('The body is not declared to be JSON.', error),
          }
        : {}),
      503: response(
        unavailable?.description ?? 'The store cannot be reached; the message says why.',
        unavailable?.answer ? schemaOf(unavailable.answer) : error,
      ),
    },
  };
}

function describe({ name, in: place, description, required = false, repeated, allowed, example, ...rest }: Parameter) {
  const text = {
    type: 'string',
    minLength: 1,
    ...(allowed ? { enum: allowed } : {}),
    ...(rest.default === undefined ? {} : { default: rest.default }),
  };
  const schema = repeated ? { type: 'array', items: text } : text;
  return { name, in: place, description, required, schema, ...(example === undefined ? {} : { example }) };
}

const response = (description: string, schema: unknown) => ({
  description,
  content: jsonOf(schema),
});

const jsonOf = (schema: unknown) => ({ 'application/json': { schema } });

function schemaOf(type: z.ZodType) {
  const { $schema, ...schema } = z.toJSONSchema(type);
  return schema;
}
