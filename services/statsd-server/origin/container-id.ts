const hexadecimal = /^[0-9a-f]{12,64}$/;

/** Digits of a container's id that stand for it: as many as `docker ps` prints. */
export const shortLength = 12;

/**
 * The container's id in a DogStatsD origin (`|c:`): all 64 hexadecimal digits or at least the first twelve, as it is or
 * as `ci-…`. Undefined for what no engine can resolve: `in-…`, the inode of a control group, a task of ECS, nonsense.
 * https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/?tab=metrics#dogstatsd-protocol-v12
 */
export function containerIdOf(origin: string): string | undefined {
  const id = origin.startsWith('ci-') ? origin.slice('ci-'.length) : origin;
  return hexadecimal.test(id) ? id : undefined;
}
