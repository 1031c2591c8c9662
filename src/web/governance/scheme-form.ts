import { type Amount, INSTRUMENT_KINDS, ROLES, decimalsOf } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { SchemeRule } from '#governance/contract';

export const CURRENCIES = ['GBP', 'EUR', 'KES', 'UGX', 'USD'] as const;
export const LINES_MAX = 20;

/** What was filled in: a line without a role is left out. */
export function rulesFrom(form: URLSearchParams): Outcome<readonly SchemeRule[]> {
  const rules: SchemeRule[] = [];
  for (let line = 0; line < LINES_MAX; line += 1) {
    const role = ROLES.find((one) => one === form.get(`role.${line}`));
    if (role === undefined) continue;
    const kind = INSTRUMENT_KINDS.find((one) => one === form.get(`kind.${line}`));
    const limit = amountFrom(form.get(`limit.${line}`) ?? '', form.get(`currency.${line}`) ?? '');
    if (!limit.ok) return limit;
    rules.push({
      roles: [role],
      kinds: kind === undefined ? 'any' : [kind],
      ...(limit.value === undefined ? {} : { upTo: limit.value }),
    });
  }
  return accepted(rules);
}

/** One line a role and a kind, as the form shows them. */
export function linesOf(rules: readonly SchemeRule[]): readonly SchemeRule[] {
  return rules.flatMap(({ roles, kinds, ...rest }) =>
    roles.flatMap((role) => {
      const each: readonly SchemeRule['kinds'][] = kinds === 'any' ? ['any'] : kinds.map((kind) => [kind]);
      return each.map((of) => ({ roles: [role], kinds: of, ...rest }));
    }),
  );
}

/** '250,000' of pounds is 25,000,000 pence; shillings of Uganda have no smaller unit. */
export function amountFrom(words: string, currency: string): Outcome<Amount | undefined> {
  const digits = words.replace(/[\s,]/g, '');
  if (digits === '') return accepted(undefined);
  const minor = Math.round(Number(digits) * unit(currency));
  const known = CURRENCIES.some((one) => one === currency);
  if (!/^\d{1,12}(\.\d\d)?$/.test(digits) || !known || (digits.includes('.') && unit(currency) === 1)) {
    return refuse('value', 'web.limit', 'A limit is an amount in digits, such as 250,000.');
  }
  return accepted({ minor, currency });
}

export function majorOf({ minor, currency }: Amount): string {
  return minor % unit(currency) === 0 ? String(minor / unit(currency)) : (minor / unit(currency)).toFixed(2);
}

function unit(currency: string): number {
  return 10 ** decimalsOf(currency);
}
