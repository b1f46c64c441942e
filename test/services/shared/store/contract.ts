import { describe } from 'node:test';
import type { Skip } from '../../../support/requires.ts';
import { aggregationContract } from './contract/aggregation.ts';
import { catalogueContract } from './contract/catalogue.ts';
import { eventsContract } from './contract/events.ts';
import { selectionContract } from './contract/selection.ts';
import type { OpenStore } from './contract/support.ts';
import { writingContract } from './contract/writing.ts';

export { contractTime } from './contract/support.ts';

/** What the contract needs to know of an adapter. */
export interface StoreContractOptions {
  readonly skip: Skip;
  /** A fresh, empty store that takes and answers times of an hour from {@link contractTime} on. */
  readonly open: OpenStore;
}

/** Registers the tests that every adapter of `MetricStore` passes. */
export function storeContract(name: string, { skip, open }: StoreContractOptions): void {
  describe(`${name} keeps the contract of a metric store`, { skip }, () => {
    aggregationContract(open);
    selectionContract(open);
    writingContract(open);
    catalogueContract(open);
    eventsContract(open);
  });
}
