/** Bits of a hash that choose its register: 2^14 registers, a standard error of 1.04/√2^14 = 0.81 %. */
const precision = 14;
const registerCount = 1 << precision;
/** Bits that are left: a register holds at most one more. */
const left = 64 - precision;

/** What an estimate takes, in numbers of 8 bytes: a byte a register. */
export const hyperLogLogNumbers = registerCount / 8;

/** HyperLogLog (Flajolet and others, 2007) over hashes of 64 bits (Heule and others, 2013), given as halves of 32. */
export class HyperLogLog {
  readonly #registers = new Uint8Array(registerCount);

  add(low: number, high: number): void {
    const register = high >>> (32 - precision);
    const first = (high << precision) | (low >>> (32 - precision));
    // The place of the first 1 behind the register's bits, from 1 on.
    const rank = first !== 0 ? Math.clz32(first) + 1 : Math.min(Math.clz32(low << precision) + 33, left + 1);
    if (rank > this.#registers[register]!) this.#registers[register] = rank;
  }

  /** How many different hashes: the improved raw estimator of Ertl (arXiv:1702.01284, algorithm 6), which has no bias at any number. */
  estimate(): number {
    const counts = new Float64Array(left + 2);
    for (const rank of this.#registers) counts[rank]!++;
    let z = registerCount * tau(1 - counts[left + 1]! / registerCount);
    for (let rank = left; rank >= 1; rank--) z = (z + counts[rank]!) / 2;
    z += registerCount * sigma(counts[0]! / registerCount);
    return registerCount ** 2 / (2 * Math.LN2 * z);
  }
}

/** x + Σ x^(2^k)·2^(k-1) for k from 1 on; of the share of registers that are empty. */
function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let sum = share;
  for (let power = share, factor = 1, previous = Number.NaN; sum !== previous; factor *= 2) {
    power *= power;
    previous = sum;
    sum += power * factor;
  }
  return sum;
}

/** (1 - x - Σ (1 - x^(2^-k))²·2^-k)/3 for k from 1 on; of the share of registers that are not full. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let sum = 1 - share;
  for (let root = share, factor = 1, previous = Number.NaN; sum !== previous; ) {
    root = Math.sqrt(root);
    factor /= 2;
    previous = sum;
    sum -= (1 - root) ** 2 * factor;
  }
  return sum / 3;
}
