const TIMEOUT = 30_000;
const LONGEST_S = 86_400;

export interface Answer {
  /** 0 where there was none. */
  status: number;
  /** Milliseconds; 0 where the server names none. */
  retryAfter: number;
}

/** Sends one report, with nothing that names a person or a page. */
export async function sendReport(report: Uint8Array): Promise<Answer> {
  try {
    const response = await fetch('/aggregate/reports', {
      method: 'POST',
      body: new Blob([new Uint8Array(report)], { type: 'application/octet-stream' }),
      mode: 'same-origin',
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      keepalive: false,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    await response.body?.cancel();
    const seconds = Number(response.headers.get('Retry-After')) || 0;
    const retryAfter = Math.max(0, Math.min(seconds, LONGEST_S)) * 1000;
    return { status: response.status, retryAfter };
  } catch {
    return { status: 0, retryAfter: 0 };
  }
}

/** Whether the server has it; null: it may be sent again. */
export function settledBy(status: number): boolean | null {
  if (status === 204) return true;
  return [400, 409, 410].includes(status) ? false : null;
}
