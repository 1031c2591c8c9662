import { care } from '#care';
import { governance } from '#governance';
import { insight } from '#insight';
import type { Joint } from '#joint';
import { money } from '#money';
import { record } from '#record';
import { workforce } from '#workforce';

/** The six joints, in the order they start. */
export const joints: readonly Joint[] = [governance, record, care, workforce, money, insight];
