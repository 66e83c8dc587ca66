const inTwo = (en: string, de: string) => ({ en, de });

/** A policy with a required, an optional, a signalled category, and one that has no item. */
export const POLICY = JSON.stringify({
  format: 1,
  id: 'loader-test',
  revision: '2026-11-01',
  site: 'https://test.example/',
  languages: ['en', 'de'],
  consent: { expires_days: 180 },
  categories: [
    {
      key: 'necessary',
      required: true,
      on_device: true,
      gpc: false,
      title: inTwo('Strictly necessary', 'Unbedingt erforderlich'),
      covers: inTwo('Your sign-in and its safety.', 'Ihre Anmeldung und deren Schutz.'),
      refused: inTwo('Without it you could not sign in.', 'Ohne das keine Anmeldung.'),
    },
    {
      key: 'functional',
      required: false,
      on_device: true,
      gpc: false,
      title: inTwo('Functional', 'Funktional'),
      covers: inTwo('Your settings and your place in a course.', 'Einstellungen und Ihre Stelle.'),
      refused: inTwo('Your place is forgotten.', 'Ihre Stelle wird vergessen.'),
    },
    {
      key: 'third_party',
      required: false,
      on_device: false,
      gpc: true,
      title: inTwo('Third-party services', 'Dienste Dritter'),
      covers: inTwo('Videos from another site.', 'Videos einer anderen Website.'),
      refused: inTwo('The video stays a placeholder.', 'Das Video bleibt ein Platzhalter.'),
    },
    {
      key: 'research',
      required: false,
      on_device: false,
      gpc: false,
      title: inTwo('Research', 'Forschung'),
      covers: inTwo('Nothing yet.', 'Noch nichts.'),
      refused: inTwo('Nothing changes.', 'Nichts ändert sich.'),
    },
  ],
  purposes: [
    { key: 'sign_in', category: 'necessary', title: inTwo('Sign-in', 'Anmeldung') },
    { key: 'resume', category: 'functional', title: inTwo('Your progress', 'Ihr Fortschritt') },
    { key: 'drafts', category: 'functional', title: inTwo('Drafts', 'Entwürfe') },
    { key: 'video', category: 'third_party', title: inTwo('Lecture video', 'Vorlesungsvideo') },
    { key: 'study', category: 'research', title: inTwo('A study', 'Eine Studie') },
  ].map((purpose) => ({ ...purpose, why: inTwo('For a good reason.', 'Aus gutem Grund.') })),
  items: [
    { key: 'account.session', purpose: 'sign_in' },
    { key: 'progress.place', purpose: 'resume' },
    { key: 'draft.text', purpose: 'drafts' },
    { key: 'service.video', purpose: 'video' },
  ],
});

const { purposes, ...rest } = JSON.parse(POLICY);

/** The same, with two services in one category. */
export const WITH_SERVICES = JSON.stringify({
  ...rest,
  purposes: [
    ...purposes,
    {
      key: 'chat',
      category: 'third_party',
      title: inTwo('Chat', 'Chat'),
      why: inTwo('For your questions.', 'Für Ihre Fragen.'),
    },
  ],
  services: [
    { key: 'video', purpose: 'video', hosts: ['https://video.example'] },
    {
      key: 'chat',
      purpose: 'chat',
      title: inTwo('Chat Example', 'Chat-Beispiel'),
      receives: inTwo('What you write.', 'Was Sie schreiben.'),
      country: 'NZ',
      safeguard: 'standard_clauses',
      policy: 'https://chat.example/privacy',
      opt_out: 'https://chat.example/object',
      hosts: ['https://chat.example'],
    },
  ],
});
