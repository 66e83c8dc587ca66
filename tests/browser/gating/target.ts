import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A host that pages may be denied: it answers to anything, and keeps what has arrived. */
export class Target {
  /** Names of the ways by which a request came, as their addresses say. */
  readonly arrived = new Set<string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#note(request.url);
      response.setHeader('access-control-allow-origin', '*');
      response.end();
    });
    this.#server.on('upgrade', (request, socket) => {
      this.#note(request.url);
      socket.destroy();
    });
  }

  static async start(): Promise<Target> {
    const target = new Target();
    await new Promise<void>((done) => target.#server.listen(0, '127.0.0.1', done));
    return target;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #note(url = ''): void {
    const way = new URL(url, this.origin).pathname.slice(1);
    if (way && way !== 'favicon.ico') this.arrived.add(way);
  }
}
