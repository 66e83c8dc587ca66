import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from './support/checks';
import { Lab } from './support/chromium';
import { WITH_SERVICES } from './support/policy';

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  lab.text('/services.json', 'application/json', WITH_SERVICES);
  const register = '<main><h1>Who receives what</h1><carrel-register></carrel-register></main>';
  const module = '<script type="module" src="/carrel/register.js"></script>';
  lab.page('/', `<body>${register}${module}`, 'data-policy="/services.json"');
  lab.page('/none', `<body>${register}${module}`);
  const links =
    '<main><h1>Links</h1><p><a href="/here">Here</a> <a href="https://ours.example/a">Ours</a> <a href="https://there.example/b">There</a> <a href="mailto:a@b.example">Mail</a></p></main>';
  const marking = '<script src="/carrel/leaving.js" data-own="ours.example"></script>';
  lab.page('/links', `<body>${links}${marking}`);
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function opened(path: string): Promise<Page> {
  const page = await (await lab.visitor()).newPage();
  await page.goto(path);
  return page;
}

describe('the register', () => {
  it('says who receives what, why, where and under whose rules', async () => {
    const page = await opened('/');
    const chat = page.locator('carrel-register li', { hasText: 'Chat Example' });
    const said = await chat.innerText();
    for (const text of [
      ...['For your questions.', 'Third-party services', 'What you write.', 'New Zealand'],
      ...['Standard clauses of the EU bind it.', 'chat.example'],
    ])
      expect(said).toContain(text);
    const links = await chat
      .getByRole('link')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links).toEqual(['https://chat.example/privacy', 'https://chat.example/object']);
    await page.waitForSelector('carrel-banner [data-act=accept]');
    expect(await faults(page)).toEqual([]);
  });

  it('says what is let in now', async () => {
    const page = await opened('/');
    const state = page.locator('carrel-register [data-service=chat]');
    await page.waitForSelector('carrel-banner [data-act=accept]');
    expect(await state.innerText()).toBe('(not allowed now)');
    await page.click('carrel-banner [data-act=accept]');
    await expect.poll(() => state.innerText()).toBe('(allowed now)');
  });

  it('says that nobody else receives anything, where that is so', async () => {
    const page = await opened('/none');
    await page.getByText('Nobody else receives anything.').waitFor();
  });
});

it('links that leave the site are marked, later ones too', async () => {
  const page = await opened('/links');
  const names = () =>
    page
      .getByRole('link')
      .evaluateAll((all) =>
        all.map((link) => [link.textContent, link.querySelector('[role=img]')?.ariaLabel ?? '']),
      );
  const marked = ['There ↗', 'leaves this site'];
  const before = [['Here', ''], ['Ours', ''], marked, ['Mail', '']];
  await expect.poll(names).toEqual(before);
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://there.example/c';
    link.textContent = 'There';
    document.querySelector('p')?.append(link);
  });
  await expect.poll(names).toEqual([...before, marked]);
});
