import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { mostMemoryOf } from '../support/container-memory.ts';
import { runContainer, type TestContainer } from '../support/containers.ts';
import { skipWithoutStack } from '../support/requires.ts';
import { createStack, type Stack } from '../support/stack.ts';
import { createStackQueries, type StackQueries } from '../support/stack-queries.ts';
import { until } from '../support/until.ts';

const skip = await skipWithoutStack();
const image = 'node:24-bookworm-slim';
const accessLine = '192.0.2.7 - - [21/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8"';
const rules = '- { match: "order of (?<amount>\\\\d+) by", metric: shop.amount, value: amount }';

describe('the stack shows how logs are read, and tries rules out', { skip, timeout: 600_000 }, () => {
  let stack: Stack;
  let queries: StackQueries;
  let shop: TestContainer;

  before(async () => {
    stack = await createStack();
    await stack.configure({
      hostname: 'e2e',
      statsd: { flush_interval: '10s' },
      logs: { rules: [{ match: 'order of (?<amount>\\d+) by', metric: 'shop.amount', value: 'amount' }] },
    });
    await stack.up();
    queries = await createStackQueries(stack);
    const script = `
      for (let i = 0; i < 100; i += 1) console.log('${accessLine}');
      console.error('ERROR the till is stuck <script>alert(1)</script>');
      setInterval(() => console.log('${accessLine}'), 200);`;
    shop = await runContainer({ image, command: ['node', '-e', script] });
  });
  after(async () => {
    await shop.remove();
    await stack.remove();
  });

  const jsonOf = async (response: Response) => {
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return JSON.parse(text);
  };

  test('the list of logs has a container, with its format and how far it has been read', async () => {
    const listed = async () => {
      const { host, sources } = await jsonOf(await queries.get('/api/v1/logs'));
      assert.equal(host, 'e2e');
      return sources.find(({ name }: { name: string }) => name === shop.name);
    };
    await until(async () => (await listed())?.lines >= 101, 'its lines', 20);
    const { kind, state, formats, behind } = await listed();
    assert.deepEqual({ kind, state, behind }, { kind: 'container', state: 'reading', behind: 0 });
    assert.ok(formats.some(({ format }: { format: string }) => format === 'combined'));
  });

  test('one log has its last error lines, as text, and its rules; one that is not read is not found', async () => {
    const log = await jsonOf(await queries.get(`/api/v1/logs/${shop.name}`));
    assert.deepEqual(
      log.errorLines.map(({ text, level, stream }: Record<string, string>) => ({ text, level, stream })),
      [{ text: 'ERROR the till is stuck <script>alert(1)</script>', level: 'error', stream: 'stderr' }],
    );
    assert.equal(log.position.offset, log.position.size);
    assert.deepEqual(
      log.rules.map(({ metric, matched }: { metric: string; matched: number }) => [metric, matched]),
      [['shop.amount', 0]],
    );
    const nobody = await queries.get(`/api/v1/logs/${encodeURIComponent('/var/log/none')}`);
    assert.equal(nobody.status, 404);
    assert.match(await nobody.text(), /"error":"no log of the name \\"\/var\/log\/none/);
    const page = await queries.get(`/live/logs/${shop.name}`);
    assert.equal(page.status, 200);
    assert.doesNotMatch(await page.text(), /<script>alert/);
  });

  test('what a container has said is seen before it is flushed', async () => {
    const query = encodeURIComponent(`metric=log.lines&agg=sum&where=${encodeURIComponent(`container:${shop.name}`)}`);
    const seen = async () => {
      const { interval, reason, answers } = await jsonOf(await queries.get(`/api/v1/running?query=${query}`));
      assert.ok(interval, reason);
      return answers[0].series[0]?.value > 0;
    };
    await until(seen, 'its running value', 20);
  });

  test('rules are tried out through the front, on a thousand lines too', async () => {
    const lines = ['order of 12 by Ann', 'no order'];
    const report = await jsonOf(await queries.post('/api/v1/rules/test', { rules, lines }));
    assert.equal(report.ok, true);
    assert.deepEqual(
      report.lines.map((line: { metrics: { name: string; value: number }[] }) =>
        line.metrics.filter(({ name }) => name === 'shop.amount').map(({ value }) => value),
      ),
      [[12], []],
    );
    const wrong = await jsonOf(await queries.post('/api/v1/rules/test', { rules: '- { match: "(a+)+$" }', lines }));
    assert.equal(wrong.ok, false);
    // Beyond what nginx holds in memory of a body.
    const many = Array.from({ length: 1000 }, (_, index) => `order of ${index} by ${'x'.repeat(200)}`);
    const large = await jsonOf(await queries.post('/api/v1/rules/test', { rules, lines: many }));
    assert.equal(large.rules[0].matched, 1000);
    const tooLarge = await queries.post('/api/v1/rules/test', { rules, lines: ['x'.repeat(300_000)] });
    assert.equal(tooLarge.status, 413);
  });

  test('tests of rules leave the containers far from their bounds on memory and processes', async () => {
    const long = Array.from({ length: 1000 }, (_, index) => `order of ${index} by ${'é'.repeat(100)}`);
    const peak = await mostMemoryOf(['log-tailer', 'web'], stack, async () => {
      for (let round = 0; round < 10; round += 1)
        await jsonOf(await queries.post('/api/v1/rules/test', { rules, source: shop.name, lines: long }));
    });
    for (const { service, used, limit, processes } of peak) {
      assert.ok(used < 0.8 * limit, `${service} uses ${used} of ${limit} bytes`);
      assert.ok(processes < 64, `${service} has ${processes} threads`);
    }
  });

  test('nobody is shown a line, nor may try a rule, without a login or the token', async () => {
    // Grafana, which knows who is logged in, is not here: that is said, and opens nothing.
    const paths = ['/live/logs', `/live/logs/${shop.name}`, '/live/rules/test', '/api/v1/logs', '/api/v1/running'];
    for (const path of paths) assert.equal((await fetch(stack.url + path, { redirect: 'manual' })).status, 503, path);
    const wrong = { 'content-type': 'application/json', authorization: 'Bearer nonsense' };
    const refused = await fetch(`${stack.url}/api/v1/rules/test`, {
      method: 'POST',
      headers: wrong,
      body: JSON.stringify({ rules, lines: [] }),
    });
    assert.equal(refused.status, 503);
    assert.doesNotMatch(await refused.text(), /"ok"/);
  });

  test('the ports that tell lines and running values are reached by the web service alone', async t => {
    const addressesOf = async (service: string) =>
      Object.values((await stack.inspect(service)).NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
    const tailer = (await addressesOf('log-tailer')).map(host => ({ host, port: 8127 }));
    const server = (await addressesOf('statsd-server')).map(host => ({ host, port: 8128 }));
    const targets = [...tailer, ...server];
    const script = `
      const { request } = require('node:http');
      // By what they say they are known: what answers beyond a network may be anyone.
      const reach = target => new Promise(done => {
        const asked = request({ ...target, headers: { host: 'elsewhere' } }, answer => {
          answer.setEncoding('utf8').on('data', text => done(/Host header must be|only \\/running/.test(text))).on('end', () => done(false));
        });
        asked.on('error', () => done(false)).end();
        setTimeout(() => done(false), 1000);
      });
      Promise.all(${JSON.stringify(targets)}.map(reach)).then(all => { console.log(all.filter(Boolean).length); process.exit(); });`;
    const reached: Record<string, number> = {};
    for (const service of ['web', 'container-collector', 'host-collector'])
      reached[service] = Number((await stack.exec(service, ['node', '-e', script])).output);
    const application = await runContainer(
      { image, command: ['node', '-e', script], hostConfig: { NetworkMode: stack.network } },
      t,
    );
    await application.wait();
    const log = await application.container.logs({ stdout: true });
    // Before the text is the frame's head.
    reached.application = Number(log.subarray(8).toString());
    // Of the log-tailer's and the statsd-server's three networks each, the one that it shares for this.
    assert.deepEqual(reached, { web: 2, 'container-collector': 0, 'host-collector': 0, application: 0 });
  });

  test('tidegauge is a command in the container: rules are tried on what comes by standard input, and on a file', async () => {
    const help = await stack.exec('log-tailer', ['tidegauge', 'rules', 'test', '--help']);
    assert.equal(help.code, 0, help.output);
    assert.match(help.output, /^usage: tidegauge rules test/m);

    const lines = 'order of 12 by Ann\nno order\n';
    const piped = await stack.exec('log-tailer', ['tidegauge', 'rules', 'test'], lines);
    assert.equal(piped.code, 0, piped.output);
    assert.match(piped.output, /shop\.amount.*12/);

    const tailed = await stack.exec('log-tailer', ['tidegauge', 'tail', '--name', 'report', '-'], lines);
    assert.equal(tailed.code, 0, tailed.output);
    await until(async () => (await queries.stored('shop.amount', { file: 'report' })) === 12, 'what was tailed', 30);

    const file = ['sh', '-c', 'cat > /tmp/lines && tidegauge rules test --summary --strict /tmp/lines'];
    const read = await stack.exec('log-tailer', file, lines);
    assert.equal(read.code, 0, read.output);
    assert.match(read.output, /shop\.amount/);
  });

  test('a file in rules.d beside tidegauge.yaml applies without a restart, and in the command too', async () => {
    await mkdir(join(stack.directory, 'rules.d'));
    await writeFile(join(stack.directory, 'rules.d', 'shop.yaml'), '- { match: curl, metric: shop.curls }\n');
    const curls = async () => {
      const { rules } = await jsonOf(await queries.get(`/api/v1/logs/${shop.name}`));
      return rules.find(({ metric }: { metric: string }) => metric === 'shop.curls')?.matched;
    };
    await until(async () => (await curls()) > 0, 'its first match', 20);
    const command = ['tidegauge', 'rules', 'test', '--source', shop.name];
    const { code, output } = await stack.exec('log-tailer', command, accessLine);
    assert.equal(code, 0, output);
    assert.match(output, /shop\.curls/);
  });

  test('while the log-tailer is away the API says so, and the rest is answered', async () => {
    await stack.compose('stop', 'log-tailer');
    const away = await queries.get('/api/v1/logs');
    assert.equal(away.status, 503);
    assert.match(await away.text(), /the log-tailer at http:\/\/log-inspection:8127 cannot be asked/);
    assert.equal((await queries.get('/live/logs')).status, 200);
    assert.equal((await queries.get('/api/v1/metrics')).status, 200);
    await stack.compose('start', 'log-tailer');
    await until(async () => (await queries.get('/api/v1/logs')).status === 200, 'its answer', 30);
  });
});
