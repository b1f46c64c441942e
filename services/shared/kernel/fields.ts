/** `name value` a line, as in `/proc/vmstat` or a cgroup's `memory.stat`; `/proc/meminfo` adds a colon and a unit, which are left out. */
export function parseFields(text: string): Map<string, number> {
  const fields = new Map<string, number>();
  for (const [, name, value] of text.matchAll(/^(\S+?):?\s+(\d+)/gm)) fields.set(name!, Number(value));
  return fields;
}
