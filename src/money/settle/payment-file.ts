import { decimal } from '#agreement';
import type { Day } from '#base';
import type { BankAccount } from './bank-account.ts';

/** What a file of payments is made of: one payer, on one day. */
export type PaymentOrder = {
  /** The same order has the same number for ever: a bank takes it once. */
  readonly id: string;
  /** An instant of the settlement, not of the download: the same order is the same file to the byte. */
  readonly made: Date;
  readonly pays: Day;
  readonly currency: string;
  readonly payer: BankAccount;
  readonly payments: readonly {
    readonly id: string;
    readonly minor: bigint;
    readonly payee: BankAccount;
    readonly words: string;
  }[];
};

/**
 * A customer credit transfer initiation, ISO 20022 pain.001.001.09: https://www.iso20022.org/iso-20022-message-definitions. Members
 * stand in the order of the schema; names and words are in the letters that every bank takes.
 */
export function paymentFile(order: PaymentOrder): string {
  const { id, made, pays, currency, payer, payments } = order;
  const sum = decimal(
    payments.reduce((total, { minor }) => total + minor, 0n),
    currency,
  );
  const totals = [leaf('NbOfTxs', String(payments.length)), leaf('CtrlSum', sum)];
  const header = node('GrpHdr', [
    leaf('MsgId', id),
    leaf('CreDtTm', `${made.toISOString().slice(0, 19)}Z`),
    ...totals,
    node('InitgPty', [leaf('Nm', plain(payer.holder, 140))]),
  ]);
  const batch = node('PmtInf', [
    leaf('PmtInfId', id),
    leaf('PmtMtd', 'TRF'),
    leaf('BtchBookg', 'false'),
    ...totals,
    node('ReqdExctnDt', [leaf('Dt', pays)]),
    node('Dbtr', [leaf('Nm', plain(payer.holder, 140))]),
    accountNode('DbtrAcct', payer),
    agentNode('DbtrAgt', payer),
    leaf('ChrgBr', 'SHAR'),
    ...payments.map((payment) =>
      node('CdtTrfTxInf', [
        node('PmtId', [leaf('InstrId', payment.id), leaf('EndToEndId', payment.id)]),
        node('Amt', [`<InstdAmt Ccy="${escaped(currency)}">${decimal(payment.minor, currency)}</InstdAmt>`]),
        agentNode('CdtrAgt', payment.payee),
        node('Cdtr', [leaf('Nm', plain(payment.payee.holder, 140))]),
        accountNode('CdtrAcct', payment.payee),
        node('RmtInf', [leaf('Ustrd', plain(payment.words, 140))]),
      ]),
    ),
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">',
    node('CstmrCdtTrfInitn', [header, batch]),
    '</Document>',
    '',
  ].join('\n');
}

function accountNode(name: string, { iban, number = '' }: BankAccount): string {
  return node(name, [node('Id', [iban === undefined ? node('Othr', [leaf('Id', number)]) : leaf('IBAN', iban)])]);
}

function agentNode(name: string, { bic, sortCode }: BankAccount): string {
  const system =
    sortCode === undefined
      ? []
      : [node('ClrSysMmbId', [node('ClrSysId', [leaf('Cd', 'GBDSC')]), leaf('MmbId', sortCode)])];
  const known = [...(bic === undefined ? [] : [leaf('BICFI', bic)]), ...system];
  return node(name, [node('FinInstnId', known.length > 0 ? known : [node('Othr', [leaf('Id', 'NOTPROVIDED')])])]);
}

function node(name: string, children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

function leaf(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Latin letters, digits and a few signs: what else there is would be refused by some bank on the way. */
function plain(text: string, longest: number): string {
  const bare = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ');
  const kept = bare.replace(/ +/g, ' ').trim().slice(0, longest);
  return kept === '' ? 'not in latin letters' : kept;
}
