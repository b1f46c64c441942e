import type { Server } from '../server.ts';

/** What a page says when there is nothing to show on it: what to do, and a command where one helps. */
export interface EmptyText {
  readonly text: string;
  readonly command?: string;
}

/** After this many flush intervals what has not come does not come by itself. */
const patience = 3;

/** Why a panel has no lines. */
export function emptyPanelText(server: Server, live: boolean): string {
  if (!live || !isYoung(server)) return 'Nothing in this range';
  return `Waiting for the first points: they come every ${server.resolutions.flushInterval / 1000} s`;
}

/** Why a whole dashboard has nothing; undefined while it is too early to say. */
export function emptyDashboardText(uid: string, server: Server): EmptyText | undefined {
  if (uid === 'statsd') {
    const [host, port] = server.statsd.split(' ');
    return {
      text: 'No application has sent a metric yet. Send one, and it is drawn here after the next flush:',
      command: `echo "hello:1|c" > /dev/udp/${host}/${port}`,
    };
  }
  if (isYoung(server)) return undefined;
  switch (uid) {
    case 'containers':
    case 'container':
      return {
        text: 'No container has been seen. Start one, and it is listed here after the next flush:',
        command: 'docker run -d nginx',
      };
    case 'logs':
      return {
        text: 'No log line has been read. Write one, and it is counted here after the next flush:',
        command: 'logger hello',
      };
    default:
      return { text: 'Nothing has been stored yet.' };
  }
}

function isYoung({ now, startedAt, resolutions }: Server): boolean {
  return now() - startedAt < patience * resolutions.flushInterval;
}
