import { Module } from '@nestjs/common';
import { BrowserModule } from '../interaction/browser/browser.module';
import { AuthorizationController } from './authorization.controller';

/** The authorization endpoint: a person is here. Meets the token endpoint only through stored records. */
@Module({ imports: [BrowserModule], controllers: [AuthorizationController] })
export class AuthorizationModule {}
