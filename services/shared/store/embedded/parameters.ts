import { BIGINT, type DuckDBListType, type DuckDBListValue, INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api';

/** The values of a statement's parameters, which are lists, and their types, as `run` takes them. */
export type ListParameters = [values: Record<string, DuckDBListValue>, types: Record<string, DuckDBListType>];

function lists<Item>(
  type: DuckDBListType,
  toValue: (items: Iterable<Item>) => DuckDBListValue,
): (parameters: Readonly<Record<string, Iterable<Item>>>) => ListParameters {
  return parameters => {
    const entries = Object.entries(parameters);
    return [
      Object.fromEntries(entries.map(([name, items]) => [name, toValue(items)])),
      Object.fromEntries(entries.map(([name]) => [name, type])),
    ];
  };
}

/** Lists of 32-bit integers: ids. */
export const integers = lists<number>(LIST(INTEGER), items => listValue([...items]));

/** Lists of 64-bit integers: times in epoch milliseconds. */
export const times = lists<number>(LIST(BIGINT), items => listValue(Array.from(items, BigInt)));

/** Lists of texts. */
export const texts = lists<string>(LIST(VARCHAR), items => listValue([...items]));

/** Lists of lists of texts. */
export const textLists = lists<readonly string[]>(LIST(LIST(VARCHAR)), items =>
  listValue(Array.from(items, texts => listValue(texts))),
);
