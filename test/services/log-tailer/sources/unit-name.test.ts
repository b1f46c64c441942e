import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unitTag } from '../../../../services/log-tailer/sources/unit-name.ts';

const id = '0123456789abcdef'.repeat(4);

describe('unitTag', () => {
  for (const [name, tag] of [
    ['ssh.service', 'ssh.service'],
    ['getty@tty1.service', 'getty@tty1.service'],
    ['user@1000.service', 'user@1000.service'],
    ['session-12.scope', 'session.scope'],
    ['session-c3.scope', 'session.scope'],
    ['run-u471.service', 'run.service'],
    ['run-r0123456789abcdef0123456789abcdef.scope', 'run.scope'],
    ['systemd-coredump@12-3456-0.service', 'systemd-coredump@.service'],
    [`docker-${id}.scope`, 'docker.scope'],
    [`libpod-conmon-${id}.scope`, 'libpod-conmon.scope'],
    ['kernel', 'kernel'],
    ['a\u0000b\u202e', 'a_b_'],
    [id, '_OTHER'],
  ] as const)
    it(`${JSON.stringify(name)} → ${tag}`, () => assert.equal(unitTag(name), tag));
});
