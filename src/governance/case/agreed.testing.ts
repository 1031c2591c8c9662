import type { Access, Role } from '#agreement';
import { type TestPartnership, valueOf } from '../partnership.testing.ts';
import type { Typed } from '../programme/typed.ts';

/** Holds a meeting of the board `sharing~board`, of which `chair` is the only member, that agrees to the paper of a programme's case. */
export async function boardAgrees({ governance }: TestPartnership, chair: Access, programme: string): Promise<void> {
  const { decisions, cases } = governance;
  const called = { body: 'sharing~board', day: '2026-06-02', starts: '10:00', place: 'Room' };
  const meeting = valueOf(await decisions.call(chair, called)).id;
  const paper = valueOf(await cases.of(chair, programme)).paper?.id ?? '';
  valueOf(await decisions.table(chair, paper, meeting));
  valueOf(await decisions.come(chair, meeting, {}));
  valueOf(await decisions.open(chair, meeting));
  valueOf(await decisions.vote(chair, paper, { vote: 'for', reason: '' }));
  valueOf(await decisions.decide(chair, paper, 'Agreed.'));
}

const SHEET = { 'o1.k1': '9', 'o1.k2': '5', 'o2.k1': '3', 'o2.k2': '5', 'o3.k1': '4', 'o3.k2': '5' };

type Who = {
  readonly lead: Access;
  readonly chair: Access;
  readonly scorers: readonly (readonly [organization: string, role: Role])[];
};

/** A whole case for change: written, scored by these places, agreed by the board, and gone through. */
export async function agreeCase(vale: TestPartnership, programme: string, who: Who): Promise<void> {
  const act = async (by: Access, did: string, typed: Typed = {}) =>
    valueOf(await vale.governance.cases.act(by, programme, { did, typed }));
  const { lead, scorers, chair } = who;
  await act(lead, 'problem', { words: 'Feet are looked at too late.' });
  await act(lead, 'cause', { words: 'Two desks book' });
  await act(lead, 'evidence', { cause: 'a1', words: 'One in three was booked twice' });
  await act(lead, 'option', { words: 'Clinics in practices' });
  await act(lead, 'option', { words: 'As it is', kind: 'do-nothing' });
  await act(lead, 'option', { words: 'Each alone', kind: 'not-integrating' });
  await act(lead, 'criterion', { words: 'Reach', weight: '60' });
  await act(lead, 'criterion', { words: 'Cost', weight: '40' });
  const members = scorers.map((one) => one.join('|'));
  await act(lead, 'panel', { members, until: '2026-06-10' });
  for (const [of, role] of scorers) await act(await vale.seat(of, role, 'planning'), 'scored', SHEET);
  await act(lead, 'paper', { reviewOn: '2027-01-01' });
  await boardAgrees(vale, chair, programme);
  await act(lead, 'gate');
}
