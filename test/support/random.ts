/** The same numbers in every run: reproducible variety. @returns a whole number from 0 to below `end` */
export function randomNumbers(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    // A linear congruential generator (Numerical Recipes): its high bits are random enough to choose among a few things.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}
