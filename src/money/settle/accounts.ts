import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Reader } from '#store';
import type { Asking } from '../ask.ts';
import { bankAccountOf, maskedAccount } from './bank-account.ts';
import type { BankAccountView, NewBankAccount } from './contract.ts';
import { onlyLead, type SettleNow, settleNow } from './ground.ts';
import { bankAccounts, keepBankAccount, keepConfirmed } from './settle.queries.ts';

/** Says where one's organisation is paid. It changes nothing until a second person of it has confirmed it. */
export async function giveAccount(asking: Asking, access: Access, typed: NewBankAccount): Promise<Outcome<true>> {
  const [now, lead, account] = [await settleNow(asking, access), onlyLead(access), bankAccountOf(typed)];
  if (!now.ok) return now;
  if (!lead.ok) return lead;
  if (!account.ok) return account;
  const { organization } = now.value;
  return asking.services.store.write(async (transaction) => {
    await keepBankAccount(transaction, {
      ...signerOf(asking, access),
      organization,
      currency: currencyOf(now.value),
      account: account.value,
    });
    return accepted(true as const);
  });
}

export async function confirmAccount(asking: Asking, access: Access): Promise<Outcome<true>> {
  const now = await settleNow(asking, access);
  if (!now.ok) return now;
  return asking.services.store.write(async (transaction) => {
    const [last] = await lastOf(transaction, now.value);
    if (!last || last.confirmed !== null)
      return refuse('not-found', 'money.no-bank-account', 'No account of your organisation waits to be confirmed.');
    if (last.principal === access.principal)
      return refuse(
        'forbidden',
        'money.own-bank-account',
        'Somebody else of your organisation confirms it: ask the signatory or the programme lead.',
      );
    await keepConfirmed(transaction, last.id, signerOf(asking, access));
    return accepted(true as const);
  });
}

export async function accountView(asking: Asking, access: Access, now: SettleNow): Promise<BankAccountView> {
  const { store } = asking.services;
  const currency = currencyOf(now);
  const [last] = await lastOf(store, now);
  const [known] = await bankAccounts(store, { organizations: [now.organization], currency, waiting: false });
  const waits = last && last.confirmed === null;
  return {
    currency,
    ...(known
      ? {
          known: {
            holder: known.account.holder,
            masked: maskedAccount(known.account),
            by: known.by,
            confirmedBy: known.confirmed_by ?? '',
          },
        }
      : {}),
    ...(waits ? { waiting: { holder: last.account.holder, masked: maskedAccount(last.account), by: last.by } } : {}),
    may: { give: access.role === 'finance-lead', confirm: waits === true && last.principal !== access.principal },
  };
}

function lastOf(reader: Reader, now: SettleNow) {
  return bankAccounts(reader, { organizations: [now.organization], currency: currencyOf(now), waiting: true });
}

function currencyOf({ own }: SettleNow): string {
  return own[0]?.currency ?? 'GBP';
}

function signerOf({ services }: Asking, access: Access) {
  return { principal: access.principal, by: access.name ?? access.principal, at: new Date(services.now()) };
}
