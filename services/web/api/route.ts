import type { z } from 'zod';
import type { WebContext } from '../context.ts';
import type { Parameter, Values } from './parameters.ts';

/** What a route answers: a status and what becomes JSON. */
export interface Reply {
  readonly status: 200 | 400 | 404 | 503;
  readonly body: unknown;
}

/** One address of the API: the source of both the server's route and the OpenAPI document. */
export interface ApiRoute {
  /** As OpenAPI has it: `/api/v1/tags/{tag}`. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** The body of a 200. */
  readonly answer: z.ZodType;
  /** What is posted; without it the route answers GET. */
  readonly body?: { readonly schema: z.ZodType; readonly longest: number };
  /** What a 503 means here, where it is not the store that is out of reach; `answer`: its body, if it is no error message. */
  readonly unavailable?: { readonly description: string; readonly answer?: z.ZodType };
  /** Requests that it answers at a time, and what any further one is told, with 503; else there is no bound of its own. */
  readonly bound?: { readonly most: number; readonly refusal: string };
  /** `body`: of a POST, as its schema has it. */
  handle(values: Values, context: WebContext, body: unknown): Promise<Reply>;
}

/** 200 with `body`. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 400 that says what is wrong with which parameter. */
export function badRequest(error: string): Reply {
  return { status: 400, body: { error } };
}

/** 404 that says what there is not. */
export function notFound(error: string): Reply {
  return { status: 404, body: { error } };
}

/** 503 with the reason. */
export function unavailable(error: string): Reply {
  return { status: 503, body: { error } };
}
