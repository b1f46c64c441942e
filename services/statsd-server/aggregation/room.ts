/** A bound on what all aggregates of a server hold together, in numbers of 8 bytes, however it is spread over the series. */
export interface Room {
  /** False when so much is not left. */
  take(amount: number): boolean;
  give(amount: number): void;
}

/** Room for `total` numbers, all of it free. */
export function createRoom(total: number): Room {
  let left = total;
  return {
    take(amount) {
      if (amount > left) return false;
      left -= amount;
      return true;
    },
    give(amount) {
      left += amount;
    },
  };
}
