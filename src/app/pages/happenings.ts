import type { Happening, Noted } from '#auth';
import { showMoment } from '#web';

const WORDS: Readonly<Record<Happening, string>> = {
  'signed-in': 'Signed in',
  invited: 'Invited',
  'seat-given': 'Given a seat',
  'seat-ended': 'A seat was ended',
  'seat-scoped': 'What a seat sees was changed by the person',
  'passkey-added': 'A passkey was added',
  'passkey-removed': 'A passkey was removed',
  'code-app-added': 'An app for codes was added',
  'code-app-removed': 'The app for codes was removed',
  'recovery-codes-made': 'New recovery codes were made',
  'recovery-code-used': 'A recovery code was used',
  'session-ended': 'A session was ended from the list',
  'wrong-proof': 'Somebody gave a wrong proof',
};

/** What happened with an account, in a line. */
export function happeningWords({ kind }: Pick<Noted, 'kind'>): string {
  return WORDS[kind];
}

/** A moment on the clock of the partnership, as every screen writes it: '02-Mar-2026 09:30'. */
export function inZone(zone: string, at: number | Date): string {
  return showMoment(new Date(at).toISOString(), zone);
}
