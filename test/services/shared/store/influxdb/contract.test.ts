import { after, before } from 'node:test';
import { openInfluxdbStore } from '../../../../../services/shared/store/influxdb/store.ts';
import { type Influxd, startInfluxd } from '../../../../support/influxd.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { skipWithoutInfluxd } from '../../../../support/requires.ts';
import { storeContract } from '../contract.ts';

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
