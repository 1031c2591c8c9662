import { accepted, type Outcome, type Refusal, refused } from '#fhir';
import { readTree, type Tree } from './file-tree.ts';

/** An element of the schema: how often it stands, what is in it. Choices are of one. */
type Rule = {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly text?: RegExp;
  readonly of?: readonly Rule[];
  readonly choice?: true;
  readonly attribute?: readonly [name: string, value: RegExp];
};

const MANY = 100_000;
const ID = /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/;
const NAME = /^[A-Za-z0-9/\-?:().,'+ ]{1,140}$/;
const AMOUNT = /^(?=[\d.]{1,19}$)\d+(\.\d{1,5})?$/;
const one = (name: string, text: RegExp): Rule => ({ name, least: 1, most: 1, text });
const node = (name: string, of: readonly Rule[], more: Partial<Rule> = {}): Rule => ({
  name,
  least: 1,
  most: 1,
  of,
  ...more,
});
const maybe = (rule: Rule): Rule => ({ ...rule, least: 0 });

const account = (name: string): Rule =>
  node(name, [
    node('Id', [one('IBAN', /^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/), node('Othr', [one('Id', /^[A-Za-z0-9]{1,34}$/)])], {
      choice: true,
    }),
  ]);
const agent = (name: string): Rule =>
  node(name, [
    node('FinInstnId', [
      maybe(one('BICFI', /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/)),
      maybe(node('ClrSysMmbId', [node('ClrSysId', [one('Cd', /^[A-Z0-9]{1,5}$/)]), one('MmbId', ID)])),
      maybe(node('Othr', [one('Id', ID)])),
    ]),
  ]);
const totals = [one('NbOfTxs', /^\d{1,15}$/), one('CtrlSum', AMOUNT)];

/** What of the schema of pain.001.001.09 these files use, in its order. */
const SCHEMA: Rule = node('Document', [
  node('CstmrCdtTrfInitn', [
    node('GrpHdr', [
      one('MsgId', ID),
      one('CreDtTm', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/),
      ...totals,
      node('InitgPty', [one('Nm', NAME)]),
    ]),
    node('PmtInf', [
      one('PmtInfId', ID),
      one('PmtMtd', /^(CHK|TRF|TRA)$/),
      maybe(one('BtchBookg', /^(true|false)$/)),
      ...totals,
      node('ReqdExctnDt', [one('Dt', /^\d{4}-\d\d-\d\d$/)]),
      node('Dbtr', [one('Nm', NAME)]),
      account('DbtrAcct'),
      agent('DbtrAgt'),
      maybe(one('ChrgBr', /^(DEBT|CRED|SHAR|SLEV)$/)),
      node(
        'CdtTrfTxInf',
        [
          node('PmtId', [maybe(one('InstrId', ID)), one('EndToEndId', ID)]),
          node('Amt', [{ ...one('InstdAmt', AMOUNT), attribute: ['Ccy', /^[A-Z]{3}$/] }]),
          agent('CdtrAgt'),
          node('Cdtr', [one('Nm', NAME)]),
          account('CdtrAcct'),
          node('RmtInf', [one('Ustrd', NAME)]),
        ],
        { most: MANY },
      ),
    ]),
  ]),
]);

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const REFUSALS_MAX = 50;

export type PaymentFileRead = { readonly payments: number; readonly sum: bigint; readonly currency: string };

/**
 * Reads a payment file as a bank does: well-formed, in the order of the schema, every mandatory element there, texts as long and in the
 * letters that are allowed, and counts and control sums those of its payments. Refusals name the place: 'CdtTrfTxInf 2, Cdtr, Nm'.
 */
export function checkFile(file: string): Outcome<PaymentFileRead> {
  const root = readTree(file);
  if (typeof root === 'string') return refused(fault('The payment file', root));
  const found: Refusal[] = [];
  if (root.attributes['xmlns'] !== NAMESPACE)
    found.push(fault(root.path, `the file is of another kind than ${NAMESPACE}`));
  if (root.name !== SCHEMA.name) found.push(fault(root.path, `it begins with ${root.name}, not with ${SCHEMA.name}`));
  else check(root, SCHEMA, found);
  const [first, ...rest] = found.length > 0 ? found.slice(0, REFUSALS_MAX) : sums(root);
  if (first) return refused(first, ...rest);
  const payments = all(root, 'InstdAmt');
  return accepted({
    payments: payments.length,
    sum: payments.reduce((total, { text }) => total + minorIn(text), 0n),
    currency: payments[0]?.attributes['Ccy'] ?? '',
  });
}

function check(at: Tree, rule: Rule, found: Refusal[]): void {
  if (rule.text && !rule.text.test(at.text))
    found.push(fault(at.path, `${at.name} cannot be '${at.text.slice(0, 40)}'`));
  if (rule.attribute && !rule.attribute[1].test(at.attributes[rule.attribute[0]] ?? ''))
    found.push(fault(at.path, `${at.name} needs ${rule.attribute[0]}`));
  if (!rule.of) {
    for (const child of at.children) found.push(fault(child.path, `${child.name} has no place in ${at.name}`));
    return;
  }
  if (rule.of.length > 0 && at.text.trim() !== '') found.push(fault(at.path, `${at.name} holds no text of its own`));
  if (rule.choice && at.children.length !== 1)
    found.push(fault(at.path, `${at.name} has one of ${rule.of.map(({ name }) => name).join(', ')}`));
  let next = 0;
  for (const of of rule.of) {
    let count = 0;
    while (at.children[next]?.name === of.name) {
      check(at.children[next] as Tree, of, found);
      next += 1;
      count += 1;
    }
    if (!rule.choice && count < of.least)
      found.push(fault(at.path, `${at.name} lacks ${of.name}, or has it in another place`));
    if (count > of.most)
      found.push(fault(at.path, `${at.name} has ${of.name} more than ${of.most === 1 ? 'once' : `${of.most} times`}`));
  }
  const odd = at.children[next];
  if (odd) found.push(fault(odd.path, `${odd.name} has no place there in ${at.name}`));
}

/** Counts and control sums are those of the payments; all are in one currency, and no number stands twice. */
function sums(root: Tree): readonly Refusal[] {
  const amounts = all(root, 'InstdAmt');
  const sum = amounts.reduce((total, { text }) => total + minorIn(text), 0n);
  const ids = all(root, 'EndToEndId');
  return [
    ...all(root, 'NbOfTxs').flatMap(({ text, path }) =>
      Number(text) === amounts.length
        ? []
        : [fault(path, `NbOfTxs says ${text}, and there are ${amounts.length} payments`)],
    ),
    ...all(root, 'CtrlSum').flatMap(({ text, path }) =>
      minorIn(text) === sum ? [] : [fault(path, `CtrlSum says ${text}, which is not the sum of the payments`)],
    ),
    ...amounts.flatMap(({ attributes, text, path }) => [
      ...(attributes['Ccy'] === amounts[0]?.attributes['Ccy'] ? [] : [fault(path, 'a payment is in another currency')]),
      ...(minorIn(text) > 0n ? [] : [fault(path, 'an amount is above nought')]),
    ]),
    ...ids.flatMap(({ text, path }, at) =>
      ids.findIndex((other) => other.text === text) === at ? [] : [fault(path, `the number ${text} stands twice`)],
    ),
  ];
}

/** In hundred-thousandths: five digits are the most that the schema lets stand behind the point. */
function minorIn(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(`${whole}${part.padEnd(5, '0')}`);
}

function all(of: Tree, name: string): readonly Tree[] {
  return [...(of.name === name ? [of] : []), ...of.children.flatMap((child) => all(child, name))];
}

function fault(path: string, words: string): Refusal {
  return { type: 'value', code: 'money.payment-file', text: `${path}: ${words}.`, expression: path };
}
