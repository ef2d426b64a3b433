import { Res } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Response } from 'express';
import { AdminController, AdminRoute } from '../admin-route';
import { tagOf } from '../route-metadata';
import type { ControllerClass } from './document';

/** `GET /admin/v1/openapi.json`: what the admin API is, for whoever writes a program against it. */
@AdminController('')
export class OpenApiController {
  private made: Promise<string> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  @AdminRoute({
    method: 'GET',
    path: 'openapi.json',
    summary: 'Read this description',
    description: 'OpenAPI 3.1. Everybody may read it: it says nothing about this server that its source does not.',
    public: true,
    answers: { 200: { contentTypes: ['application/json'], description: 'The OpenAPI document.' } },
  })
  async document(@Res() response: Response): Promise<void> {
    this.made ??= this.make();
    response.type('application/json').send(await this.made);
  }

  private async make(): Promise<string> {
    // What makes it is needed by few and takes a while to load.
    const { openApiDocument } = await import('./document');
    const controllers = this.discovery
      .getControllers()
      .map(({ metatype }) => metatype as ControllerClass | null)
      .filter((metatype): metatype is ControllerClass => metatype !== null && tagOf(metatype) !== undefined);
    return `${JSON.stringify(openApiDocument(controllers), undefined, 2)}\n`;
  }
}
