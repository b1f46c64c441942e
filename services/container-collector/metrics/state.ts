import type { Container } from '../../shared/engine/container.ts';
import type { Say } from './say.ts';

/** What the engine knows of a container that runs or not: `container.state`, `.restarts`, `.uptime`. `now` in epoch ms. */
export function sayState({ state, restarts, pid, startedAt }: Container, say: Say, now: number): void {
  say.gauge('container.restarts', restarts);
  // One that is being removed is in none of the states that are told, and gone in a moment.
  if (state !== 'removing') say.gauge('container.state', 1, { state });
  if (pid > 0 && startedAt !== undefined) say.gauge('container.uptime', Math.max(0, now - startedAt) / 1000);
}
