import { accepted, type Outcome, refuse } from '#fhir';

/** Where an organisation is paid: an IBAN, or a sort code and an account number. */
export type BankAccount = {
  readonly holder: string;
  readonly iban?: string;
  readonly sortCode?: string;
  readonly number?: string;
  readonly bic?: string;
};

/** Lengths of an IBAN by country: https://www.swift.com/standards/data-standards/iban */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 ' +
    'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 ' +
    'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 ' +
    'SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((one) => [one.slice(0, 2), Number(one.slice(2))]),
);
const HOLDER_MAX = 70;

/** As it was typed, with blanks and hyphens taken out, or what is wrong with it. */
export function bankAccountOf(typed: Readonly<Record<keyof BankAccount, string>>): Outcome<BankAccount> {
  const holder = typed.holder.trim();
  const [iban, sortCode, number, bic] = [typed.iban, typed.sortCode, typed.number, typed.bic].map(bare) as [
    string,
    string,
    string,
    string,
  ];
  if (holder === '' || holder.length > HOLDER_MAX)
    return wrong(`Say in whose name the account is, in up to ${HOLDER_MAX} letters.`);
  if (bic !== '' && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic))
    return wrong('A BIC has 8 or 11 letters and digits, such as BARCGB22.');
  const rest = { holder, ...(bic === '' ? {} : { bic }) };
  if (iban === '') {
    return /^\d{6}$/.test(sortCode) && /^\d{8}$/.test(number)
      ? accepted({ ...rest, sortCode, number })
      : wrong('Give an IBAN, or a sort code of 6 digits and an account number of 8.');
  }
  const fault = ibanFault(iban);
  if (fault !== undefined) return wrong(fault);
  const british = iban.startsWith('GB') ? { sortCode: iban.slice(8, 14), number: iban.slice(14) } : undefined;
  const other = (sortCode !== '' && sortCode !== british?.sortCode) || (number !== '' && number !== british?.number);
  return other
    ? wrong('The sort code and account number are not those of this IBAN: give one of the two.')
    : accepted({ ...rest, iban });
}

/** What is wrong with an IBAN as it is written without blanks. */
export function ibanFault(iban: string): string | undefined {
  if (LENGTHS.get(iban.slice(0, 2)) !== iban.length || !/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban))
    return 'This IBAN is not as long as those of its country: copy it from the bank.';
  return remainderOf(iban) === 1
    ? undefined
    : 'The check digits of this IBAN do not fit: one of its letters or digits is another.';
}

/** The last four letters: enough to know it again, too few to be paid by. */
export function maskedAccount({ iban, number = '' }: BankAccount): string {
  return `\u2026${(iban ?? number).slice(-4)}`;
}

/** ISO 7064 mod 97-10, digit by digit: the number is too long for arithmetic. */
function remainderOf(iban: string): number {
  const turned = `${iban.slice(4)}${iban.slice(0, 4)}`;
  let rest = 0;
  for (const letter of turned)
    for (const digit of String(Number.parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

function bare(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

function wrong(text: string): Outcome<never> {
  return refuse('value', 'money.bank-account', text);
}
