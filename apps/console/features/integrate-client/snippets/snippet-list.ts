import type { IntegrationFacts } from '../integration-facts';
import { curl } from './curl';
import { dotnet } from './dotnet';
import { go } from './go';
import { browser, node } from './javascript';
import { nestjs } from './nestjs';
import { nextjs } from './nextjs';
import { python } from './python';
import { mcp, settings } from './settings';
import type { Snippet } from './snippet';
import { spring } from './spring';

const SNIPPETS: readonly Snippet[] = [mcp, curl, browser, node, nextjs, nestjs, spring, go, python, dotnet, settings];

/** Those that make sense for a client, the most fitting first. */
export function snippetsFor(facts: IntegrationFacts): readonly Snippet[] {
  return SNIPPETS.filter(({ fits }) => fits(facts));
}
