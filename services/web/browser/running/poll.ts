/** How running values are asked for. */
export interface PollOptions {
  /** Whether the page shows anything that could be running. */
  wanted(): boolean;
  /** Asks once; answers whether there was anything to know. */
  ask(): Promise<boolean>;
}

/** Milliseconds between two questions … */
const interval = 500;
/** … and after one that was for nothing: the source may come, or come back. */
const patience = 10_000;

/** Asks again and again, one question at a time, not while the tab is hidden, and at once when it is seen again. */
export function startPolling({ wanted, ask }: PollOptions): { restart(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function run(): Promise<void> {
    clearTimeout(timer);
    turn += 1;
    const own = turn;
    if (document.hidden || !wanted()) return;
    const began = performance.now();
    const known = await ask();
    if (own !== turn) return; // begun anew meanwhile
    const wait = known ? Math.max(0, interval - (performance.now() - began)) : patience;
    timer = setTimeout(() => void run(), wait);
  }

  document.addEventListener('visibilitychange', () => void run());
  void run();
  return { restart: () => void run() };
}
