import fastify, { type FastifyRequest } from 'fastify';

const { FST_ERR_CTP_BODY_TOO_LARGE, FST_ERR_CTP_INVALID_CONTENT_LENGTH } = fastify.errorCodes;

/** From here on a body is laid where it will lie: kept in pieces and then joined it would be held twice. */
const LARGE_BYTES = 256 * 1024;

/**
 * The whole body of a request, at most what its route takes: 413 beyond, 400 where it ends before what was announced. Memory for what is
 * only announced is not touched before it comes.
 */
export function wholeBody(request: FastifyRequest, payload: NodeJS.ReadableStream): Promise<Buffer> {
  const limit = request.routeOptions.bodyLimit ?? 0;
  const announced = Number(request.headers['content-length']);
  if (announced > limit) return Promise.reject(new FST_ERR_CTP_BODY_TOO_LARGE());
  const body = announced >= LARGE_BYTES ? inPlace(announced) : inPieces();
  return new Promise((done, failed) => {
    const over = (error: Error | undefined): void => {
      payload.off('data', came);
      payload.off('end', ended);
      payload.off('error', broke);
      if (error) failed(error);
      else done(body.whole());
    };
    const came = (piece: Buffer): void => {
      if (body.length() + piece.length > (Number.isNaN(announced) ? limit : announced))
        over(Number.isNaN(announced) ? new FST_ERR_CTP_BODY_TOO_LARGE() : new FST_ERR_CTP_INVALID_CONTENT_LENGTH());
      else body.add(piece);
    };
    const ended = (): void => {
      const short = !Number.isNaN(announced) && body.length() !== announced;
      over(short ? new FST_ERR_CTP_INVALID_CONTENT_LENGTH() : undefined);
    };
    const broke = (error: Error): void => over(Object.assign(error, { statusCode: 400 }));
    payload.on('data', came);
    payload.on('end', ended);
    payload.on('error', broke);
  });
}

type Gathered = {
  readonly add: (piece: Buffer) => void;
  readonly length: () => number;
  readonly whole: () => Buffer;
};

function inPlace(size: number): Gathered {
  const all = Buffer.allocUnsafeSlow(size);
  let length = 0;
  return {
    add: (piece) => void (length += piece.copy(all, length)),
    length: () => length,
    whole: () => all,
  };
}

function inPieces(): Gathered {
  const pieces: Buffer[] = [];
  let length = 0;
  return {
    add: (piece) => {
      pieces.push(piece);
      length += piece.length;
    },
    length: () => length,
    whole: () => Buffer.concat(pieces, length),
  };
}
