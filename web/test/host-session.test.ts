// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { Session } from '../src/host/session';
import { fakeEngine, fakeModule } from './host-fakes';

test('back from the back/forward cache it reads on, and learns whether there is a network', () => {
  const { engine, seen } = fakeEngine();
  const beside = () => Promise.reject();
  const setting = { module: fakeModule(engine), engine, profile: 'guest', beside };
  const audience = { changed() {}, decided() {}, saveState() {}, ending() {} };
  const session = new Session(
    { ...setting, transport: 'none', situation: { place: '', rules: '', restricted: [] } },
    audience,
  );
  session.follow(() => {});
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(seen).toEqual([['advanced'], ['online', false]]);
  session.close();
});
