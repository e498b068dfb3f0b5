import { makeConfig } from './tooling/src/eslint-config.js';

export default makeConfig(import.meta.dirname);
