import { generatedPassword } from './generated-password';

describe('a generated password', () => {
  it('has four groups of five letters that cannot be mixed up', () => {
    for (let made = 0; made < 200; made++)
      expect(generatedPassword()).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
  });

  it('uses every letter and never comes twice', () => {
    const made = Array.from({ length: 400 }, generatedPassword);
    expect(new Set(made).size).toBe(400);
    expect(new Set(made.join('').replaceAll('-', '')).size).toBe(32);
  });
});
