import { Module } from '@nestjs/common';
import { BrowserModule } from '../interaction/browser/browser.module';
import { AuthorizationChecksController } from './authorization-checks.controller';
import { TokenPreviewController } from './token-preview.controller';

/** What would happen, without that it does. */
@Module({ imports: [BrowserModule], controllers: [AuthorizationChecksController, TokenPreviewController] })
export class DryRunsModule {}
