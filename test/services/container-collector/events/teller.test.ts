import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventTeller } from '../../../../services/container-collector/events/teller.ts';
import type { ContainerEvent } from '../../../../services/shared/engine/container.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

const time = Date.UTC(2026, 0, 1);

/** An event of a container `web-1`. */
const event = (action: string, differences: Partial<ContainerEvent> = {}): ContainerEvent => ({
  time,
  action,
  id: 'abc',
  tags: { container: 'web-1', image: 'nginx:1.28' },
  labels: {},
  exitCode: undefined,
  ...differences,
});

/** What is told of these events, each as `title: text`. */
function told(...events: ContainerEvent[]): string[] {
  const statsd = createRecordingClient();
  const teller = createEventTeller(statsd);
  for (const one of events) teller.tell(one);
  return statsd.events.map(({ title, text }) => `${title}: ${text}`);
}

for (const [action, sentence] of [
  ['create', 'was created'],
  ['start', 'started'],
  ['restart', 'was restarted'],
  ['stop', 'was stopped'],
  ['kill', 'was sent a signal'],
  ['die', 'exited'],
  ['oom', 'ran out of memory'],
  ['pause', 'was paused'],
  ['unpause', 'goes on after a pause'],
  ['destroy', 'was removed'],
] as const) {
  test(`${action}: web-1 (nginx:1.28) ${sentence}`, () =>
    assert.deepEqual(told(event(action)), [`container ${action}: web-1 (nginx:1.28) ${sentence}`]));
}

test('an end has its exit code, in words and as a tag', () => {
  const statsd = createRecordingClient();
  createEventTeller(statsd).tell(event('die', { time: time + 0.75, exitCode: 3 }));
  assert.deepEqual(statsd.events, [
    {
      time,
      title: 'container die',
      text: 'web-1 (nginx:1.28) exited with code 3',
      tags: { container: 'web-1', image: 'nginx:1.28', action: 'die', exit_code: '3' },
    },
  ]);
});

test('an end right after the kernel killed for memory says so; a later or a good one does not', () => {
  const oom = event('oom');
  const end = (after: number, exitCode: number) => told(oom, event('die', { time: time + after, exitCode })).at(-1);
  assert.equal(end(50, 137), 'container die: web-1 (nginx:1.28) exited with code 137, killed for memory');
  assert.equal(end(50, 0), 'container die: web-1 (nginx:1.28) exited with code 0');
  assert.equal(end(60_000, 137), 'container die: web-1 (nginx:1.28) exited with code 137');
  const other = event('die', { time: time + 50, id: 'other', exitCode: 137 });
  assert.equal(told(oom, other).at(-1), 'container die: web-1 (nginx:1.28) exited with code 137');
});

test('one that is removed as it ends (docker run --rm) is gone before its end is told, which still has the reason', () => {
  const statsd = createRecordingClient();
  const teller = createEventTeller(statsd);
  teller.tell(event('oom'));
  teller.forget('abc');
  teller.tell(event('die', { exitCode: 137 }));
  assert.equal(statsd.events.at(-1)?.text, 'web-1 (nginx:1.28) exited with code 137, killed for memory');
});

test('health is told when it changes', () => {
  assert.deepEqual(
    told(
      event('health_status: healthy'),
      event('health_status: healthy'),
      event('health_status: unhealthy'),
      event('health_status: healthy', { id: 'other' }),
    ),
    [
      'container health_status: web-1 (nginx:1.28) is healthy',
      'container health_status: web-1 (nginx:1.28) is unhealthy',
      'container health_status: web-1 (nginx:1.28) is healthy',
    ],
  );
});

test('noise is not told', () => {
  const noise = [
    'exec_create: sh -c "x: y"',
    'exec_start: sh',
    'exec_die',
    'attach',
    'resize',
    'top',
    'rename',
    'constructor',
  ];
  assert.deepEqual(told(...noise.map(action => event(action))), []);
});
