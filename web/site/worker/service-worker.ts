import { sliceOf } from './range-worker';

declare const self: ServiceWorkerGlobalScope;
/** Given by the build: a hash of all files, the addresses of the shell and of each course. */
declare const BUILD: string;
declare const SHELL: string[];
declare const COURSES: Record<string, string[]>;

const SHELL_CACHE = `carrel-shell-${BUILD}`;
const COURSE_CACHE = 'carrel-course-';
/** Never answered from a cache: they concern the person, or change. */
const LIVE = /^\/(carrel\/(session|consent)|xapi|aggregate)\b/;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => addAll(cache, SHELL)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldShells(), refreshCourses(), self.clients.claim()]));
});

self.addEventListener('message', (event) => {
  const { type, course } = event.data as { type: string; course?: string };
  if (type === 'activate') event.waitUntil(self.skipWaiting());
  const [port] = event.ports;
  if (type === 'keep' && course && port) event.waitUntil(keep(course, port));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || LIVE.test(pathname)) return;
  event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const cached = await caches.match(request.url, { ignoreSearch: true });
  if (cached) return sliceOf(cached, request.headers.get('Range'));
  try {
    return await fetch(request);
  } catch (error) {
    const page = request.mode === 'navigate' && (await offlinePage(request.url));
    if (page) return page;
    throw error;
  }
}

function offlinePage(url: string): Promise<Response | undefined> {
  const language = new URL(url).pathname.startsWith('/de/') ? 'de' : 'en';
  return caches.match(`/${language}/offline.html`);
}

/** Past the browser's own cache: a new shell consists of what the server has now. */
async function addAll(
  cache: Cache,
  addresses: string[],
  told = (_done: number) => {},
): Promise<void> {
  let done = 0;
  for (const address of addresses) {
    const response = await fetch(address, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${address}: status ${response.status}`);
    await cache.put(address, response);
    done += 1;
    told(done);
  }
}

async function keep(course: string, port: MessagePort): Promise<void> {
  const name = COURSE_CACHE + course;
  const addresses = COURSES[course] ?? [];
  const total = addresses.length;
  try {
    if (total === 0) throw new Error(`no course ${course}`);
    await addAll(await caches.open(name), addresses, (done) => port.postMessage({ done, total }));
  } catch (error) {
    await caches.delete(name);
    port.postMessage({ error: String(error) });
  }
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('carrel-shell-') && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Courses that were kept come up to date with the shell; without a network they stay as they are. */
async function refreshCourses(): Promise<void> {
  for (const [course, addresses] of Object.entries(COURSES)) {
    const name = COURSE_CACHE + course;
    if (await caches.has(name)) await addAll(await caches.open(name), addresses).catch(() => {});
  }
}
