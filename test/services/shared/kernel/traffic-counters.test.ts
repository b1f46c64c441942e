import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trafficCounters } from '../../../../services/shared/kernel/traffic-counters.ts';

test('each counter of an interface, by metric and direction; its name fit for a tag, its key as it is', () => {
  const counters = {
    interface: 'et\u0007h0',
    receive: { bytes: 1, packets: 2, errors: 3, dropped: 4 },
    transmit: { bytes: 5, packets: 6, errors: 7, dropped: 8 },
  };
  const receive = { interface: 'et_h0', direction: 'receive' };
  const transmit = { interface: 'et_h0', direction: 'transmit' };
  assert.deepEqual(trafficCounters(counters), [
    { metric: 'io', tags: receive, key: 'et\u0007h0 receive io', value: 1 },
    { metric: 'packets', tags: receive, key: 'et\u0007h0 receive packets', value: 2 },
    { metric: 'errors', tags: receive, key: 'et\u0007h0 receive errors', value: 3 },
    { metric: 'dropped', tags: receive, key: 'et\u0007h0 receive dropped', value: 4 },
    { metric: 'io', tags: transmit, key: 'et\u0007h0 transmit io', value: 5 },
    { metric: 'packets', tags: transmit, key: 'et\u0007h0 transmit packets', value: 6 },
    { metric: 'errors', tags: transmit, key: 'et\u0007h0 transmit errors', value: 7 },
    { metric: 'dropped', tags: transmit, key: 'et\u0007h0 transmit dropped', value: 8 },
  ]);
});
