import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { type Client, clients } from '../fixtures/statsd-clients/clients.ts';
import { events, metrics, type Stored } from '../fixtures/statsd-clients/expectations.ts';
import { createTidegauge, type Tidegauge } from '../support/tidegauge.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const hour = 3_600_000;
const twoMinutes = 120_000;

/** Runs a client to its end; rejects with what it printed where that is not a good one. */
const send = async ({ command: [file, ...rest] }: Client, argv: readonly string[]) =>
  void (await run(file!, [...rest, ...argv], { timeout: 30_000 }));

/** Each series whose metric begins with `prefix` and a dot, by the rest of its name. */
async function storedOf(tidegauge: Tidegauge, prefix: string): Promise<Record<string, Stored>> {
  const { body } = await tidegauge.get('/api/v1/metrics');
  const listed = body as { name: string; fields: string[]; tags: string[] }[];
  const found: Record<string, Stored> = {};
  for (const { name, fields, tags } of listed.filter(({ name }) => name.startsWith(`${prefix}.`))) {
    const values: Record<string, number> = {};
    let ofSeries = {};
    for (const field of fields) {
      const query = `metric=${name}&field=${field}&agg=sum&from=-4h&step=60&group=${tags.join(',')}`;
      const { series } = (await tidegauge.get(`/api/v1/query?${query}`)).body as {
        series: { tags: Record<string, string>; points: [number, number | null][] }[];
      };
      assert.equal(series.length, 1, `series of ${name}`);
      ofSeries = series[0]!.tags;
      values[field] = series[0]!.points.reduce((sum, [, value]) => sum + (value ?? 0), 0);
    }
    found[name.slice(prefix.length + 1)] = { tags: ofSeries, fields: values };
  }
  return found;
}

async function eventsOf(tidegauge: Tidegauge, prefix: string) {
  const { body } = await tidegauge.get('/api/v1/events?from=-1h');
  return (body as { time: number; title: string; text: string; tags: object }[])
    .filter(({ title }) => title.startsWith(prefix))
    .map(({ title, text, tags }) => ({ title, text, tags }))
    .sort((a, b) => Number(b.title.endsWith('deployed')) - Number(a.title.endsWith('deployed')));
}

/** As a reader of UTF-8 takes Latin-1. */
const withoutUmlauts = (sent: object) => JSON.parse(JSON.stringify(sent).replaceAll(/[öü]/g, '\ufffd'));

test('what clients of three languages send, by every way they have, is what is stored', async t => {
  const runs = clients.flatMap(client =>
    Object.entries(client.modes).map(([mode, way]) => ({ client, mode, way, prefix: `${client.name}_${mode}` })),
  );
  const tidegauge = await createTidegauge(t);
  const socket = join(tidegauge.directory, 'statsd.sock');
  // So long an interval that all of it falls into one, which the stop flushes: percentiles are those of all values.
  await tidegauge.configure({ statsd: { port: tidegauge.statsdPort, flush_interval: '1h', socket } });
  const left = () => hour - (Date.now() % hour);
  await until(() => left() > twoMinutes, 'the next hour', twoMinutes / 1000 + 10);
  await tidegauge.start();
  const listed = async () => JSON.stringify((await tidegauge.get('/api/v1/metrics')).body);
  await until(
    async () => (await listed()).includes('tidegauge.statsd.received'),
    'the end of the first, short interval',
  );

  const address = { port: `127.0.0.1:${tidegauge.statsdPort}`, socket };
  const late = Math.floor(Date.now() / 1000) - 2 * 3600;
  await Promise.all(
    runs
      .filter(({ client }) => !client.skip)
      .map(({ client, mode, way, prefix }) => send(client, [mode, address[way], prefix, `${late}`])),
  );
  assert.equal(await tidegauge.stop('SIGTERM'), 0);
  assert.doesNotMatch(tidegauge.output(), /bad line/);
  await tidegauge.start();

  for (const { client, mode, prefix } of runs)
    await t.test(`${client.name}, ${mode}`, { skip: client.skip }, async () => {
      const sent = {
        metrics: Object.fromEntries(client.sends.map(name => [name, metrics[name]])),
        events: client.sendsEvents ? events(prefix) : [],
      };
      const stored = { metrics: await storedOf(tidegauge, prefix), events: await eventsOf(tidegauge, prefix) };
      assert.deepEqual(stored, client.latin1 ? withoutUmlauts(sent) : sent);
    });
});
