// Property tests take fast-check from here. On a continuous run the seed is the one below, so that a run of the same tree asks the
// same questions; everywhere else each run asks new ones. `CONCORD_SEED` sets it by hand, as a failure prints it.
import fc from 'fast-check';

const KEPT = 7;
const told = process.env['CONCORD_SEED'];
const seed = told === undefined ? (process.env['CI'] === 'true' ? KEPT : undefined) : Number(told);
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

export * from 'fast-check';
export { fc };
