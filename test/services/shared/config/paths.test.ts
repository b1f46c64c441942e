import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { dataDirectory, hostTag } from '../../../../services/shared/config/paths.ts';

const user = { isRoot: false, home: '/home/ann', env: {} };

test('data lie where the configuration says, else where they do for such a user', () => {
  assert.equal(dataDirectory({ data: '/srv/x/../y' }, user), '/srv/y');
  assert.equal(dataDirectory({ data: 'here' }, user), resolve('here'));
  assert.equal(dataDirectory({}, { ...user, isRoot: true }), '/var/lib/tidegauge');
  assert.equal(dataDirectory({}, user), '/home/ann/.local/share/tidegauge');
  assert.equal(dataDirectory({}, { ...user, env: { XDG_DATA_HOME: '/data' } }), '/data/tidegauge');
  assert.equal(dataDirectory({}, { ...user, env: { XDG_DATA_HOME: 'data' } }), '/home/ann/.local/share/tidegauge');
});

test('the host is called what the configuration says, else what the machine is called', () => {
  assert.equal(hostTag({ hostname: 'web-1' }), 'web-1');
  assert.equal(hostTag({}), hostname());
});
