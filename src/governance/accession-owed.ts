import type { Access, AssuranceRule, Role } from '#agreement';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import type { JoiningStep } from './accession.contract.ts';
import { ASSURANCE_PAGE } from './assurance/contract.ts';

/** What joining makes due: the steps of who joins, and the agreement of those whom the agreement names. */
type Owing = Pick<Services, 'obligations'>;

const STEPS: readonly { readonly step: JoiningStep; readonly title: string; readonly days: number }[] = [
  { step: 'signers', title: 'Confirm who signs', days: 10 },
  { step: 'told', title: 'Say how and from when people are told', days: 10 },
  { step: 'sign', title: 'Sign the joining', days: 15 },
  { step: 'seats', title: 'Give staff their seats', days: 20 },
  { step: 'feed', title: 'Connect the records', days: 20 },
];
const PAPER_DAYS = 10;
const AGREE_DAYS = 10;

export async function oweSteps(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  joining: {
    readonly id: number;
    readonly title: string;
    readonly organization: string;
    readonly inviter: string;
    /** What the organisation has yet to accept; accepting it closes the step (assurance/owed.ts). */
    readonly papers: readonly AssuranceRule[];
  },
): Promise<void> {
  const { id, title, organization, inviter, papers } = joining;
  const steps = [
    ...papers.map((rule) => ({
      step: rule.id,
      title: `Accept the ${rule.title}`,
      days: PAPER_DAYS,
      page: ASSURANCE_PAGE,
    })),
    ...STEPS.map((one) => ({ ...one, page: `/join/${id}` })),
  ];
  for (const { step, title: what, days, page } of steps) {
    const opened = await obligations?.open(transaction, access, {
      kind: 'joining-step',
      key: factOf(id, step),
      title: `${what}: ${title}`.slice(0, 200),
      owner: { organization, role: 'ig-lead' },
      owed: { organization: inviter },
      because: `Joining ${title}.`,
      page,
      due: { in: days, unit: 'working-days' },
      ladder: [{ to: { organization: inviter, role: 'programme-lead' }, afterWorkingDays: 5 }],
      closedBy: { fact: factOf(id, step) },
      attested: false,
    });
    if (opened && !opened.ok) throw new Error(`a step of joining could not be asked for: ${opened.refusals[0].code}`);
  }
}

export async function oweAgreement(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  asked: {
    readonly id: number;
    readonly title: string;
    readonly name: string;
    readonly organization: string;
    readonly role: Role;
  },
): Promise<void> {
  const { id, title, name, organization, role } = asked;
  const opened = await obligations?.open(transaction, access, {
    kind: 'joining-agreement',
    key: factOf(id, organization),
    title: `Agree, or say why not: ${name} joins ${title}`.slice(0, 200),
    owner: { organization, role },
    because: `${title} asks for it.`,
    page: `/join/${id}`,
    due: { in: AGREE_DAYS, unit: 'working-days' },
    ladder: [{ to: { organization, role: 'programme-lead' }, afterWorkingDays: 0 }],
    closedBy: { fact: factOf(id, organization) },
    attested: false,
  });
  if (opened && !opened.ok) throw new Error(`an agreement could not be asked for: ${opened.refusals[0].code}`);
}

export async function stepKept(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  { id, step, agreed }: { readonly id: number; readonly step?: JoiningStep; readonly agreed?: string },
): Promise<void> {
  const what = step ?? agreed;
  if (what === undefined) return;
  await obligations?.fact(transaction, access, factOf(id, what), { reference: `/join/${id}` });
}

function factOf(id: number, what: string): string {
  return `joined:${id}/${what}`;
}
