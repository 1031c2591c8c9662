export { type Configuration, DEFAULTS } from './configuration.ts';
export { type Consumers, startConsumers } from './consumers.ts';
export { type Core, migrations, openCore } from './core.ts';
export { demonstrate, type ShowStep, type SignInLink } from './demonstration.ts';
export { joints } from './joints.ts';
export { PortTaken } from './listen.ts';
export { openLog } from './log.ts';
export { type Answers, type App, startApp } from './start.ts';
export { ROOT, VERSION } from './version.ts';
