import { readFile } from 'node:fs/promises';
import {
  createServer,
  type Server as HttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.vtt': 'text/vtt',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** All of it, or the part that a player asks for: one cannot seek otherwise. */
function send(file: Buffer, { headers }: IncomingMessage, response: ServerResponse): void {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (from === undefined) {
    response.end(file);
    return;
  }
  const last = to ? Number(to) : file.length - 1;
  response.setHeader('content-range', `bytes ${from}-${last}/${file.length}`);
  response.writeHead(206).end(file.subarray(Number(from), last + 1));
}

/** What a page has posted. */
export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A plain server of one directory's files, each with the same headers. */
export class StaticServer {
  /** Paths in the order in which they were asked for. */
  readonly requests: string[] = [];
  readonly posted: Posted[] = [];
  /** The answer to what is posted; 0: it never comes. */
  answer = 204;

  private constructor(
    readonly http: HttpServer,
    /** Files of the test's own, by path. */
    readonly added: Map<string, string>,
  ) {}

  static async start(root: string, headers: Record<string, string> = {}): Promise<StaticServer> {
    const added = new Map<string, string>();
    const http = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://localhost');
      server.requests.push(pathname);
      if (request.method === 'POST') return server.#take(request, response);
      const path = normalize(pathname).replace(/\/$/, '/index.html');
      const file = added.get(path) ?? (await readFile(join(root, path)).catch(() => null));
      response.setHeaders(new Map(Object.entries(headers)));
      response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain');
      if (file === null) response.writeHead(404).end();
      else send(Buffer.from(file), request, response);
    });
    const server = new StaticServer(http, added);
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    return server;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { url: path = '', headers } = request;
    this.posted.push({ path, headers, body: Buffer.concat(parts) });
    if (this.answer) response.writeHead(this.answer).end();
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.http.close(resolve));
    this.http.closeAllConnections();
    await closed;
  }
}
