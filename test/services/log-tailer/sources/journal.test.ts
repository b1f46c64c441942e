import assert from 'node:assert/strict';
import { renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { placeFixture } from '../journal/fixtures.ts';
import { createJournalWriter } from '../journal/journal-writer.ts';
import { createHost, ofA, partOf, say, start } from './journal-host.ts';

describe('the journal as a source', () => {
  it('counts entries by unit and severity', async t => {
    const { clock, run, path } = createHost(t);
    placeFixture('compact-zstd', path('system.journal'));
    const tailer = await run({ start_at: 'beginning' });
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.entries'), {
      'log.entries{level:info,unit:kernel}': 1,
      'log.entries{level:fatal,unit:kernel}': 1,
      'log.entries{level:info,unit:init.scope}': 1,
      'log.entries{level:info,unit:ssh.service}': 1,
      'log.entries{level:error,unit:ssh.service}': 1,
      // What it writes to its output has no severity of its own, so that of the message counts.
      'log.entries{level:error,unit:shop.service}': 1,
      'log.entries{level:info,unit:shop.service}': 1,
      'log.entries{level:info,unit:session.scope}': 1,
      'log.entries{level:error,unit:stock.service}': 1,
      'log.entries{level:warn,unit:nightly.service}': 1,
      'log.entries{level:debug,unit:cron}': 1,
      'log.entries{level:info,unit:raw.service}': 1,
      'log.entries{level:info,unit:mute.service}': 1,
      'log.entries{level:unknown,unit:audit}': 1,
      // By Docker's driver; no engine is asked for it here.
      'log.entries{container:web,level:unknown,stream:stdout}': 1,
    });
    assert.equal(tailer.totals('log.lines')['log.lines{unit:stock.service}'], 3);
    assert.equal(tailer.totals('log.bytes')['log.bytes{unit:stock.service}'], 121);
    assert.deepEqual(tailer.totals('log.exceptions'), {
      'log.exceptions{exception_type:java.lang.IllegalStateException,unit:stock.service}': 1,
    });
    assert.equal(tailer.selfMetrics()['tidegauge.log.sources{kind:journal}'], 1);
    assert.deepEqual(partOf(tailer), {
      name: 'journal',
      state: 'ok',
      detail: '1 file',
    });
  });

  it('makes metrics by rules, whose source is journal: and the unit', async t => {
    const { clock, run, create } = createHost(t);
    const rule = { match: '^line (?<n>\\d+)$', source: 'journal:a.*', metric: 'said' };
    const tailer = await run({ rules: [rule] });
    const writer = create('system.journal');
    say(writer, 3);
    say(writer, 2, { _SYSTEMD_UNIT: 'b.service' });
    await clock.advance(3000);
    assert.deepEqual(tailer.totals('said'), { 'said{unit:a.service}': 3 });
    writer.close();
  });

  it('begins at the end of what is there, and with new files at their beginnings', async t => {
    const { clock, run, create } = createHost(t);
    const system = create('system.journal');
    say(system, 5);
    await clock.advance(60_000);
    const tailer = await run();
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.lines'), {});
    say(system, 2);
    const user = create('user-1000.journal', system);
    say(user, 3, { _SYSTEMD_UNIT: 'user@1000.service' });
    await clock.advance(3000);
    assert.deepEqual(tailer.totals('log.lines'), { [ofA]: 2, 'log.lines{unit:user@1000.service}': 3 });
    system.close();
    user.close();
  });

  it('follows every rotation, however many come at once', async t => {
    const { clock, run, create, rotate } = createHost(t);
    const tailer = await run();
    let writer = create('system.journal');
    for (let round = 1; round <= 20; round++) {
      say(writer, round);
      if (round % 3 === 0) await clock.advance(700);
      writer = rotate('system', writer);
    }
    await clock.advance(3000);
    assert.deepEqual(tailer.totals('log.lines'), { [ofA]: 210 });
    assert.equal(partOf(tailer)?.detail, '1 file');
    writer.close();
  });

  it('goes on after a restart where it was, with files that were put aside meanwhile first', async t => {
    const { clock, run, create, rotate } = createHost(t);
    let writer = create('system.journal');
    const first = await run({ start_at: 'beginning' });
    say(writer, 10);
    writer = rotate('system', writer);
    say(writer, 7);
    await clock.advance(2000);
    await first.stop();
    assert.deepEqual(first.totals('log.lines'), { [ofA]: 17 });
    say(writer, 1);
    for (let round = 0; round < 3; round++) {
      await clock.advance(10_000);
      writer = rotate('system', writer);
      say(writer, 100);
    }
    const second = await run({ start_at: 'beginning' });
    await clock.advance(2000);
    await second.stop();
    assert.deepEqual(second.totals('log.lines'), { [ofA]: 301 });
    const third = await run({ start_at: 'beginning' });
    await clock.advance(2000);
    assert.deepEqual(third.totals('log.lines'), {});
    assert.equal(third.selfMetrics()['tidegauge.log.journal.missed'], 0);
    await third.stop();
    writer.close();
  });

  it('goes by numbers and not by the clock, which may be set back', async t => {
    const { clock, run, create, directory, path } = createHost(t);
    const before = create('system.journal');
    say(before, 5);
    const first = await run({ start_at: 'beginning' });
    await clock.advance(2000);
    await first.stop();
    renameSync(path('system.journal'), path('system@0-1.journal'));
    const after = createJournalWriter(join(directory, 'system.journal'), {
      seqnumId: before.seqnumId,
      firstSeqnum: before.nextSeqnum,
      time: start - 86_400_000,
    });
    say(after, 3);
    const second = await run();
    await clock.advance(2000);
    await second.stop();
    assert.deepEqual(second.totals('log.lines'), { [ofA]: 3 });
  });

  it('reads a file that is removed to its end', async t => {
    const { clock, run, create, path } = createHost(t);
    const tailer = await run();
    const writer = create('system.journal');
    say(writer, 1);
    await clock.advance(2000);
    say(writer, 4);
    unlinkSync(path('system.journal'));
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), { [ofA]: 5 });
    assert.equal(partOf(tailer)?.detail, 'there is no journal');
    writer.close();
  });

  it('tells of files that were gone before they were read to their end', async t => {
    const { clock, run, create, path } = createHost(t);
    const writer = create('system.journal');
    const first = await run();
    await clock.advance(2000);
    await first.stop();
    unlinkSync(path('system.journal'));
    const second = await run();
    await clock.advance(2000);
    assert.equal(second.selfMetrics()['tidegauge.log.journal.missed'], 1);
    assert.match(second.logger.lines.join('\n'), /files of .* that were not read to their end are gone/);
    await second.stop();
    writer.close();
  });

  it('tells a hundred units apart, and forgets those that say nothing for an hour', async t => {
    const { clock, run, create } = createHost(t);
    const tailer = await run();
    const writer = create('system.journal');
    for (let unit = 0; unit < 120; unit++) say(writer, 1, { _SYSTEMD_UNIT: `u${unit}.service` });
    await clock.advance(2000);
    assert.equal(Object.keys(tailer.totals('log.lines')).length, 101);
    assert.equal(tailer.totals('log.lines')['log.lines{unit:_OTHER}'], 20);
    await clock.advance(3_700_000);
    say(writer, 1, { _SYSTEMD_UNIT: 'u119.service' });
    await clock.advance(2000);
    assert.equal(tailer.totals('log.lines')['log.lines{unit:u119.service}'], 1);
    writer.close();
  });

  it('leaves out what is no journal, says why, and reads the rest', async t => {
    const { clock, run, create, path } = createHost(t);
    writeFileSync(path('user-1000.journal'), 'nonsense');
    writeFileSync(path('system@1-2.journal~'), Buffer.alloc(5000));
    const tailer = await run();
    const writer = create('system.journal');
    say(writer, 2);
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), { [ofA]: 2 });
    assert.match(partOf(tailer)?.detail ?? '', /^1 file, without .*: it is no journal file \(and 1 more\)$/);
    assert.equal(tailer.logger.lines.filter(line => line.includes('no journal file')).length, 2);
    writer.close();
  });

  it('is off where there is none, or the configuration says so', async t => {
    const { run, clock } = createHost(t);
    const tailer = await run();
    assert.deepEqual(partOf(tailer), { name: 'journal', state: 'off', detail: 'there is no journal' });
    await clock.advance(1000);
    assert.deepEqual(tailer.logger.lines, []);
  });
});
