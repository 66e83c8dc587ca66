import { describe, expect, it, test } from 'vitest';
import { namedPeers } from '../src/compat/peers';
import type { Answer } from '../src/compat/peers/answer';
import { namesOf, outcomeOf, type Terms } from '../src/compat/settle';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-22T12:00:00Z');

/** Written by vanilla-cookieconsent 3.1.0, klaro 0.7.22, tarteaucitron 1.34.0 and c15t 2.2.1. */
const CC = (categories: string) =>
  `%7B%22categories%22%3A%5B${categories}%5D%2C%22revision%22%3A0%2C%22data%22%3Anull%2C%22consentTimestamp%22%3A%222026-11-22T09%3A17%3A05.754Z%22%2C%22consentId%22%3A%228090b806-4c32-4a22-b19a-03b865f45dbf%22%2C%22services%22%3A%7B%22necessary%22%3A%5B%5D%2C%22analytics%22%3A%5B%5D%2C%22ads%22%3A%5B%5D%7D%2C%22languageCode%22%3A%22en%22%2C%22lastConsentTimestamp%22%3A%222026-11-22T09%3A17%3A05.754Z%22%2C%22expirationTime%22%3A1811063825754%7D`;
const C15T = (more = '') =>
  `c.necessary:1,${more}i.t:1795339022164,i.sid:sub_111D6idEtg1LoHX3P9ca6yRPJx,i.mpf:530a2fff503ff19aa2e968a39e567ff6f28417d940c760554afd26865862a956`;
const ONETRUST = (groups: string) =>
  `isGpcEnabled=0&datestamp=Fri+Feb+09+2024+22%3A57%3A37+GMT%2B0330+(Iran+Standard+Time)&version=202401.2.0&browserGpcFlag=0&isIABGlobal=false&hosts=&consentId=6140ce0d-5f43-490a-afcc-537d77783362&interactionCount=2&landingPath=NotLandingPage&groups=${encodeURIComponent(groups)}&AwaitingReconsent=false&geolocation=NL%3BUT`;
const CLOSED = { OptanonAlertBoxClosed: '2024-02-09T19:27:30.359Z' };

function read(name: string, stored: Record<string, string>): Answer | null {
  const [named] = namedPeers(name);
  if (!named) throw new Error(`no such peer: ${name}`);
  return named.peer.read((key) => stored[key] ?? null, named.key);
}

describe('what five libraries have stored', () => {
  const at = Date.parse('2026-11-22T09:17:05.754Z');
  const until = 1811063825754;

  test.each<[string, string, Record<string, string>, Answer | null]>([
    [
      'cookieconsent',
      'a refusal',
      { cc_cookie: CC('%22necessary%22') },
      g(['necessary'], at, until),
    ],
    [
      'cookieconsent',
      'a grant',
      { cc_cookie: CC('%22necessary%22%2C%22analytics%22%2C%22ads%22') },
      g(['necessary', 'analytics', 'ads'], at, until),
    ],
    [
      'cookieconsent',
      'localStorage',
      { cc_cookie: decodeURIComponent(CC('%22necessary%22')) },
      g(['necessary'], at, until),
    ],
    [
      'cookieconsent',
      'version 2',
      {
        cc_cookie:
          '{"categories":["necessary"],"level":["necessary"],"revision":0,"data":null,"rfc_cookie":false,"consent_date":"2026-11-22T09:17:05.754Z","consent_uuid":"8090b806","last_consent_update":"2026-11-22T09:17:05.754Z"}',
      },
      g(['necessary'], at),
    ],
    ['cookieconsent:my_cookie', 'another name', { my_cookie: CC('') }, g([], at, until)],
    ['cookieconsent', 'nothing', {}, null],
    ['cookieconsent', 'damage', { cc_cookie: '%7B%22categories%22%3A%5B%22nec' }, null],
    ['cookieconsent', 'another type', { cc_cookie: '[1]' }, null],
    [
      'klaro',
      'a refusal',
      {
        klaro: '%7B%22session%22%3Atrue%2C%22matomo%22%3Afalse%2C%22youtube%22%3Afalse%7D',
      },
      g(['session']),
    ],
    ['klaro', 'a grant', { klaro: '{"session":true,"matomo":true}' }, g(['session', 'matomo'])],
    ['klaro', 'nothing in it', { klaro: '%7B%7D' }, null],
    ['klaro', 'another type', { klaro: '{"matomo":"yes"}' }, null],
    ['tarteaucitron', 'a refusal', { tarteaucitron: '!vimeo=false!youtube=false' }, g([])],
    ['tarteaucitron', 'a part', { tarteaucitron: '!vimeo=true!youtube=false' }, g(['vimeo'])],
    ['tarteaucitron', 'no answer yet', { tarteaucitron: '!vimeo=wait!youtube=wait' }, null],
    ['tarteaucitron', 'half an answer', { tarteaucitron: '!vimeo=false!youtube=wait' }, null],
    ['tarteaucitron', 'damage', { tarteaucitron: 'vimeo' }, null],
    ['c15t', 'a refusal', { c15t: C15T() }, g(['necessary'], 1795339022164)],
    [
      'c15t',
      'a grant',
      { c15t: C15T('c.measurement:1,c.marketing:1,') },
      g(['necessary', 'measurement', 'marketing'], 1795339022164),
    ],
    [
      'c15t',
      'localStorage',
      {
        c15t: '{"consents":{"necessary":true,"functionality":false,"measurement":true},"consentInfo":{"time":1795339022164,"subjectId":"sub_1"}}',
      },
      g(['necessary', 'measurement'], 1795339022164),
    ],
    ['c15t', 'no time', { c15t: 'c.necessary:1' }, null],
    [
      'onetrust',
      'a refusal',
      { OptanonConsent: ONETRUST('C0001:1,C0002:0,C0003:0,V2STACK42:0'), ...CLOSED },
      g(['C0001'], Date.parse(CLOSED.OptanonAlertBoxClosed)),
    ],
    [
      'onetrust',
      'a part',
      { OptanonConsent: ONETRUST('C0001:1,C0002:1,C0004:0'), ...CLOSED },
      g(['C0001', 'C0002'], Date.parse(CLOSED.OptanonAlertBoxClosed)),
    ],
    ['onetrust', 'no answer yet', { OptanonConsent: ONETRUST('C0001:1,C0002:0') }, null],
    ['onetrust', 'no groups', { OptanonConsent: 'isGpcEnabled=0', ...CLOSED }, null],
  ])('%s: %s', (name, _, stored, answer) => {
    expect(read(name, stored)).toEqual(answer);
  });

  function g(granted: string[], at?: number, until?: number): Answer {
    return { granted, ...(at ? { at } : {}), ...(until ? { until } : {}) };
  }

  it('are named by the attribute, others left out', () => {
    const named = namedPeers(' klaro:mine  osano c15t toString');
    expect(named.map(({ name, key }) => [name, key])).toEqual([
      ['klaro', 'mine'],
      ['c15t', 'c15t'],
    ]);
  });
});

