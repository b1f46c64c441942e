import { after, before } from 'node:test';
import { openInfluxdbStore } from '../../../../../services/shared/store/influxdb/store.ts';
import { type Influxd, startInfluxd } from '../../../../support/influxd.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { skipWithoutInfluxd } from '../../../../support/requires.ts';
import { storeContract } from '../contract.ts';
import { createRollUpBuckets, openAging } from './roll-up/support.ts';

const skip = skipWithoutInfluxd();
let server: Influxd;

before(async () => {
  if (!skip) server = await startInfluxd();
});
after(() => server?.stop());

storeContract('InfluxDB 2', {
  skip,
  async open() {
    const bucket = await server.createBucket();
    const store = openInfluxdbStore({ ...server, bucket, timeout: 10_000, logger: createKeepingLogger() });
    return { store, close: () => store.close() };
  },
});

storeContract('InfluxDB 2 with roll-ups not made yet', {
  skip,
  async open() {
    const { store } = openAging(server, await createRollUpBuckets(server));
    return { store, close: () => store.close() };
  },
});

storeContract('InfluxDB 2, everything rolled up before it is read,', {
  skip,
  async open() {
    const aging = openAging(server, await createRollUpBuckets(server));
    const { store } = aging;
    // While it is empty: else every window of all the time that is kept would be looked through.
    await store.maintain();
    const query: typeof store.query = async asked => {
      await aging.rollUp();
      return store.query(asked);
    };
    return { store: { ...store, query }, close: () => store.close() };
  },
});
