import type { Request } from 'express';
import { NO_CONTENT_POLICY } from '../security-headers';
import type { FailureKind } from './failure';

/** What an error page may know. */
export interface ErrorPageContent {
  readonly kind: FailureKind;
  readonly status: number;
  /** What the person reads out to an admin; the log line and `X-Request-Id` have the same. */
  readonly reference: string;
}

export interface RenderedPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

export type RenderErrorPage = (content: ErrorPageContent, request: Request) => RenderedPage;

/** Where the room that draws the hosted pages says how an error looks; a bare page stands in until it does. */
export class ErrorPages {
  private renderer: RenderErrorPage = renderBarePage;

  use(renderer: RenderErrorPage): void {
    this.renderer = renderer;
  }

  /** Never throws: an error page that fails must not become a second error. */
  render(content: ErrorPageContent, request: Request): RenderedPage {
    try {
      return this.renderer(content, request);
    } catch {
      return renderBarePage(content);
    }
  }
}

function renderBarePage({ status, reference }: ErrorPageContent): RenderedPage {
  const title = status >= 500 ? 'Something went wrong on our side' : 'This request cannot be answered';
  const html =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width"></head><body><main><h1>${title}</h1>` +
    `<p>Reference: <code>${reference}</code></p></main></body></html>`;
  return { html, contentSecurityPolicy: NO_CONTENT_POLICY };
}
