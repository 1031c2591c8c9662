/** One file that a form sent, with the form's other fields. */
export type SentFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fields: Readonly<Record<string, string>>;
};

/**
 * So much is read of a form with a file: more than any file may have, so that one that is too big is refused on its own page, beside what
 * was typed. What is bigger still is turned away unread.
 */
export const SENT_BYTES_MAX = 40 * 1024 * 1024;

const PARTS_MAX = 20;

/** Reads a form with a file (RFC 7578) from its bytes; undefined where it is none. The parts of such a form are few and wholly in memory. */
export function readMultipart(contentType: string, body: Buffer): SentFile | undefined {
  const boundary = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return undefined;
  const fields: Record<string, string> = {};
  let file: Pick<SentFile, 'name' | 'bytes'> | undefined;
  for (const part of partsOf(body, `--${mark}`)) {
    const end = part.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const head = part.subarray(0, end).toString('utf8');
    const content = part.subarray(end + 4);
    const name = /\bname="([^"]{0,100})"/.exec(head)?.[1] ?? '';
    const fileName = /\bfilename="([^"]{0,300})"/.exec(head)?.[1];
    if (fileName === undefined) fields[name] = content.toString('utf8');
    else file ??= { name: fileName, bytes: content };
  }
  return file && { ...file, fields };
}

/** What stands between the marks, without the line ends that belong to them. */
function partsOf(body: Buffer, mark: string): readonly Buffer[] {
  const parts: Buffer[] = [];
  let at = body.indexOf(mark);
  while (at >= 0 && parts.length < PARTS_MAX) {
    const start = at + Buffer.byteLength(mark) + 2;
    const next = body.indexOf(`\r\n${mark}`, start);
    if (next < 0) break;
    parts.push(body.subarray(start, next));
    at = next + 2;
  }
  return parts;
}
