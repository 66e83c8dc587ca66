/** What another library has stored of an earlier answer. */
export interface Answer {
  /** Categories or services that were let in, by its names; those that are always on as well. */
  granted: string[];
  /** When it was given, where that is known. */
  at?: number;
  /** When that library would ask again, where that is known. */
  until?: number;
}

/** Reads what is stored under a name; null where nothing is. */
export type Stored = (name: string) => string | null;

export interface Peer {
  /** Its cookie, or its key in localStorage, unless the site chose another. */
  key: string;
  /** Null where nobody has answered, or what is stored cannot be understood. */
  read(stored: Stored, key: string): Answer | null;
}

/** The JSON object in a text, encoded for a cookie or plain; null where there is none. */
export function objectIn(text: string | null): Record<string, unknown> | null {
  for (const decode of [String, decodeURIComponent]) {
    try {
      const value: unknown = JSON.parse(decode(text ?? ''));
      if (isObject(value)) return value;
    } catch {
      // The other form may do.
    }
  }
  return null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A moment as milliseconds or as a date's text. */
export function momentOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : value;
  return typeof at === 'number' && at > 0 ? at : undefined;
}

export function dated(granted: string[], at: unknown, until?: unknown): Answer {
  const [given, ends] = [momentOf(at), momentOf(until)];
  return {
    granted,
    ...(given === undefined ? {} : { at: given }),
    ...(ends === undefined ? {} : { until: ends }),
  };
}
