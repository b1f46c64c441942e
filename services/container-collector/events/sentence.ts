import type { ContainerEvent } from '../../shared/engine/container.ts';
import { tagText } from '../../shared/tag-text.ts';

/** What is known besides the event itself. */
interface Context {
  readonly event: ContainerEvent;
  /** What the engine adds to the action: `healthy` of `health_status: healthy`. */
  readonly detail: string;
  /** The kernel killed a process of the container for want of memory, just before. */
  readonly killedForMemory: boolean;
}

/** What the event says of its container, by action. Other actions are not told. */
const predicates = new Map<string, (context: Context) => string>([
  ['create', () => 'was created'],
  ['start', () => 'started'],
  ['restart', () => 'was restarted'],
  ['stop', () => 'was stopped'],
  ['kill', () => 'was sent a signal'],
  ['die', ({ event, killedForMemory }) => `exited${codeOf(event)}${killedForMemory ? ', killed for memory' : ''}`],
  ['oom', () => 'ran out of memory'],
  ['pause', () => 'was paused'],
  ['unpause', () => 'goes on after a pause'],
  ['destroy', () => 'was removed'],
  ['health_status', ({ detail }) => `is ${tagText(detail)}`],
]);

/** An event in words: `web-1 (nginx:1.28) exited with code 3`; undefined for actions that are not told. */
export function sentenceOf(action: string, context: Context): string | undefined {
  const predicate = predicates.get(action);
  if (!predicate) return undefined;
  const { container, image } = context.event.tags;
  return `${container} (${image}) ${predicate(context)}`;
}

function codeOf({ exitCode }: ContainerEvent): string {
  return exitCode === undefined ? '' : ` with code ${exitCode}`;
}
