/** The pieces, some lines each, that wait for the server, oldest first. */
export interface PieceQueue {
  /** What they take up, in bytes. */
  bytes(): number;
  /** False when there is no room for it. */
  add(piece: Buffer): boolean;
  first(): Buffer | undefined;
  removeFirst(): void;
  /** Empties the queue. */
  takeAll(): Buffer[];
}

/** What a piece takes up besides its bytes, about: many small ones must not grow beyond the bound either. */
export const pieceOverhead = 256;
/** How many places of removed pieces are kept at the front, so that removing one does not move all. */
const mostRemoved = 1024;

const sizeOf = (piece: Buffer) => piece.length + pieceOverhead;

/** An empty queue, which takes up at most `maxBytes`. A smaller bound than before keeps what is there. */
export function createPieceQueue(maxBytes: () => number): PieceQueue {
  let pieces: (Buffer | undefined)[] = [];
  let removed = 0;
  let bytes = 0;
  const first = () => pieces[removed];
  return {
    bytes: () => bytes,
    first,
    add(piece) {
      if (bytes + sizeOf(piece) > maxBytes()) return false;
      pieces.push(piece);
      bytes += sizeOf(piece);
      return true;
    },
    removeFirst() {
      const piece = first();
      if (!piece) return;
      bytes -= sizeOf(piece);
      pieces[removed++] = undefined;
      if (removed < pieces.length && removed < mostRemoved) return;
      pieces = pieces.slice(removed);
      removed = 0;
    },
    takeAll() {
      const all = pieces.slice(removed).filter(piece => piece !== undefined);
      pieces = [];
      removed = 0;
      bytes = 0;
      return all;
    },
  };
}
