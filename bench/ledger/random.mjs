// Chance that repeats: the same seed gives the same ledger.

/** mulberry32. `roll()`: 0 ≤ x < 1. */
export function newDice(seed) {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return (value ^ (value >>> 14)) >>> 0;
  };
  const roll = () => word() / 2 ** 32;
  const below = (limit) => Math.floor(roll() * limit);
  return {
    roll,
    below,
    chance: (probability) => roll() < probability,
    of: (values) => values[below(values.length)],
    /** A time until the next of events that come at random, `mean` apart. */
    pause: (mean) => -Math.log(1 - roll()) * mean,
    bytes(length) {
      const bytes = Buffer.allocUnsafe(length);
      for (let at = 0; at < length; at += 4) bytes.writeUInt32BE(word(), at);
      return bytes;
    },
    /** A UUIDv7 of that time, epoch milliseconds. */
    id(time) {
      const id = Buffer.allocUnsafe(16);
      id.writeUIntBE(Math.floor(time), 0, 6);
      id.writeUInt32BE(word(), 6);
      id.writeUInt32BE(word(), 10);
      id.writeUInt16BE(word() & 0xffff, 14);
      id[6] = 0x70 | (id[6] & 0x0f);
      id[8] = 0x80 | (id[8] & 0x3f);
      return id;
    },
  };
}

/** Numbers 0 to count - 1, the first most often: Zipf's law with exponent 1. */
export function zipf(count, dice) {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sums[rank] = sum += 1 / (rank + 1);
  return () => {
    const wanted = dice.roll() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** A queue that gives the member with the lowest `at` first. */
export function newAgenda() {
  const heap = [];
  const swap = (one, other) => ([heap[one], heap[other]] = [heap[other], heap[one]]);
  return {
    get next() {
      return heap[0];
    },
    add(member) {
      let at = heap.push(member) - 1;
      while (at > 0 && heap[(at - 1) >> 1].at > heap[at].at) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    },
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (heap.length === 0) return first;
      heap[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        if (left >= heap.length) return first;
        const least = left + 1 < heap.length && heap[left + 1].at < heap[left].at ? left + 1 : left;
        if (heap[at].at <= heap[least].at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
