import { accepted, type Outcome, refuse } from '#fhir';
import type { Means } from '#money/contract';
import { minorFrom } from '../form.ts';

/** How many rows a form offers of each list; what is not filled in is left out. */
export const ROWS = { care: 4, capital: 4, income: 6, spending: 3 } as const;

type Form = URLSearchParams;

/** What was typed, as means; a row that is half filled in, or no amount, is refused by its name. */
export function meansFrom(form: Form): Outcome<Means> {
  const wrong: string[] = [];
  const amount = (name: string, words: string): number => {
    const typed = form.get(name)?.trim() ?? '';
    const minor = /^[\s£,.0]+$/.test(typed) ? accepted(0) : minorFrom(typed, 'GBP');
    if (!minor.ok) wrong.push(words);
    return minor.ok ? minor.value : 0;
  };
  const rows = (list: keyof typeof ROWS) =>
    Array.from({ length: ROWS[list] }, (_, at) => `${list}.${at}`).filter((row) => said(form, `${row}.amount`) !== '');
  const number = (row: string): string => `${row.split('.')[0]}, row ${Number(row.split('.')[1]) + 1}`;
  const setting = said(form, 'setting') === 'care-home' ? 'care-home' : 'home';
  const means: Means = {
    on: said(form, 'on'),
    setting,
    care: rows('care').map((row) => {
      const [free, since] = [said(form, `${row}.free`), said(form, `${row}.since`)];
      return {
        words: said(form, `${row}.words`),
        minor: amount(`${row}.amount`, number(row)),
        by: free === 'health' ? 'health' : 'social',
        ...(free === '' || free === 'health' ? {} : { free }),
        ...(since === '' ? {} : { since }),
      };
    }),
    capital: rows('capital').map((row) => ({
      kind: said(form, `${row}.kind`),
      minor: amount(`${row}.amount`, number(row)),
      ...(said(form, `${row}.since`) === '' ? {} : { since: said(form, `${row}.since`) }),
    })),
    income: rows('income').map((row) => ({
      kind: said(form, `${row}.kind`),
      minor: amount(`${row}.amount`, number(row)),
      ...(said(form, `${row}.ignore`) === ''
        ? {}
        : { ignore: { minor: amount(`${row}.ignore`, number(row)), why: said(form, `${row}.why`) } }),
    })),
    spending: rows('spending').map((row) => ({
      kind: said(form, `${row}.kind`) === 'housing' ? 'housing' : 'disability',
      words: said(form, `${row}.words`),
      minor: amount(`${row}.amount`, number(row)),
    })),
    household: said(form, 'household'),
    premiums: form.getAll('premium'),
    ...typed('allowance', 'what the person keeps'),
    ...typed('upperLimit', 'the upper limit'),
    ...(said(form, 'light') === '' ? {} : { light: { rule: said(form, 'light'), why: said(form, 'light.why') } }),
    ...(said(form, 'defers') === 'yes' ? { defers: { debt: debtOf() } } : {}),
  };
  if (wrong.length === 0) return accepted(means);
  return refuse('value', 'web.means-amount', `Write amounts in digits, such as 1,250.50: ${wrong.join('; ')}.`);

  function typed<Name extends 'allowance' | 'upperLimit'>(name: Name, words: string) {
    if (said(form, name) === '') return {};
    return { [name]: { minor: amount(name, words), source: said(form, `${name}.source`) } } as Partial<Means>;
  }

  function debtOf(): number {
    return said(form, 'debt') === '' ? 0 : amount('debt', 'what is owed on the home');
  }
}

/** The fields of means again, so that a form can be filled in with what was kept. */
export function fieldsOf(means: Means): Form {
  const form = new URLSearchParams({ on: means.on, setting: means.setting, household: means.household });
  const put = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) form.set(name, typeof value === 'number' ? (value / 100).toFixed(2) : value);
  };
  means.care.forEach(({ words, minor, by, free, since }, at) => {
    put(`care.${at}.words`, words);
    put(`care.${at}.amount`, minor);
    put(`care.${at}.free`, by === 'health' ? 'health' : free);
    put(`care.${at}.since`, since);
  });
  means.capital.forEach(({ kind, minor, since }, at) => {
    put(`capital.${at}.kind`, kind);
    put(`capital.${at}.amount`, minor);
    put(`capital.${at}.since`, since);
  });
  means.income.forEach(({ kind, minor, ignore }, at) => {
    put(`income.${at}.kind`, kind);
    put(`income.${at}.amount`, minor);
    put(`income.${at}.ignore`, ignore?.minor);
    put(`income.${at}.why`, ignore?.why);
  });
  means.spending.forEach(({ kind, words, minor }, at) => {
    put(`spending.${at}.kind`, kind);
    put(`spending.${at}.words`, words);
    put(`spending.${at}.amount`, minor);
  });
  for (const premium of means.premiums) form.append('premium', premium);
  put('allowance', means.allowance?.minor);
  put('allowance.source', means.allowance?.source);
  put('upperLimit', means.upperLimit?.minor);
  put('upperLimit.source', means.upperLimit?.source);
  put('light', means.light?.rule);
  put('light.why', means.light?.why);
  if (means.defers) put('defers', 'yes');
  put('debt', means.defers?.debt);
  return form;
}

function said(form: Form, name: string): string {
  return form.get(name)?.trim() ?? '';
}
