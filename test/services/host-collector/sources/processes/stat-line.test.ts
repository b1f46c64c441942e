import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProcessStat } from '../../../../../services/host-collector/sources/processes/stat-line.ts';

const line = (name: string, flags = 4194560) =>
  `812 (${name}) S 1 812 812 0 -1 ${flags} 99 0 0 0 150 30 9 9 20 0 1 0 1501 3133440 2500 184467 94 94 14 0 0 0 0\n`;

test('name, state, CPU time, start and memory', () => {
  assert.deepEqual(parseProcessStat(line('nginx')), {
    name: 'nginx',
    state: 'S',
    ticks: 180,
    started: '1501',
    pages: 2500,
  });
});

for (const name of ['(sd-pam)', 'tmux: server', 'evil) R 0 (x', ') (', '', 'a\nb', ' ']) {
  test(`the name ${JSON.stringify(name)}`, () => {
    const stat = parseProcessStat(line(name));
    assert.equal(stat?.name, name);
    assert.equal(stat?.state, 'S');
  });
}

test("a kernel thread's name without what it works on; another process may have a slash", () => {
  assert.equal(parseProcessStat(line('kworker/0:1-events', 69238880))?.name, 'kworker');
  assert.equal(parseProcessStat(line('a/b'))?.name, 'a/b');
});

test('garbage is no process', () => {
  for (const text of ['', '(', ')', '1 (a) S 1', ')a(']) assert.equal(parseProcessStat(text), undefined);
});
