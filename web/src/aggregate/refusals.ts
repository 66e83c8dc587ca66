/** Makes a CarrelError, a class of carrel.js. */
export type Refusals = (code: string, where: string) => Error;
