'use strict';

/** Files imported as text (style sheets, icons): the same as esbuild's `text` loader does in the build. */
module.exports = {
  process(text) {
    return {
      code: `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = ${JSON.stringify(text)};\n`,
    };
  },
};
