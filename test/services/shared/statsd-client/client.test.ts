import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { createStatsdClient } from '../../../../services/shared/statsd-client/client.ts';
import { createSinkStream } from '../../../../services/shared/statsd-client/sink-stream.ts';

/** A client over a memory link, and what the server got: its pieces, and all their lines. */
function createPair(t: TestContext, tags: Record<string, string> = {}) {
  const pieces: string[] = [];
  const client = createStatsdClient(
    createSinkStream(piece => pieces.push(piece.toString())),
    tags,
  );
  t.after(() => client.close());
  const said = () => {
    client.flush();
    return pieces.splice(0).join('');
  };
  return { client, pieces, said };
}

test('each kind of metric is a line', t => {
  const { client, said } = createPair(t);
  client.count('a', 1);
  client.count('a.b', 0);
  client.count('a', 2.5);
  client.gauge('g', 12);
  client.timing('t', 0.25);
  client.set('s', 'alice');
  client.gaugeDelta('g', 2);
  client.gaugeDelta('g', -2.5, { a: 'b' });
  client.histogram('h', 5);
  client.distribution('d', 5, { a: 'b' }, 3);
  assert.deepEqual(said().split('\n'), [
    ...['a:1|c', 'a.b:0|c', 'a:2.5|c', 'g:12|g', 't:0.25|ms', 's:alice|s', 'g:+2|g', 'g:-2.5|g|#a:b', 'h:5|h'],
    ...['d:5|d|@0.5|#a:b', 'd:5|d|#a:b', ''],
  ]);
});

test('a timing measured many times is a few lines, whose sample rates add up to exactly as many', t => {
  const { client, said } = createPair(t, { host: 'h' });
  client.timing('t', 5, { a: 'b' }, 11);
  client.timing('t|', 5, {}, 2);
  client.timing('t', 5, {}, 0);
  assert.equal(
    said(),
    't:5|ms|@0.125|#host:h,a:b\nt:5|ms|@0.5|#host:h,a:b\nt:5|ms|#host:h,a:b\nt_:5|ms|@0.5|#host:h\n',
  );

  client.timing('t', 5, {}, 1_000_003);
  const rates = [...said().matchAll(/@([^|]+)/g)].map(([, rate]) => 1 / Number(rate));
  assert.equal(
    rates.reduce((sum, times) => sum + times, 0),
    1_000_002,
  );
});

test('a negative gauge is set by way of zero, as the protocol reads a sign as a change', t => {
  const { client, said } = createPair(t);
  client.gauge('g', -5, { a: 'b' });
  client.gauge('g', -0);
  assert.equal(said(), 'g:0|g|#a:b\ng:-5|g|#a:b\ng:0|g\n');
});

test('numbers of any size keep all their digits', t => {
  const { client, said } = createPair(t);
  client.count('n', Number.MAX_SAFE_INTEGER);
  client.gauge('n', 0.1 + 0.2);
  client.gauge('n', 1e-7);
  client.gauge('n', 1e21);
  assert.equal(said(), 'n:9007199254740991|c\nn:0.30000000000000004|g\nn:1e-7|g\nn:1e+21|g\n');
});

test('tags of the client go with every metric, those of one metric before them', t => {
  const { client, said } = createPair(t, { host: 'h', service: 's' });
  client.count('a', 1);
  client.count('a', 1, { file: '/var/log/syslog' });
  client.gauge('a', 1, { host: 'other' });
  assert.equal(
    said(),
    'a:1|c|#host:h,service:s\na:1|c|#host:h,service:s,file:/var/log/syslog\na:1|g|#service:s,host:other\n',
  );
});

test('what the protocol reserves becomes an underscore, and can add no line, tag or metric', t => {
  const { client, said } = createPair(t, { host: 'a|b' });
  client.count('n:1|c\nx', 1, { 'k:|,#@\n': 'v|,#@\r\n:w', empty: '' });
  client.set('s', 'x:1|c\ny');
  assert.equal(said(), 'n_1_c_x:1|c|#host:a_b,k______:v______:w,empty:\ns:x_1_c_y|s|#host:a_b\n');
});

test('tags with the names of options are tags', t => {
  const { client, said } = createPair(t);
  client.count('a', 1, { timestamp: '1' });
  client.gauge('a', 1, { sampleRate: '0.5', tags: 'x', cardinality: 'low' });
  assert.equal(said(), 'a:1|c|#timestamp:1\na:1|g|#sampleRate:0.5,tags:x,cardinality:low\n');
});

test("variables meant for Datadog's clients change nothing", t => {
  const env = { DD_ENV: 'prod', DD_TAGS: 'a:b', DD_EXTERNAL_ENV: 'x', DD_ENTITY_ID: 'y', DD_AGENT_HOST: 'z' };
  Object.assign(process.env, env);
  t.after(() => {
    for (const name of Object.keys(env)) delete process.env[name];
  });
  const { client, said } = createPair(t);
  client.count('a', 1);
  assert.equal(said(), 'a:1|c\n');
});

test('an event has its lengths in bytes, its time in whole seconds, and stays on its line', t => {
  const { client, said } = createPair(t, { host: 'h' });
  client.event({ time: 1_700_000_000_999, title: 'container die', text: 'exit code 1', tags: { container: 'web' } });
  client.event({ time: 1000, title: 'grüß\ngott', text: 'a|b\r\nc: 日', tags: {} });
  client.event({ time: 0, title: '', text: '', tags: {} });
  assert.equal(
    said(),
    '_e{13,11}:container die|exit code 1|d:1700000000|#host:h,container:web\n' +
      '_e{11,11}:grüß gott|a|b\\nc: 日|d:1|#host:h\n' +
      '_e{0,0}:||d:0|#host:h\n',
  );
});

test('pieces are whole lines of up to 32 KiB together', t => {
  const { client, pieces } = createPair(t);
  for (let index = 0; index < 5000; index++) client.count(`metric.number.${index}`, index);
  client.flush();
  assert.ok(pieces.length > 1);
  for (const piece of pieces) assert.ok(piece.endsWith('\n') && Buffer.byteLength(piece) <= 32_769);
  assert.equal(pieces.join('').split('\n').length, 5001);
});

test('closing hands on what is held, and what is said afterwards is not heard', async t => {
  const { client, pieces } = createPair(t);
  client.count('a', 1);
  await client.close();
  client.count('b', 1);
  client.flush();
  await client.close();
  assert.deepEqual(pieces, ['a:1|c\n']);
});

test('closing does not wait for ever', async () => {
  const stuck = new Writable({ write() {} });
  const client = createStatsdClient(stuck, {}, 20);
  client.count('a', 1);
  await client.close();
  assert.equal(stuck.destroyed, true);
});
