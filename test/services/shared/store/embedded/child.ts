// A process of its own for the tests: opens the store in the directory given, says `open` or why it cannot, then
// writes one point after the other until it is killed, and says the number of each that was acknowledged.

import { systemClock } from '../../../../../services/shared/lifecycle/clock.ts';
import { openEmbeddedStore } from '../../../../../services/shared/store/embedded/store.ts';
import { testOptions } from './support.ts';

const [directory = '', base = '0'] = process.argv.slice(2);
const opened = await openEmbeddedStore({ ...testOptions(directory), clock: systemClock });
if (opened.ok) {
  process.stdout.write('open\n');
  for (let number = 1; ; number += 1) {
    const points = ['a', 'b', 'c'].map(series => ({
      metric: 'm',
      tags: { series: `${series}${number % 10}` },
      time: Number(base) + number,
      fields: { value: number },
    }));
    const written = await opened.value.write(points);
    if (written.ok) process.stdout.write(`${number}\n`);
  }
} else {
  process.stdout.write(`${opened.reason}\n`);
}
