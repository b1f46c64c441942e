import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { scratchDirectory } from '../../../support/scratch.ts';

const program = fileURLToPath(new URL('../../../../tools/tidegauge.mjs', import.meta.url));

/** Runs the command in a directory with these files. */
async function tidegauge(t: TestContext, argv: readonly string[], files: Record<string, string> = {}, input = '') {
  const directory = await scratchDirectory(t);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(directory, name, '..'), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  const child = spawn(process.execPath, [program, ...argv], { cwd: directory });
  child.stdin.on('error', () => {}); // it may end before it has read all
  child.stdin.end(input);
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  // What a rule costs is another figure each time.
  return { out: out.replace(/ {4,}\d+\.\d\d /g, '   N ').replaceAll(`${directory}/`, ''), errors, code };
}

const rules = `- match: 'paid by (?<method>\\w+): (?<amount>[\\d.]+)'
  metric: shop.revenue
  value: amount
  tags: [method]
- {match: never, metric: app.never, source: shop-*}
- {match: /health, drop: true}
`;
const config = { 'tidegauge.yaml': '', 'rules.d/shop.yaml': rules };
const log = 'order 7 paid by card: 12.50 EUR\n\u001b[31mGET /health\nerror: paid by x: 1';

const shown = `1  order 7 paid by card: 12.50 EUR
   plain, unknown
   shop.revenue{method:card} +12.5
2  ␛[31mGET /health
   dropped
3  error: paid by x: 1
   plain, error
   shop.revenue{method:x} +1

`;
const summary = (never: string) => `3 lines: 2 plain, 1 dropped
   matched  µs/line  rule
         2   N  shop.revenue  rules.d/shop.yaml:1: logs.rules[0]
${never}
         1   N  drop  rules.d/shop.yaml:6: logs.rules[2]
`;
const never = '     never   N  app.never  rules.d/shop.yaml:5: logs.rules[1]';

test('what each line becomes, and how the rules did, from a file or standard input', async t => {
  const wanted = { out: shown + summary(never), errors: '', code: 0 };
  assert.deepEqual(await tidegauge(t, ['rules', 'test', 'app.log'], { ...config, 'app.log': log }), wanted);
  assert.deepEqual(await tidegauge(t, ['rules', 'test', '-'], config, log), wanted);
});

test('only the summary; of one source; strictly; a file of rules by itself', async t => {
  const other = summary('not for it           app.never  rules.d/shop.yaml:5: logs.rules[1]');
  assert.equal((await tidegauge(t, ['rules', 'test', '--summary'], config, log)).out, summary(never));
  const blog = await tidegauge(t, ['rules', 'test', '--summary', '--strict', '--source', 'blog'], config, log);
  assert.deepEqual([blog.out, blog.code], [other, 0]);
  const strict = ['rules', 'test', '--summary', '--strict', '--rules', 'rules.d/shop.yaml'];
  assert.equal((await tidegauge(t, strict, config, log)).code, 1);
});

test('lines are read as the configuration says', async t => {
  const logs = `logs:
  stack_traces: false
  written_metrics: false
  max_line: 64B
  formats: [{source: shop, format: json}]
`;
  const lines = `java.lang.Error: a\n\tat a.B.c(B.java:1)\nlevel=info measure#a=1\n${'x'.repeat(100)}`;
  const argv = ['rules', 'test', '--source', 'shop'];
  const { out } = await tidegauge(t, argv, { ...config, 'tidegauge.yaml': logs }, lines);
  assert.equal(
    out.slice(0, out.indexOf('\n\n') + 1),
    `1  java.lang.Error: a
   json, unknown
2  ⇥at a.B.c(B.java:1)
   json, unknown
3  level=info measure#a=1
   json, info
4  ${'x'.repeat(64)}
   json, unknown
`,
  );
});

test('a line of a stack trace is told to be part of the entry above, and what a terminal would obey is shown', async t => {
  const lines =
    'ERROR a.B failed\njava.lang.Error: a\n\tat a.B.c(B.java:1)\n\u202e\u0085\u007f\u2028\u200b x=\u001b[2J';
  const { out } = await tidegauge(t, ['rules', 'test'], config, lines);
  assert.equal(
    out.slice(0, out.indexOf('\n\n') + 1),
    `1  ERROR a.B failed
   plain, error
2  java.lang.Error: a
   part of the entry above
3  ⇥at a.B.c(B.java:1)
   part of the entry above
   log.exceptions{exception_type:java.lang.Error} +1
4  <U+202E><U+0085>␡<U+2028><U+200B> x=␛[2J
   plain, unknown
`,
  );
});

test('no more lines than were asked for, however many there are', async t => {
  const { out } = await tidegauge(t, ['rules', 'test', '--summary', '--limit', '2'], config, log.repeat(100_000));
  assert.match(out, /^2 lines: 1 plain, 1 dropped\n/);
});

test('what is not valid is told, with exit code 2', async t => {
  const fails = async (argv: string[], files: Record<string, string> = config) => {
    const { out, errors, code } = await tidegauge(t, ['rules', 'test', ...argv], files);
    assert.deepEqual([out, code], ['', 2]);
    return errors.split('\n')[0]!.replace(/\S*\/(?=rules\.d)/, '');
  };
  assert.equal(
    await fails([], { ...config, 'rules.d/shop.yaml': '- {match: a(?=b), metric: m}' }),
    'rules.d/shop.yaml:1: logs.rules[0].match is "a(?=b)", refused: invalid or unsupported Perl syntax: `(?=`',
  );
  assert.match(
    await fails([], { 'tidegauge.yaml': 'logs: {formats: [{source: a, format: b}]}' }),
    /logs\.formats\[0\]\.format is "b", but must be one of /,
  );
  assert.equal(await fails(['--config', 'none.yaml']), '--config: there is no file "none.yaml"');
  assert.match(await fails(['none.log']), /^"none\.log" cannot be read: ENOENT/);
  assert.equal(await fails(['.']), '"." is a directory, not a file');
  assert.equal(await fails(['--limit', 'x']), '--limit "x" is no number of lines');
  assert.equal(await fails(['a', 'b']), 'one file at a time: "b" is one too many');
  assert.match(await fails(['--nope']), /^Unknown option '--nope'/);
});

test('help, of the command and of its subcommands; anything else is none', async t => {
  for (const argv of [[], ['--help']]) {
    const { out, code } = await tidegauge(t, argv);
    assert.match(out, /^usage: tidegauge COMMAND[\s\S]*\n {2}rules test {2}[\s\S]*\n {2}tail /);
    assert.equal(code, 0);
  }
  assert.match((await tidegauge(t, ['rules', 'test', '--help'])).out, /^usage: tidegauge rules test/m);
  const wrong = await tidegauge(t, ['rules', 'tset']);
  assert.match(wrong.errors, /^"rules tset" is no command of tidegauge\n/);
  assert.equal(wrong.code, 2);
});

test('a reader that goes away ends it', async t => {
  const directory = await scratchDirectory(t);
  await writeFile(join(directory, 'app.log'), 'x\n'.repeat(200_000));
  const child = spawn(process.execPath, [program, 'rules', 'test', 'app.log'], { cwd: directory });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});
