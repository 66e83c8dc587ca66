import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failureOf } from '../src/host/failure';
import { type Request, Transport } from '../src/host/transport';

const statements: Request = { method: 'POST', path: '/xapi/statements', body: '[{"id":"ä"}]' };
const real = fetch;

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let transport: Transport;
const server = createServer((request, response) => answer(request, response));

beforeEach(async () => {
  transport = new Transport();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const { mode: _, ...rest } = init;
    return real(`http://127.0.0.1:${port}${path}`, rest);
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  transport.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

test('statements carry the CSRF token, their version and their body', async () => {
  let body = '';
  let headers: IncomingMessage['headers'] = {};
  answer = async (request, response) => {
    headers = request.headers;
    for await (const chunk of request) body += chunk;
    response.writeHead(200).end('["id"]');
  };
  transport.csrf = 'token';
  expect(await transport.send(statements)).toEqual({ status: 200, retryAfter: 0, reply: '["id"]' });
  expect(body).toBe(statements.body);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-carrel-csrf': 'token',
    'x-experience-api-version': '1.0.3',
  });
});

test('a request without body or session carries neither header', async () => {
  let headers: IncomingMessage['headers'] = {};
  answer = (request, response) => {
    headers = request.headers;
    response.writeHead(404).end();
  };
  const reply = await transport.send({ method: 'GET', path: '/carrel/consent', body: '' });
  expect(reply).toEqual({ status: 404, retryAfter: 0, reply: '' });
  expect(headers).not.toHaveProperty('content-type');
  expect(headers).not.toHaveProperty('x-carrel-csrf');
  expect(headers).not.toHaveProperty('x-experience-api-version');
});

test.each([
  ['120', 120],
  ['soon', 0],
  [new Date(Date.now() + 60_000).toUTCString(), 60],
  [new Date(0).toUTCString(), 0],
  ['999999999', 86_400],
])('Retry-After: %s is %i seconds', async (header, seconds) => {
  answer = (_, response) => response.writeHead(503, { 'Retry-After': header }).end();
  const { status, retryAfter } = await transport.send(statements);
  expect(status).toBe(503);
  expect(Math.abs(retryAfter - seconds)).toBeLessThanOrEqual(1);
});

test('no more than 64 KB of a reply are read', async () => {
  answer = (_, response) => response.writeHead(200).end('x'.repeat(1_000_000));
  const { reply } = await transport.send(statements);
  expect(reply.length).toBeLessThanOrEqual(65_536);
});

test('a connection that breaks is a network failure', async () => {
  answer = (request) => request.socket.destroy();
  expect(await transport.send(statements).catch(failureOf)).toBe('network');
});

test('a redirect is not followed', async () => {
  answer = (_, response) => response.writeHead(302, { Location: '/elsewhere' }).end();
  expect(await transport.send(statements).catch(failureOf)).toBe('network');
});

test('closing ends what is under way', async () => {
  answer = () => transport.close();
  expect(await transport.send(statements).catch(failureOf)).toBe('network');
});
