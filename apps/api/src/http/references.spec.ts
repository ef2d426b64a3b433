import { newReference, readReference } from './references';

describe('references', () => {
  it('are ten unambiguous characters and do not repeat', () => {
    const made = Array.from({ length: 5000 }, newReference);
    for (const reference of made) expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(new Set(made).size).toBe(made.length);
  });

  it('are read as people write them', () => {
    expect(readReference(' 7rayo-bd8jt ')).toBe('7RAY0BD8JT');
    expect(readReference('7RAYIBD8JL')).toBe('7RAY1BD8J1');
    expect(readReference('7RAYUBD8JT')).toBeUndefined();
    expect(readReference('7RAY')).toBeUndefined();
  });
});
