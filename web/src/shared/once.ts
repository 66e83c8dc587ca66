/** Calls `make` at most once at a time: a success is kept, after a failure the next call tries again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((reason) => {
      made = undefined;
      throw reason;
    });
    return made;
  };
}
