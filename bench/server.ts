import { startApp } from '#app';

/** The program as `concord serve` runs it, on a folder and port given, with the commit gate or without: for `create.ts` alone. */
const [folder = '', port = '', gate = ''] = process.argv.slice(2);
const app = await startApp({
  folder,
  port: Number(port),
  host: '127.0.0.1',
  demo: 'none',
  zone: 'Europe/London',
  log: 'file',
  acceptDataLoss: false,
  ...(gate === 'ungated' ? { ungated: true as const } : {}),
});
process.send?.('ready');
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
