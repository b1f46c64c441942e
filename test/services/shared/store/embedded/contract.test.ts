import { contractTime, storeContract } from '../contract.ts';
import { openTestStore } from './support.ts';

storeContract('the embedded store', {
  skip: false,
  open: async () => openTestStore({ now: contractTime + 3_600_000 }),
});
