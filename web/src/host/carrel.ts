import type { Aggregates } from '../aggregate/aggregate';
import type { Ending } from '../shared/names';
import { once } from '../shared/once';
import type { Receipts } from '../shared/records';
import type {
  Account,
  Age,
  Carrel as CarrelApi,
  DecisionDetail,
  DecisionView,
  Explanation,
  LeftRow,
  MadeChoice,
  Manner,
  Payload,
  RecordOptions,
  Saved,
  SaveStateDetail,
  Situation,
  StorageReport,
  StoredRow,
  Taken,
  Value,
  Version,
} from '../shared/types';
import { Autosave } from './drafts/autosave';
import { showSaveState } from './elements/save-state';
import { CarrelError } from './errors';
import { forgetEverything } from './forget-everything';
import { guestWork, takeAlong } from './profiles';
import { ConsentRecords } from './receipts';
import type { PolicyFile } from './records/record';
import { askToPersist, room } from './room';
import { EVICTED } from './save-state';
import { Session, type Setting } from './session';
import {
  checkAccount,
  checkChoice,
  checkManner,
  checkOptions,
  checkPassphrase,
  checkPayload,
  checkText,
  checkTexts,
  situationOf,
  UNSAID,
} from './validate';
import { Views } from './views';
import { packChoice, Wire } from './wire';

const loadSituation = () => import('./situation.js');
/** Most pages have no `<carrel-draft-history>`. */
const loadHistory = () => import('./draft-history.js');
/** Most policies declare no metrics. */
const loadAggregate = () => import('./aggregate.js');

/** The engine of one profile in this tab. `close()` frees it. */
export class Carrel extends EventTarget implements CarrelApi {
  readonly #session: Session;
  readonly #wire: Wire;
  readonly #views: Views;
  readonly #autosave: Autosave;
  readonly #policy: PolicyFile;
  readonly #records: ConsentRecords;
  readonly #aggregate: () => Promise<Aggregates>;
  #asked = false;

