/** Does work unless so much of it is under way that there is no place left: then it does nothing and returns undefined. */
export type Places = <Result>(work: () => Promise<Result>) => Promise<Result> | undefined;

/** Places for `most` pieces of work at a time. Nothing waits for one: what comes meanwhile is told so at once. */
export function createPlaces(most: number): Places {
  let taken = 0;
  return work => {
    if (taken >= most) return undefined;
    taken += 1;
    return work().finally(() => {
      taken -= 1;
    });
  };
}
