import type { Socket } from 'node:net';

/** Connections held at a time. */
export const maxConnections = 1024;
/** Of them from one address, so that none shuts all others out. */
export const maxPerAddress = 512;
/** Where the house is full, whoever sent no whole line for so long makes room; milliseconds. Our own collectors send every ten seconds. */
export const idleTime = 60_000;

/** A connection that was let in. */
export interface Connection {
  /** To be called for each whole line, or several: bytes alone keep nobody in. */
  lineCame(): void;
}

/** Who is connected. */
export interface Connections {
  /** Lets a connection in, and calls `evicted` for one that is closed for it; undefined where there is no room. */
  admit(socket: Socket, evicted: () => void): Connection | undefined;
  remove(socket: Socket): void;
  sockets(): readonly Socket[];
}

/** Nobody is connected. `now`: milliseconds of a clock that only goes on. */
export function createConnections(now: () => number): Connections {
  /** When each sent a whole line, or was let in. */
  const lastLine = new Map<Socket, number>();

  /** Those whose number keeps a connection from this address out; undefined where nothing does. */
  function inTheWay(address: string | undefined): readonly Socket[] | undefined {
    if (lastLine.size >= maxPerAddress && address !== undefined) {
      const same = [...lastLine.keys()].filter(({ remoteAddress }) => remoteAddress === address);
      if (same.length >= maxPerAddress) return same;
    }
    return lastLine.size >= maxConnections ? [...lastLine.keys()] : undefined;
  }

  /** Closes the one that has been idle for longest, if any has been for long enough. */
  function makeRoom(among: readonly Socket[]): boolean {
    const [longest] = [...among].sort((a, b) => lastLine.get(a)! - lastLine.get(b)!);
    if (!longest || now() - lastLine.get(longest)! < idleTime) return false;
    lastLine.delete(longest);
    longest.destroy();
    return true;
  }

  return {
    admit(socket, evicted) {
      const full = inTheWay(socket.remoteAddress);
      if (full) {
        if (!makeRoom(full)) return undefined;
        evicted();
      }
      lastLine.set(socket, now());
      return { lineCame: () => void (lastLine.has(socket) && lastLine.set(socket, now())) };
    },
    remove: socket => void lastLine.delete(socket),
    sockets: () => [...lastLine.keys()],
  };
}