  /** For `open`, which also starts it. */
  constructor(setting: Setting, policy: PolicyFile, language: string) {
    super();
    this.#session = new Session(setting, {
      changed: (items) => this.#fire('change', { items }),
      decided: (detail) => this.#decided(detail),
      saveState: (detail) => this.#saveState(detail),
      ending: (how) => this.#ending(how),
    });
    this.#wire = new Wire(setting.module);
    this.#views = new Views(this.#session.host.core);
    this.#autosave = new Autosave(setting.profile, this, {
      refused: (place, reason) => this.#refused(place, reason),
      histories: (autosave) => {
        loadHistory().then(({ showHistories }) => showHistories(autosave, language), reportError);
      },
    });
    this.#policy = policy;
    this.#records = new ConsentRecords(this.#session, policy);
    this.#aggregate = once(async () =>
      (await loadAggregate()).openAggregate({
        ...{ carrel: this, session: this.#session, policy: policy.text, language },
        refuse: (code, where) => new CarrelError(code, where),
      }),
    );
  }

  /** Reads what is stored, and from then on follows the page and its drafts. */
  async start(account: Account | null, passphrase?: string): Promise<void> {
    try {
      if (await this.#session.start(account, passphrase)) this.#keep();
    } catch (error) {
      this.#refused('journal', error instanceof CarrelError ? error.code : 'other');
      throw error;
    }
    this.#records.settle();
    // What is due to leave is found at the start.
    if (this.#policy.text.includes('"aggregate"')) this.aggregate().catch(() => {});
    if (this.#session.evicted) this.#refused(EVICTED, EVICTED);
    this.#autosave.start();
    this.#session.follow(() => this.#autosave.flush());
  }

  async record(
    item: string,
    entity: string,
    payload: Payload,
    options: RecordOptions = {},
  ): Promise<Saved> {
    checkText(item, 'item');
    checkText(entity, 'entity');
    checkPayload(payload);
    checkOptions(options);
    const { requested = false, version = 0 } = options;
    const { shape, flag, number, total, attempt, question, state, text, answers } =
      this.#wire.pack(payload);
    const { saved } = this.#session.host.submit((engine) =>
      engine.event(
        item,
        entity,
        requested,
        version,
        shape,
        flag,
        number,
        total,
        attempt,
        question,
        state,
        text,
        answers,
      ),
    );
    const kept = await saved;
    if (payload.shape === 'draft' && kept === 'durable') this.#keep();
    return kept;
  }

  values(item: string, entity = ''): Value[] {
    checkText(item, 'item');
    checkText(entity, 'entity');
    return this.#views.values(item, entity);
  }

  versions(item: string, entity: string): Version[] {
    checkText(item, 'item');
    checkText(entity, 'entity');
    return this.#views.versions(item, entity);
  }

  allowed(category: string): boolean {
    return this.#views.allowed(category);
  }

  decision(): DecisionView {
    return this.#views.decision();
  }

  async choose(
    choice: MadeChoice,
    purposes: string[],
    texts: string,
    manner: Manner = UNSAID,
    erase: string[] = [],
  ): Promise<void> {
    checkChoice(choice);
    checkTexts(purposes, 'purposes');
    checkText(texts, 'texts');
    checkManner(manner);
    checkTexts(erase, 'erase');
    const policy = this.#policy.hash;
    const made = { choice, purposes, policy, texts, at: Date.now(), manner, erase };
    const consent = packChoice(this.#session.host.core.module, made, 0);
    await this.#durable((engine) => engine.consent(consent), 'choice');
    this.#keep();
    this.#records.settle();
  }

  async age(age: Age): Promise<void> {
    const { packAge, askParent } = await loadSituation();
    const packed = packAge(age);
    await this.#durable((engine) => engine.age(packed), 'age');
    askParent(await this.explain());
  }

  async situate(situation: Situation): Promise<void> {
    await this.#session.situate(situationOf(situation, this.#session.setting.situation));
  }

  async explain(): Promise<Explanation[]> {
    return (await loadSituation()).explain(this.decision(), this.#policy.text);
  }

  stored(): StoredRow[] {
    return this.#views.stored();
  }

  left(): LeftRow[] {
    return this.#views.left();
  }

  receipts(): Promise<Receipts> {
    return this.#records.list();
  }

  aggregate(): Promise<Aggregates> {
    return this.#aggregate();
  }

  queued(): number {
    return this.#views.queued();
  }

  damaged(): number {
    return this.#views.damaged();
  }

  async signedIn(account: Account): Promise<void> {
    checkAccount(account);
    await this.#session.account(account);
    this.#records.settle();
  }

  async signedOut(): Promise<void> {
    this.#autosave.flush();
    await this.#session.signOut();
  }

  async encrypt(passphrase: string): Promise<void> {
    checkPassphrase(passphrase);
    await this.#session.atRest.encrypt(passphrase);
  }

  async changePassphrase(from: string, to: string): Promise<void> {
    checkPassphrase(from);
    checkPassphrase(to);
    await this.#session.atRest.changePassphrase(from, to);
  }

  async decrypt(passphrase: string): Promise<void> {
    checkPassphrase(passphrase);
    await this.#session.atRest.decrypt(passphrase);
  }

  async flush(): Promise<void> {
    await this.#autosave.settled();
  }

  async storage(): Promise<StorageReport> {
    return { ...(await room()), evicted: this.#session.evicted };
  }

  async forgetEverything(): Promise<void> {
    await forgetEverything(this.#session.profile);
  }

  async guestWork(passphrase?: string): Promise<number> {
    return guestWork(this, this.#session.setting, passphrase);
  }

  async takeAlong(passphrase?: string): Promise<Taken> {
    return takeAlong(this, this.#session.setting, passphrase);
  }

  close(): void {
    this.#autosave.close();
    this.#session.close();
  }

  async #durable(run: Parameters<Session['host']['submit']>[0], where: string): Promise<void> {
    const kept = await this.#session.host.submit(run).saved;
    if (kept !== 'durable') throw new CarrelError('unavailable', where);
  }

  /** The first draft, or choice to keep something, is the moment to ask the browser to spare it. */
  #keep(): void {
    const { choice } = this.decision();
    if (this.#asked || choice === 'unasked' || choice === 'refused') return;
    this.#asked = true;
    // It is a favour: without it all goes on.
    askToPersist(this.#session.profile).catch(() => {});
  }

  /** A text that a person has typed is not shown to the next one. */
  #ending(how: Ending): void {
    this.#autosave.close(how !== 'forgotten');
    if (how !== 'moved') this.#autosave.empty();
  }

  #decided(detail: DecisionDetail): void {
    dispatchEvent(new CustomEvent('carrel:decision', { detail }));
    this.#fire('decision', detail);
  }

  #saveState(detail: SaveStateDetail): void {
    showSaveState(detail);
    if (detail.state !== 'saving') {
      dispatchEvent(new CustomEvent(`carrel:${detail.state}`, { detail }));
    }
    this.#fire('savestate', detail);
  }

  #refused(place: string, reason: string): void {
    this.#session.host.state.refused(place, reason);
    this.#session.host.updateState();
  }

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
