/** Fifteen ways out of a page. */
export const WAYS = [
  ...['about-blank', 'audio', 'beacon', 'css-image', 'event-source', 'fetch', 'form', 'frame'],
  ...['image', 'prefetch', 'script', 'stylesheet', 'web-socket', 'worker', 'xhr'],
];

/** Runs in a page: tries each way to the host, whose addresses then name the ways. */
export async function leave(origin: string): Promise<void> {
  const to = (way: string) => `${origin}/${way}`;
  const attempt = (act: () => unknown) => {
    try {
      Promise.resolve(act()).catch(() => {});
    } catch {
      // What is kept in may be told so by an exception.
    }
  };
  const add = (name: string, properties: object) =>
    document.body.append(Object.assign(document.createElement(name), properties));

  attempt(() => document.head.append(link('prefetch', to('prefetch'))));
  // Firefox prefetches while nothing else is on its way.
  await new Promise((resolve) => setTimeout(resolve, 500));
  attempt(() => fetch(to('fetch'), { mode: 'no-cors' }));
  attempt(() => {
    const request = new XMLHttpRequest();
    request.open('GET', to('xhr'));
    request.send();
  });
  attempt(() => navigator.sendBeacon(to('beacon'), 'x'));
  attempt(() => add('img', { alt: '', src: to('image') }));
  attempt(() => new WebSocket(to('web-socket').replace('http', 'ws')));
  attempt(() => new EventSource(to('event-source')));
  attempt(() => add('script', { src: to('script') }));
  attempt(() => document.head.append(link('stylesheet', to('stylesheet'))));
  attempt(() => {
    const block = document.createElement('p');
    block.textContent = 'With a picture behind it';
    block.style.backgroundImage = `url("${to('css-image')}")`;
    document.body.append(block);
  });
  attempt(() => add('iframe', { title: 'Frame', src: to('frame') }));
  attempt(() => {
    const answer = Object.assign(document.createElement('iframe'), { name: 'answer', title: 'A' });
    const form = Object.assign(document.createElement('form'), {
      ...{ action: to('form'), method: 'post', target: 'answer' },
    });
    document.body.append(answer, form);
    form.submit();
  });
  attempt(() => {
    const code = `fetch(${JSON.stringify(to('worker'))}, { mode: 'no-cors' })`;
    new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  });
  attempt(() => add('audio', { preload: 'auto', autoplay: true, src: to('audio') }));
  attempt(() => {
    const frame = Object.assign(document.createElement('iframe'), { title: 'Blank' });
    document.body.append(frame);
    return (frame.contentWindow as typeof globalThis | null)?.fetch(to('about-blank'), {
      mode: 'no-cors',
    });
  });

  function link(rel: string, href: string): HTMLLinkElement {
    return Object.assign(document.createElement('link'), { rel, href });
  }
}