describe('what follows from it', () => {
  const category = (key: string, purposes: string[], required = false) => ({
    ...{ key, required, onDevice: false, signalled: false, title: key, covers: '', refused: '' },
    purposes: purposes.map((key) => ({ key, title: key, why: '', services: [] })),
  });
  const terms: Terms = {
    categories: [
      category('necessary', ['session'], true),
      category('analytics', ['matomo']),
      category('third_party', ['youtube', 'vimeo']),
    ],
    expiresDays: 180,
    names: namesOf('C0002=analytics gtag=analytics login=session'),
  };
  const ago = (days: number) => NOW - days * DAY;
  const refused = (days: number) => ({ kind: 'refused', at: ago(days) });
  const again = (...categories: string[]) => ({ kind: 'again', categories });

  test.each<[string, Answer, object | null]>([
    ['a refusal of today', { granted: ['necessary'], at: NOW }, refused(0)],
    ['an old refusal, from its own date', { granted: [], at: ago(100) }, refused(100)],
    ['a refusal that ours would not outlast', { granted: [], at: ago(180) }, null],
    ['one that the peer ends sooner', { granted: [], at: ago(10), until: ago(-30) }, refused(150)],
    ['one that the peer ends later', { granted: [], at: ago(10), until: ago(-355) }, refused(10)],
    ['one without a date that ends', { granted: [], until: ago(-60) }, refused(120)],
    ['one without a date that ends much later', { granted: [], until: ago(-360) }, refused(0)],
    ['one without a date or an end', { granted: [] }, { kind: 'held' }],
    ['one of tomorrow, as one of today', { granted: [], at: ago(-1) }, refused(0)],
    [
      'what is always on is no grant',
      { granted: ['Essential', 'C0001', 'session'] },
      { kind: 'held' },
    ],
    ['what the site says is always on', { granted: ['login'] }, { kind: 'held' }],
    ['a grant of a category', { granted: ['analytics'], at: NOW }, again('analytics')],
    ['a grant of a service', { granted: ['vimeo'] }, again('third_party')],
    [
      'a grant by another name',
      { granted: ['C0002', 'youtube'] },
      again('analytics', 'third_party'),
    ],
    ['a grant of what there is not', { granted: ['ads'], at: NOW }, null],
  ])('%s', (_, answer, outcome) => {
    expect(outcomeOf(answer, terms, NOW)).toEqual(outcome);
  });
});
