/** When a page that follows the clock looks again. */
export interface LiveOptions {
  /** Epoch milliseconds. */
  now(): number;
  /** How often, in milliseconds; undefined while the page shows a fixed time. */
  interval(): number | undefined;
  tick(): void;
}

/** The points of an interval are asked for this long after its end; milliseconds. */
const lag = 1000;

/** The next moment at which the points of another interval are there. */
export function nextTick(now: number, interval: number): number {
  return (Math.floor((now - lag) / interval) + 1) * interval + lag;
}

/** Calls `tick` shortly after each interval's end, not while the tab is hidden, and at once when it is seen again. */
export function startLive({ now, interval, tick }: LiveOptions): { restart(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  const schedule = () => {
    clearTimeout(timer);
    const length = interval();
    if (length === undefined || document.hidden) return;
    due = nextTick(now(), length);
    timer = setTimeout(run, due - now());
  };
  const run = () => {
    tick();
    schedule();
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && interval() !== undefined && now() >= due) run();
    else schedule();
  });
  schedule();
  return { restart: schedule };
}
