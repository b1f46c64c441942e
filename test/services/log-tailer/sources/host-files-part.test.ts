import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostFilesPart } from '../../../../services/log-tailer/sources/host-files-part.ts';

const state = { enabled: true, count: 2, refused: 0, unfit: new Map<string, string>() };
const denied = new Map([
  ['/var/log/syslog', 'permission denied'],
  ['/var/log/pipe.log', 'it is not a regular file'],
]);
const asRoot = 'run as root, or as a member of the group adm';

describe('hostFilesPart', () => {
  it('says how many files are followed', () => {
    assert.deepEqual(hostFilesPart(state), { name: 'host logs', state: 'ok', detail: '2 files' });
    assert.equal(hostFilesPart({ ...state, count: 1 }).detail, '1 file');
  });

  it('says what is left out, and what would change that', () => {
    assert.deepEqual(hostFilesPart({ ...state, unfit: denied, refused: 3 }), {
      name: 'host logs',
      state: 'ok',
      detail: '2 files, 3 beyond logs.max_files, without /var/log/syslog: permission denied (and 1 more)',
      remedy: asRoot,
    });
  });

  it('is off where nothing can be read', () => {
    assert.deepEqual(hostFilesPart({ ...state, count: 0, unfit: denied }), {
      name: 'host logs',
      state: 'off',
      detail: 'none can be read: /var/log/syslog: permission denied (and 1 more)',
      remedy: asRoot,
    });
    assert.deepEqual(hostFilesPart({ ...state, count: 0 }), {
      name: 'host logs',
      state: 'off',
      detail: 'no file matches logs.files',
      remedy: 'name log files in logs.files',
    });
  });

  it('is off where the configuration says so', () => {
    assert.deepEqual(hostFilesPart({ ...state, enabled: false }), {
      name: 'host logs',
      state: 'off',
      detail: 'logs.enabled is false',
    });
  });
});
