import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journalPart } from '../../../../services/log-tailer/sources/journal-part.ts';

const state = { count: 3, unfit: new Map<string, string>(), unwanted: undefined };
const denied = new Map([['/var/log/journal/a/system.journal', 'permission denied']]);

describe('journalPart', () => {
  it('says how many files are read', () => {
    assert.deepEqual(journalPart(state), { name: 'journal', state: 'ok', detail: '3 files' });
    assert.equal(journalPart({ ...state, count: 1 }).detail, '1 file');
  });

  it('says what is left out, and what would change that', () => {
    const remedy = 'run as root, or as a member of the group systemd-journal';
    const without = '/var/log/journal/a/system.journal: permission denied';
    assert.deepEqual(journalPart({ ...state, unfit: denied }), {
      name: 'journal',
      state: 'ok',
      detail: `3 files, without ${without}`,
      remedy,
    });
    assert.deepEqual(journalPart({ ...state, count: 0, unfit: denied }), {
      name: 'journal',
      state: 'off',
      detail: `it can't be read: ${without}`,
      remedy,
    });
  });

  it('is off where there is none, or it is not wanted', () => {
    assert.deepEqual(journalPart({ ...state, count: 0 }), {
      name: 'journal',
      state: 'off',
      detail: 'there is no journal',
    });
    assert.deepEqual(journalPart({ ...state, unwanted: 'logs.journal is empty' }), {
      name: 'journal',
      state: 'off',
      detail: 'logs.journal is empty',
    });
  });
});
