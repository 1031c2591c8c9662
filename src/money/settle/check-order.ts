import { decimalsOf } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, type Refusal, refused } from '#fhir';
import { type BankAccount, ibanFault } from './bank-account.ts';
import type { PaymentOrder } from './payment-file.ts';

/** Lengths of the schema of pain.001.001.09: Max35Text, Max140Text, Max34Text, DecimalNumber of 18 digits. */
const ID_MAX = 35;
const NAME_MAX = 140;
const DIGITS_MAX = 18;
const PAYMENTS_MAX = 99_999;
const REFUSALS_MAX = 50;

/** Letters that every bank takes: https://www.iso20022.org, basic Latin character set of payments. */
const LETTERS = /^[A-Za-z0-9/\-?:().,'+ ]+$/;

/**
 * What the schema of the message, and banks, ask of an order before it is written: mandatory elements, lengths, letters, amounts above
 * nought in the digits of the currency, accounts whose check digits fit, nothing paid twice or to oneself. Each refusal names its line.
 */
export function checkOrder(order: PaymentOrder): Outcome<PaymentOrder> {
  const faults = [...ofOrder(order), ...order.payments.flatMap((payment, at) => ofPayment(order, payment, at + 1))];
  const [first, ...rest] = [...faults, ...twice(order)].slice(0, REFUSALS_MAX).map(refusal);
  return first ? refused(first, ...rest) : accepted(order);
}

type Fault = { readonly at: string; readonly words: string };

function refusal({ at, words }: Fault): Refusal {
  return { type: 'value', code: 'money.payment-file', text: `${at}: ${words}`, expression: at };
}

function ofOrder({ id, made, pays, currency, payer, payments }: PaymentOrder): readonly Fault[] {
  const at = 'The order';
  return [
    ...idFaults(at, 'number', id),
    ...given(Number.isNaN(made.getTime()), at, 'has no instant at which it was made (CreDtTm).'),
    ...given(!isDay(pays), at, 'has no day on which it is to be paid (ReqdExctnDt).'),
    ...given(
      isDay(pays) && pays < made.toISOString().slice(0, 10),
      at,
      `is to be paid on ${pays}, before it was made.`,
    ),
    ...given(
      !/^[A-Z]{3}$/.test(currency),
      at,
      `is in '${currency.slice(0, 10)}', which is no currency of three letters (Ccy).`,
    ),
    ...given(payments.length === 0, at, 'pays nothing: at least one payment is in it (CdtTrfTxInf).'),
    ...given(payments.length > PAYMENTS_MAX, at, `has more than ${PAYMENTS_MAX} payments: split it.`),
    ...accountFaults('The payer', payer),
  ];
}

function ofPayment(
  { currency, payer }: PaymentOrder,
  { id, minor, payee, words }: PaymentOrder['payments'][number],
  line: number,
): readonly Fault[] {
  const at = `Line ${line}`;
  const digits = String(minor).replace('-', '').length;
  return [
    ...idFaults(at, 'number', id),
    ...given(minor <= 0n, at, 'an amount is above nought (InstdAmt).'),
    ...given(
      digits > DIGITS_MAX,
      at,
      `an amount has at most ${DIGITS_MAX} digits, ${decimalsOf(currency)} of them behind the point (InstdAmt).`,
    ),
    ...accountFaults(at, payee),
    ...given(sameAccount(payer, payee), at, 'it is paid to the account that it is paid from.'),
    ...given(words.trim() === '', at, 'it does not say what it is for (Ustrd).'),
  ];
}

function idFaults(at: string, what: string, id: string): readonly Fault[] {
  return [
    ...given(id === '' || id.length > ID_MAX, at, `its ${what} has 1 to ${ID_MAX} letters.`),
    ...given(id !== '' && !LETTERS.test(id), at, `its ${what} has letters that banks do not take.`),
    ...given(
      id.startsWith('/') || id.endsWith('/') || id.includes('//'),
      at,
      `its ${what} neither begins nor ends with a slash, nor has two together.`,
    ),
  ];
}

function accountFaults(at: string, { holder, iban, sortCode, number, bic }: BankAccount): readonly Fault[] {
  const wrong = iban === undefined ? undefined : ibanFault(iban);
  return [
    ...given(
      holder.trim() === '' || holder.length > NAME_MAX,
      at,
      `the holder of the account is named in 1 to ${NAME_MAX} letters (Nm).`,
    ),
    ...given(wrong !== undefined, at, wrong ?? ''),
    ...given(
      iban === undefined && !(/^\d{6}$/.test(sortCode ?? '') && /^\d{8}$/.test(number ?? '')),
      at,
      'the account is an IBAN, or a sort code of 6 digits and a number of 8 (IBAN, Othr).',
    ),
    ...given(
      bic !== undefined && !/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic),
      at,
      'a BIC has 8 or 11 letters and digits (BICFI).',
    ),
  ];
}

/** A bank takes a number once: two payments of one number are one to it. */
function twice({ payments }: PaymentOrder): readonly Fault[] {
  const first = new Map<string, number>();
  return payments.flatMap(({ id }, at) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, at);
    return before === undefined
      ? []
      : [{ at: `Line ${at + 1}`, words: `it has the number of line ${before + 1}, '${id}'.` }];
  });
}

function sameAccount(one: BankAccount, other: BankAccount): boolean {
  return one.iban === undefined
    ? other.iban === undefined && one.sortCode === other.sortCode && one.number === other.number
    : one.iban === other.iban;
}

function given(wrong: boolean, at: string, words: string): readonly Fault[] {
  return wrong ? [{ at, words }] : [];
}
