import { CarrelError } from './errors';

const TIMEOUT = 30_000;
const MAX_REPLY = 65_536;
const XAPI_VERSION = '1.0.3';

export interface Request {
  method: string;
  path: string;
  body: string;
}

export interface Reply {
  status: number;
  /** Seconds; 0 where the server names none. */
  retryAfter: number;
  reply: string;
}

/** Sends to the page's own origin. The fully local mode constructs none. */
export class Transport {
  csrf = '';

  readonly #ended = new AbortController();

  async send({ method, path, body }: Request): Promise<Reply> {
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(TIMEOUT)]);
    try {
      const response = await fetch(path, {
        method,
        body: body || null,
        headers: this.#headers(path, body),
        mode: 'same-origin',
        credentials: 'same-origin',
        redirect: 'error',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        keepalive: false,
        signal,
      });
      const retryAfter = seconds(response.headers.get('Retry-After'));
      return { status: response.status, retryAfter, reply: await limited(response) };
    } catch {
      throw new CarrelError('network');
    }
  }

  close(): void {
    this.#ended.abort();
  }

  #headers(path: string, body: string): Record<string, string> {
    return {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(this.csrf && { 'X-Carrel-CSRF': this.csrf }),
      ...(path.startsWith('/xapi') && { 'X-Experience-API-Version': XAPI_VERSION }),
    };
  }
}

/** The header holds seconds or a date. */
function seconds(header: string | null): number {
  if (!header) return 0;
  const delay = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Math.max(0, Math.min(Math.ceil(delay) || 0, 86_400));
}

async function limited(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_REPLY) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}
