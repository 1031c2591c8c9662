/** Whether a SNOMED CT identifier ends in its check digit (Verhoeff): a code that was typed wrongly does not. */
export function isSnomed(code: string): boolean {
  if (!/^[1-9]\d{5,17}$/.test(code)) return false;
  let check = 0;
  for (const [at, digit] of [...code].reverse().entries()) check = turned(check, permuted(at % 8, Number(digit)));
  return check === 0;
}

/** Whether a LOINC code ends in its check digit, which is made as that of bank cards is. */
export function isLoinc(code: string): boolean {
  const [, digits = '', check] = /^(\d{1,7})-(\d)$/.exec(code) ?? [];
  if (digits === '') return false;
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const one = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return all + (one > 9 ? one - 9 : one);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}

/** Turns and reflections of a pentagon, one after the other. */
function turned(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

const ONCE = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

function permuted(times: number, digit: number): number {
  let turning = digit;
  for (let n = 0; n < times; n += 1) turning = ONCE[turning] ?? 0;
  return turning;
}
