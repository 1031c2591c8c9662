export { type AppWish, keepApp, listApps, type RegisteredApp, removeApp } from './app.ts';
export { PATHS, smartConfiguration, smartSecurity } from './discovery.ts';
export { addKey } from './keys.ts';
export { originsOf } from './provider.ts';
export { WHO } from './reach.ts';
export { readScope, type Scope, scopeText } from './scope.ts';
export { openSmart, type Question, type Smart, type SmartParts } from './smart.ts';
