import { noteUsage } from './notes';
import { signatureOf } from './signature';

function signatureOfEvent({ target, error }: ErrorEvent): string {
  if (target instanceof HTMLMediaElement || target instanceof HTMLSourceElement) return 'media';
  return target instanceof Element ? 'network' : signatureOf(error);
}

export function startScriptErrors(): void {
  addEventListener('error', (event) => note(signatureOfEvent(event)), { capture: true });
  addEventListener('unhandledrejection', ({ reason }) => note(signatureOf(reason)));
}

/** One that comes up while this is noted is not noted, or it would never end. */
function note(part: string): void {
  noteUsage('script_error', 1, { part }).catch(() => {});
}
