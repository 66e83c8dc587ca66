import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Acts } from './support/acts';
import { Device } from './support/browser';
import { watchOutlets } from './support/outlets';
import { documentedPolicy, policyOfPage } from './support/policies';
import { StaticServer } from './support/static';

const ESSAY = 'First.\n\nSecond.\n\nThird.';
const SOON = { timeout: 10_000 };
const policy = documentedPolicy('Nothing leaves the page at all');

let server: StaticServer;
let elsewhere: StaticServer;
let device: Device;
let acts: Acts;

beforeAll(async () => {
  server = await StaticServer.start('dist/local', { 'content-security-policy': policy });
  elsewhere = await StaticServer.start('dist/local');
  device = await Device.create();
  acts = new Acts(device, server);
  await watchOutlets(await device.context());
});

afterAll(async () => {
  await device.destroy();
  await server.stop();
  await elsewhere.stop();
});

async function visit(path: string): Promise<Page> {
  const page = await device.tab('A');
  await page.goto(`${server.origin}/en/${path}`);
  return page;
}

test('every page carries the policy that the guide gives', () => {
  const files = readdirSync('dist/local', { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => file.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(20);
  for (const page of pages) {
    const html = readFileSync(`dist/local/${page}`, 'utf8');
    expect([page, policyOfPage(html)]).toEqual([page, policy]);
  }
});

test('work is found again after the browser was killed', async () => {
  const page = await visit('index.html');
  await page.locator('carrel-banner [data-act=on-device]').click();
  await page.locator('carrel-banner [data-saved]').waitFor();
  for (const step of [
    { act: 'visit', page: 'video' },
    { act: 'watch', at: 61_000 },
    { act: 'visit', page: 'quiz' },
    { act: 'answer', question: 15, options: [2] },
    { act: 'visit', page: 'essay' },
    { act: 'write', text: ESSAY },
  ])
    await acts.run({ ...step, tab: 'A' });
  await device.kill();
  await watchOutlets(await device.context());

  const essay = (await visit('courses/privacy/essay.html')).locator('#essay');
  await expect.poll(() => essay.inputValue(), SOON).toBe(ESSAY);
  const quiz = await visit('courses/privacy/quiz.html');
  const ticked = quiz.locator('[data-question="15"] input').nth(2);
  await expect.poll(() => ticked.isChecked(), SOON).toBe(true);
  expect(await quiz.locator('#quiz-place').innerText()).toBe('15');
  const video = (await visit('courses/privacy/video.html')).locator('#video');
  const second = () => video.evaluate((it: HTMLVideoElement) => it.currentTime);
  await expect.poll(second, SOON).toBe(61);
});

test('the privacy page lists what is stored, and each request since it was loaded', async () => {
  await (await device.tab('A')).goto('about:blank');
  server.requests.length = device.requests.length = 0;
  const page = await visit('privacy.html');
  const rows = (id: string) => page.locator(`#${id} tbody th`).allInnerTexts();
  await expect
    .poll(() => rows('stored-now'), SOON)
    .toEqual(expect.arrayContaining(['Where you stopped', 'Answers not yet handed in', 'Drafts']));
  expect(await page.locator('#has-left').innerText()).toContain('No record has left');
  const paths = device.requests.map((address) => address.replace(server.origin, '')).sort();
  expect(paths).toContain('/carrel/carrel.js');
  await expect.poll(async () => (await rows('requests')).sort(), SOON).toEqual(paths);
  expect([...server.requests].sort()).toEqual(paths);
});

test('nothing tried to send, and no other host was asked', () => {
  expect(device.requests.filter((address) => !address.startsWith(server.origin))).toEqual([]);
  expect(device.faults).toEqual([]);
});

test('nothing could be sent', async () => {
  const page = await visit('index.html');
  const stopped = await page.evaluate(async (origin) => {
    const directives = new Set<string>();
    addEventListener('securitypolicyviolation', (event) =>
      directives.add(event.effectiveDirective),
    );
    const form = document.createElement('form');
    const frame = document.createElement('iframe');
    const script = document.createElement('script');
    form.action = frame.src = script.src = origin;
    document.body.append(form, frame, script);
    form.submit();
    new Image().src = `${origin}/pixel`;
    new Audio(`${origin}/sound`).load();
    navigator.sendBeacon(origin, 'x');
    new Worker('/assets/page.js');
    const ends = await Promise.allSettled([fetch(origin), fetch('/en/index.html')]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { directives: [...directives].sort(), ends: ends.map(({ status }) => status) };
  }, elsewhere.origin);
  expect(stopped).toEqual({
    directives: [
      ...['connect-src', 'form-action', 'frame-src', 'img-src', 'media-src'],
      ...['script-src-elem', 'worker-src'],
    ],
    ends: ['rejected', 'rejected'],
  });
  expect(elsewhere.requests).toEqual([]);
  expect(device.faults).toEqual(expect.arrayContaining(['outlet: fetch', 'outlet: sendBeacon']));
});
