import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Address, type Bound, createBinding } from '../../../../services/shared/lifecycle/binding.ts';
import { failure, type Outcome, success } from '../../../../services/shared/outcome.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

/** A network on which the ports in `busy` cannot be had, nor one that is open already; `log` keeps what was opened and closed. */
function network() {
  const busy = new Set<number>();
  const open = new Set<number>();
  const log: string[] = [];
  const bind = async ({ port }: Address): Promise<Outcome<Bound, NodeJS.ErrnoException>> => {
    if (busy.has(port) || open.has(port)) return failure(Object.assign(new Error('busy'), { code: 'EADDRINUSE' }));
    log.push(`open ${port}`);
    open.add(port);
    return success({
      port,
      close: async () => {
        log.push(`close ${port}`);
        open.delete(port);
      },
    });
  };
  return { busy, log, bind };
}

function options(bind: ReturnType<typeof network>['bind']) {
  const clock = createFakeClock();
  const logger = createKeepingLogger();
  return { name: 'pages', portKey: 'web.port', clock, logger, bind };
}

test('binds at once where it can', async () => {
  const { bind } = network();
  const binding = await createBinding(options(bind), { host: '127.0.0.1', port: 80 });
  assert.deepEqual(binding.part(), { name: 'pages', state: 'ok', detail: 'listens on 127.0.0.1:80' });
});

test('an IPv6 address is written in brackets', async () => {
  const { bind } = network();
  const binding = await createBinding(options(bind), { host: '::', port: 80 });
  assert.equal(binding.part().detail, 'listens on [::]:80');
});

for (const code of ['ENOTFOUND', 'EAI_AGAIN'])
  test(`a name that has no address is told with the key of the host (${code})`, async () => {
    const bind = async () => failure(Object.assign(new Error(`getaddrinfo ${code} tide`), { code }));
    const { detail, remedy } = (await createBinding(options(bind), { host: 'tide', port: 80 })).part();
    assert.equal(detail, 'tide:80 has a name that is not found');
    assert.equal(remedy, 'set web.host to an address of this host, or one of its names');
  });

test('tries a busy port again every five seconds, and says so once', async () => {
  const { bind, busy } = network();
  busy.add(80);
  const with80 = options(bind);
  const binding = await createBinding(with80, { host: '127.0.0.1', port: 80 });
  assert.equal(binding.current(), undefined);
  assert.deepEqual(binding.part(), {
    name: 'pages',
    state: 'down',
    detail: '127.0.0.1:80 is in use by another process',
    remedy: 'end that process, or set web.port to a free port',
  });
  await with80.clock.advance(20_000);
  busy.clear();
  await with80.clock.advance(5_000);
  assert.equal(binding.part().state, 'ok');
  assert.deepEqual(with80.logger.lines, [
    'warn test: pages: 127.0.0.1:80 is in use by another process; trying again every 5 s',
    'info test: pages: listening on 127.0.0.1:80 now',
  ]);
});

test('moves by opening the new address before it closes the old one', async () => {
  const { bind, log } = network();
  const binding = await createBinding(options(bind), { host: '127.0.0.1', port: 80 });
  await binding.move({ host: '127.0.0.1', port: 81 });
  await binding.move({ host: '127.0.0.1', port: 81 });
  assert.deepEqual(log, ['open 80', 'open 81', 'close 80']);
});

test('keeps the old address while the new one is busy', async () => {
  const { bind, busy } = network();
  busy.add(81);
  const with81 = options(bind);
  const binding = await createBinding(with81, { host: '127.0.0.1', port: 80 });
  await binding.move({ host: '127.0.0.1', port: 81 });
  assert.equal(binding.current()?.port, 80);
  assert.equal(binding.part().state, 'down');
  busy.clear();
  await with81.clock.advance(5_000);
  assert.equal(binding.current()?.port, 81);
});

test('the same port at another address is let go first', async () => {
  const { bind, log } = network();
  const binding = await createBinding(options(bind), { host: '127.0.0.1', port: 80 });
  await binding.move({ host: '0.0.0.0', port: 80 });
  assert.deepEqual(log, ['open 80', 'close 80', 'open 80']);
  assert.deepEqual(binding.part(), { name: 'pages', state: 'ok', detail: 'listens on 0.0.0.0:80' });
});

test('back to where it still listens is no problem', async () => {
  const { bind, busy } = network();
  busy.add(81);
  const with81 = options(bind);
  const binding = await createBinding(with81, { host: '127.0.0.1', port: 80 });
  await binding.move({ host: '127.0.0.1', port: 81 });
  await binding.move({ host: '127.0.0.1', port: 80 });
  assert.equal(binding.part().state, 'ok');
  busy.clear();
  await with81.clock.advance(20_000);
  assert.equal(binding.current()?.port, 80);
});

test('closing ends the trying', async () => {
  const { bind, busy, log } = network();
  busy.add(80);
  const with80 = options(bind);
  const binding = await createBinding(with80, { host: '127.0.0.1', port: 80 });
  await binding.close();
  busy.clear();
  await with80.clock.advance(20_000);
  assert.deepEqual(log, []);
});

test('what stops by itself is bound again: at once, but for what does not last', async () => {
  const { bind } = network();
  let lose = (_reason: string) => {};
  const fragile = async (address: Address) => {
    const outcome = await bind(address);
    const lost = new Promise<string>(resolve => {
      lose = resolve;
    });
    return outcome.ok ? success({ ...outcome.value, detail: 'read by a thread', lost }) : outcome;
  };
  const given = options(fragile);
  const binding = await createBinding(given, { host: '127.0.0.1', port: 80 });
  assert.equal(binding.part().detail, 'listens on 127.0.0.1:80, read by a thread');
  await given.clock.advance(5000);
  lose('its thread ended');
  await given.clock.advance(0);
  assert.equal(binding.part().state, 'ok');
  lose('its thread ended');
  await given.clock.advance(4999);
  assert.deepEqual(binding.part(), {
    name: 'pages',
    state: 'down',
    detail: '127.0.0.1:80 is listened on no more: its thread ended',
    remedy: 'it is tried again every 5 s',
  });
  await given.clock.advance(1);
  assert.equal(binding.part().state, 'ok');
  assert.deepEqual(given.logger.lines, [
    'warn test: pages: 127.0.0.1:80 is listened on no more: its thread ended',
    'info test: pages: listening on 127.0.0.1:80 now',
    'warn test: pages: 127.0.0.1:80 is listened on no more: its thread ended',
    'info test: pages: listening on 127.0.0.1:80 now',
  ]);
});

test('another variant of the same address is bound anew', async () => {
  const { bind, log } = network();
  const binding = await createBinding(options(bind), { host: '127.0.0.1', port: 80, variant: '0' });
  await binding.move({ host: '127.0.0.1', port: 80, variant: '0' });
  await binding.move({ host: '127.0.0.1', port: 80, variant: '1' });
  assert.deepEqual(log, ['open 80', 'close 80', 'open 80']);
});

test('a place that is no address and port is written and explained its own way', async () => {
  const binding = await createBinding(
    {
      ...options(async () => failure(Object.assign(new Error('why'), { code: 'ENOENT' }))),
      place: ({ host }) => host,
      problems: { ENOENT: { reason: 'has no directory', remedy: key => `make it, or change ${key}` } },
    },
    { host: '/run/x.sock', port: 0 },
  );
  assert.deepEqual(binding.part(), {
    name: 'pages',
    state: 'down',
    detail: '/run/x.sock has no directory',
    remedy: 'make it, or change web.port',
  });
});
