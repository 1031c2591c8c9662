const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** 'October 2026' of '2026-10'. */
export function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? number} ${year}`;
}
