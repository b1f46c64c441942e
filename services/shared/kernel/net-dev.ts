/** What went through a network interface in one direction since it came up. */
export interface Traffic {
  readonly bytes: number;
  readonly packets: number;
  readonly errors: number;
  readonly dropped: number;
}

/** The counters of one network interface. */
export interface InterfaceCounters {
  readonly interface: string;
  readonly receive: Traffic;
  readonly transmit: Traffic;
}

/** `/proc/<pid>/net/dev`, as proc_pid_net(5) describes it: two lines of heads, then `name: 8 of receive 8 of transmit`. */
export function parseNetDev(text: string): InterfaceCounters[] {
  const interfaces: InterfaceCounters[] = [];
  for (const line of text.split('\n')) {
    // The first number may stand right behind the colon, and names of old aliases hold one themselves.
    const colon = line.lastIndexOf(':');
    if (colon < 0) continue;
    const numbers = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    if (numbers.length < 16 || numbers.some(Number.isNaN)) continue;
    interfaces.push({
      interface: line.slice(0, colon).trim(),
      receive: traffic(numbers, 0),
      transmit: traffic(numbers, 8),
    });
  }
  return interfaces;
}

function traffic(numbers: readonly number[], from: number): Traffic {
  return {
    bytes: numbers[from]!,
    packets: numbers[from + 1]!,
    errors: numbers[from + 2]!,
    dropped: numbers[from + 3]!,
  };
}
