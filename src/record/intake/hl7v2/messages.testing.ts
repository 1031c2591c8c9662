/** Messages as a hospital sends them, made up for tests. */
export type Told = {
  readonly control: string;
  readonly at: string;
  readonly from?: string;
  readonly charset?: string;
  readonly mode?: string;
};

const END = '\r';

function msh(event: string, { control, at, from = 'PAS|TRUST', charset = 'UNICODE UTF-8', mode = 'P' }: Told): string {
  return [
    'MSH|^~\\&',
    from,
    'CONCORD',
    'VALE',
    at,
    '',
    event,
    control,
    mode,
    '2.5.1',
    '',
    '',
    '',
    '',
    '',
    charset,
  ].join('|');
}

/** An ADT message: what is in PID and PV1 from the third field on, and further segments. */
export function adt(
  event: string,
  told: Told,
  { pid, pv1, more = [] }: { readonly pid?: string; readonly pv1?: string; readonly more?: readonly string[] } = {},
): string {
  return [
    msh(`ADT^${event}^ADT_${event}`, told),
    `EVN|${event}|${told.at}`,
    `PID|1||${pid ?? AMINA}`,
    ...(pv1 === undefined ? [] : [`PV1|1|${pv1}`]),
    ...more,
    '',
  ].join(END);
}

/** An ORU message: an OBR and its results. */
export function oru(told: Told, obr: string, obx: readonly string[], pid = AMINA): string {
  return [
    msh('ORU^R01^ORU_R01', { from: 'LIMS|TRUST', ...told }),
    `PID|1||${pid}`,
    `OBR|1|${obr}`,
    ...obx.map((one, at) => `OBX|${at + 1}|${one}`),
    '',
  ].join(END);
}

export const AMINA =
  'T100^^^TRUST^MR~9990000018^^^NHS^NH||Okafor^Amina^Grace^^Mrs^^L||19570704|F|||14 Mill Lane^^Norbury^^ZZ1 2AB^^H||01632 960018^PRN^PH';

/** PV1 from the class on: class, ward, then the visit number and the two times. */
export function pv1(
  visit: string,
  { kind = 'I', ward = 'W7^B2^3^TRUST', admitted = '', discharged = '' } = {},
): string {
  const fields = Array.from({ length: 44 }, () => '');
  fields[0] = kind;
  fields[1] = ward;
  fields[5] = 'C7^Shah^Priya^^^Dr^^^TRUST';
  fields[17] = `${visit}^^^TRUST^VN`;
  fields[42] = admitted;
  fields[43] = discharged;
  return fields.join('|').replace(/\|+$/, '');
}

/** OBR from the placer number on. */
export function obr(
  filler: string,
  { reported, status = 'F' }: { readonly reported: string; readonly status?: string },
): string {
  const fields = Array.from({ length: 24 }, () => '');
  fields[0] = 'P1^PAS';
  fields[1] = `${filler}^LIMS`;
  fields[2] = '51990-0^Basic metabolic panel^LN';
  fields[5] = '202603010800+0000';
  fields[20] = reported;
  fields[22] = 'CH';
  fields[23] = status;
  return fields.join('|');
}
