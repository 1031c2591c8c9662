import type { PartnerKind, RegisterForm, RegisterRule } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn } from '#joint';
import type { OpenBook } from '../book.ts';
import { heirOf } from '../succession/house.ts';
import type { IdentityView, RegisterView, TypedIdentity } from './contract.ts';

/** The code by which a register knows an organisation, and who said that it was looked up there and when. */
export type KeptIdentity = {
  readonly organization: string;
  readonly register: string;
  readonly code: string;
  readonly lookedUp: Day;
  readonly by: string;
  readonly at: Date;
  /** Whoever keeps the list of partners has looked it up too. */
  readonly vouched: boolean;
  /** Each 'system|code' that its Organization was given because of it. */
  readonly named: readonly string[];
};

type Body = { readonly organization: string; readonly kind: PartnerKind };

/** A register as it codes organisations of one kind. */
export type Register = RegisterRule & RegisterForm;

/** The registers of the place that know such organisations; none where the pack names none. */
export function registersFor(zone: string, kind: PartnerKind): readonly Register[] {
  return (lawIn(zone).registers ?? []).flatMap((rule) => {
    const form = rule.forms.find(({ of }) => of.includes(kind));
    return form ? [{ ...rule, ...form }] : [];
  });
}

export function identityOf(book: OpenBook, organization: string): KeptIdentity | undefined {
  return book.identities.find((one) => one.organization === organization);
}

/** How records name an organisation by a code: 'system|code'; undefined where nobody published what its system is. */
export function nameBy(zone: string, { register, code }: Pick<KeptIdentity, 'register' | 'code'>): string | undefined {
  const system = lawIn(zone).registers?.find(({ id }) => id === register)?.system;
  return system === undefined ? undefined : `${system}|${code}`;
}

/** Whether records may name it by its code as soon as the host has looked that up too. */
export function lacksVouching(book: OpenBook, organization: string): boolean {
  const kept = identityOf(book, organization);
  return kept !== undefined && !kept.vouched && nameBy(book.zone, kept) !== undefined;
}

/** Whether a register knows such organisations and nobody has said this one's code. Who is no more owes nothing. */
export function lacksIdentity(book: OpenBook, { organization, kind }: Body): boolean {
  return (
    heirOf(book, organization) === organization &&
    identityOf(book, organization) === undefined &&
    registersFor(book.zone, kind).length > 0
  );
}

export function identityView(book: OpenBook, organization: string): IdentityView | undefined {
  const kept = identityOf(book, organization);
  if (!kept) return undefined;
  const rule = lawIn(book.zone).registers?.find(({ id }) => id === kept.register);
  const { code, lookedUp, by } = kept;
  const { title = kept.register, register = kept.register } = rule ?? {};
  const waits = lacksVouching(book, organization) ? { waits: true as const } : {};
  return { title, register, code, lookedUp, by, ...waits };
}

export function registerViews(zone: string, kind: PartnerKind): readonly RegisterView[] {
  return registersFor(zone, kind).map(({ id, title, register, example }) => ({ id, title, register, example }));
}

export type Checked = { readonly rule: Register; readonly code: string; readonly lookedUp: Day };

/** What was typed for an organisation: of a register that knows its kind, in the form that this gives its codes, and nobody else's here. */
export function checkIdentity(book: OpenBook, body: Body, typed: TypedIdentity): Outcome<Checked> {
  const rules = registersFor(book.zone, body.kind);
  const chosen = typed.register.trim();
  const named = chosen === '' ? rules : rules.filter(({ id }) => id === chosen);
  if (named.length === 0) {
    const kind = body.kind.replaceAll('-', ' ');
    return refuse('value', 'governance.identity-register', `No such register is named here for a ${kind}.`, 'register');
  }
  const [found] = named.flatMap((rule) => {
    const code = inForm(rule, typed.code);
    return code === undefined ? [] : [{ rule, code }];
  });
  if (!found) {
    const forms = named.map(({ title, example }) => `${title} is written like ${example}`).join('; ');
    return refuse(
      'value',
      'governance.identity-code',
      `'${typed.code.slice(0, 40)}' is no such code: ${forms}.`,
      'code',
    );
  }
  const taken = book.identities.find(
    ({ register, code, organization }) =>
      register === found.rule.id && same(code, found.code) && organization !== body.organization,
  );
  if (taken) {
    const name = book.partners.find(({ organization }) => organization === taken.organization)?.name;
    const text = `${found.code} is the code of ${name ?? taken.organization} here: two partners are never one organisation.`;
    return refuse('conflict', 'governance.identity-taken', text, 'code');
  }
  const lookedUp = typed.lookedUp.trim();
  if (!isDay(lookedUp) || lookedUp > book.today) {
    const text = `Say on which day it was looked up in ${found.rule.register}: today or before.`;
    return refuse('value', 'governance.identity-day', text, 'lookedUp');
  }
  return accepted({ ...found, lookedUp });
}

/** As it was typed, or in capitals where only these fit. */
function inForm({ form }: Pick<Register, 'form'>, typed: string): string | undefined {
  const whole = new RegExp(`^(?:${form})$`);
  const words = typed.trim();
  return [words, words.toUpperCase()].find((code) => whole.test(code));
}

function same(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
