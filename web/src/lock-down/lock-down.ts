import { pairs } from '../shared/pairs';
import type { Blocked, Lock } from '../shared/types';

const MOST = 100;

/**
 * A content policy that the page sets itself, so that nothing leaves for a host that was not
 * allowed. A document can tighten it, and never loosen it.
 */
export class LockDown implements Lock {
  readonly blocked: Blocked[] = [];
  /** A source that is allowed now is kept out until the page is loaded anew. */
  stale = false;
  readonly #sources: ReturnType<typeof pairs>;
  readonly #workers: string;
  #open: Set<string> | undefined;

  /** `sources`: `key=source`, or a source that is always allowed; `workers` lets those from files run. */
  constructor(sources: string) {
    this.#sources = pairs(sources);
    this.#workers = this.#sources.some(([word]) => word === 'workers') ? "'self'" : '';
    document.addEventListener('securitypolicyviolation', (violation) => this.#record(violation));
  }

  /** Keeps out from now on whatever is not allowed now. */
  follow(allowed: (key: string) => boolean): void {
    const open = new Set<string>();
    for (const [key, source] of this.#sources) {
      if (source === undefined) open.add(key);
      else if (allowed(key)) open.add(source);
    }
    const before = this.#open;
    const kept = [...open].filter((source) => before?.has(source) ?? true);
    this.stale = kept.length < open.size;
    if (before?.size === kept.length) return;
    this.#open = new Set(kept);
    insert(kept.filter((source) => source !== 'workers').join(' '), this.#workers);
  }

  withholds(wanted: string): boolean {
    return this.#sources.some(
      ([key, source]) => key === wanted && source !== undefined && !this.#open?.has(source),
    );
  }

  #record({ blockedURI, effectiveDirective, disposition }: SecurityPolicyViolationEvent): void {
    if (disposition !== 'enforce') return;
    const host = URL.canParse(blockedURI) ? new URL(blockedURI).host : blockedURI;
    const known = this.blocked.find(
      (row) => row.host === host && row.directive === effectiveDirective,
    );
    if (known) known.count += 1;
    else if (this.blocked.length < MOST)
      this.blocked.push({ host, directive: effectiveDirective, count: 1 });
  }
}

/** What runs inside the page stays as it is: this is about hosts alone. */
function insert(sources: string, workers: string): void {
  const own = `'self' data: blob: ${sources}`;
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content =
    `default-src ${own} 'unsafe-inline' 'unsafe-eval'; ` +
    `worker-src data: blob: ${workers}; form-action ${own}`;
  document.head.append(meta);
}
