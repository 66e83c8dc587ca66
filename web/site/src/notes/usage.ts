import { noteUsage } from './notes';
import { startScriptErrors } from './script-errors';
import { noteLoad, startInteractions } from './timing';

/** What every page notes of the use of the site, where that is allowed. */
export function startUsage(): void {
  const notePage = () => {
    noteUsage('session_hour', new Date().getHours() + 1).catch(reportError);
    noteLoad();
  };
  notePage();
  // What the loader has found out, or the person has said, holds on this page.
  addEventListener('carrel:decision', notePage);
  // The time is known once the handlers of the event have run.
  addEventListener('load', () => setTimeout(noteLoad));
  startInteractions();
  startScriptErrors();
}
