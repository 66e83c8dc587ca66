/**
 * The classic script that a page includes in its head. It knows no rule: it reads what the engine
 * decided, holds back what is not allowed, and takes a first choice.
 */
import { isAct } from '../banner/context';
import { parsed, whenIdle } from './document';
import { Page } from './page';
import { settingsOf } from './settings';

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.carrel) {
  const page = new Page(settingsOf(script));
  window.carrel = page;
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-carrel]');
    if (!button) return;
    const act = button.getAttribute('data-carrel');
    if (act === 'preferences') page.preferences();
    else if (act === 'reload') page.reload();
    else if (act === 'allow' && button instanceof HTMLElement) page.dialogues.allow(button);
    else if (isAct(act)) page.dialogues.decide(act, button.textContent.trim());
    else return;
    event.preventDefault();
  });
  page.start();
  page.dialogues.compat?.then((compat) => compat.start(page, script)).catch(reportError);
  parsed().then(() => {
    if (document.querySelector('[data-carrel-draft]')) {
      whenIdle(() => page.engine().catch(reportError));
    }
  });
}
