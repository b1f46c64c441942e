import { z } from 'zod';
import type { ContainerEvent } from './container.ts';
import { containerTags } from './container-tags.ts';

/** The part of an event message that we use (Docker Engine API 1.41, `GET /events`). */
const message = z.object({
  Type: z.literal('container'),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).default({}) }),
  timeNano: z.number(),
});

/** An event of a container; undefined for any other value. */
export function containerEventOf(value: unknown): ContainerEvent | undefined {
  const parsed = message.safeParse(value);
  if (!parsed.success) return undefined;
  const { Action: action, Actor, timeNano } = parsed.data;
  const { name = '', image = '', exitCode = '', ...labels } = Actor.Attributes;
  return {
    // The fraction is kept: it tells apart events of the same millisecond.
    time: timeNano / 1e6,
    action,
    id: Actor.ID,
    tags: containerTags({ name, image, labels }),
    labels,
    exitCode: action === 'die' && /^\d+$/.test(exitCode) ? Number(exitCode) : undefined,
  };
}
