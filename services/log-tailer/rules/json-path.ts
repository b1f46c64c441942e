/** Finds the value at one place in JSON objects; undefined where there is none, or null. */
export type JsonPath = (object: object) => unknown;

/**
 * Reads a path of keys with dots between them, `payment.amount`, with or without `$.` before it; a number is an index of
 * a list, and `length` how long it is. A key that itself has the dots, as `log.level` often does, goes before.
 */
export function compileJsonPath(path: string): JsonPath {
  const whole = withoutRoot(path);
  const keys = whole.split('.');
  return object => own(object, whole) ?? keys.reduce<unknown>(own, object) ?? undefined;
}

/** The path without `$.`. */
export const withoutRoot = (path: string): string => path.replace(/^\$\.(?=.)/, '');

/** Only what the line itself holds: not what every object of JavaScript has. */
const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
