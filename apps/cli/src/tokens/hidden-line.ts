/** One line from the terminal, without its echo. */
import { EndedWith } from '../exit-codes';

const INTERRUPTED = 130;

/** @throws EndedWith when the person presses Ctrl-C */
export function hiddenLine(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((done, fail) => {
    let line = '';
    const end = (finish: () => void): void => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      finish();
    };
    const take = (typed: string): void => {
      for (const character of typed) {
        if (character === '\u0003') return end(() => fail(new EndedWith(INTERRUPTED)));
        if (character === '\r' || character === '\n' || character === '\u0004') return end(() => done(line));
        line = character === '\u007f' || character === '\b' ? line.slice(0, -1) : line + character;
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}
