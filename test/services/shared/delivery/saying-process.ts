import { carryBySocket } from '../../../../services/shared/delivery/socket-carrier.ts';
import { openSpooledLink } from '../../../../services/shared/delivery/spooled-link.ts';
import { systemClock as clock } from '../../../../services/shared/lifecycle/clock.ts';
import { createLogger } from '../../../../services/shared/logging/logger.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';

/** What killed.test.ts kills: says the numbers from 1 on, and keeps how far it came; a port that has a server is where they go. */
const [directory, port] = process.argv.slice(2) as [string, string];

const opened = await openSpooledLink({
  name: 'saying',
  directory,
  clock,
  logger: createLogger('warn'),
  selfMetrics: createSelfMetrics(),
  maxQueuedBytes: () => 100_000_000,
  segmentBytes: 20_000,
});
if (!opened.ok) throw new Error(opened.reason);
const link = opened.value;
let said = 0;
for (const state of link.recovered ? [link.recovered.whole, ...link.recovered.changes] : []) said = Number(state);
link.keepState({ changes: () => String(said), whole: () => String(said) }, link.commit);
carryBySocket(link.batches, {
  address: { host: '127.0.0.1', port: Number(port) },
  clock,
  onUp: () => {},
  onDown: () => {},
});
setInterval(() => {
  for (let more = 0; more < 20; more++) link.stream.write(`${++said}:1|c\n`);
  link.commit();
}, 1);
