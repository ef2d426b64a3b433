import { consentText, sentenceProblem, visibleText } from './consent-text';

describe('what people read for a scope', () => {
  it('is its sentence, or its name where there is none', () => {
    expect(consentText({ name: 'a:read', description: '  See your orders ' })).toBe('See your orders');
    expect(consentText({ name: 'a:read', description: ' ' })).toBe('a:read (no description given)');
  });

  it('shows nothing that cannot be seen, and cuts what is too long', () => {
    expect(visibleText('See\u202e your\n\norders\u200b')).toBe('See your orders');
    expect([...visibleText('x'.repeat(300))]).toHaveLength(200);
    expect(visibleText('x'.repeat(300)).endsWith('…')).toBe(true);
  });

  it('is needed', () => {
    expect(sentenceProblem('')).toBeDefined();
    expect(sentenceProblem(' \u200b ')).toBeDefined();
    expect(sentenceProblem('See your orders')).toBeUndefined();
  });
});
