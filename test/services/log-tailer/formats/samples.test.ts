import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { formats } from '../../../../services/log-tailer/formats/index.ts';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { sampledFormats, sampleFile, sampleLines } from './samples.ts';
import { within } from './within.ts';

/** The severity of a line in a format, and the metrics that it became. */
function read(format: string, line: string): string[] | undefined {
  const found = formats.find(({ name }) => name === format);
  assert.ok(found, `there is no format ${format}`);
  const tally = createTally({});
  const level = within(line, found.createReader(tally));
  const client = createRecordingClient();
  tally.report(client);
  const metrics = client.take();
  if (level !== undefined) return [level, ...metrics];
  assert.deepEqual(metrics, [], `${format} counted a line that it refused: ${line}`);
  return undefined;
}

/** The wider formats that would take a narrower one's lines too, were it not asked first. */
const wider: Readonly<Record<string, readonly string[]>> = { 'json access': ['json'], syslog: ['combined'] };

test('every format has samples', () => {
  assert.deepEqual([...sampledFormats].sort(), formats.map(({ name }) => name).sort());
});

for (const format of sampledFormats) {
  const lines = sampleLines(format);

  test(`${format}: each line becomes its severity and its metrics`, () => {
    const found = lines
      .map(line => `${line}\n${(read(format, line) ?? ['not taken']).map(what => `  ${what}\n`).join('')}`)
      .join('');
    const file = sampleFile(format, 'txt');
    // For whoever changes a format, and then reads the difference.
    if (process.env.UPDATE_SAMPLES) writeFileSync(file, found);
    assert.equal(found, readFileSync(file, 'utf8'));
  });

  test(`${format}: no other format takes its lines`, () => {
    for (const { name } of formats) {
      if (name === format || wider[format]?.includes(name)) continue;
      for (const line of lines) assert.equal(read(name, line), undefined, `${name} takes: ${line}`);
    }
  });
}
