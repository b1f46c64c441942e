import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { gauge, keep } from './support.ts';

/** Sets a thousand gauges to 1, 2, 3 … and says which of these is on the disk, until it is killed. */
const now = Math.floor(systemClock.now() / 10) * 10;
const kept = keep(process.argv[2]!, { clock: systemClock });
await kept.load();
for (let round = 1; ; round++) {
  await kept.flush(...Array.from({ length: 1000 }, (_, index) => gauge(`g.${index}`, round, now)));
  process.stdout.write(`${round}\n`);
}
