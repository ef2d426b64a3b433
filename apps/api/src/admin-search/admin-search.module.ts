import { Module } from '@nestjs/common';
import { MeController } from './me.controller';
import { SearchController } from './search.controller';

/** What a console asks first: who am I, and where is this. */
@Module({ controllers: [MeController, SearchController] })
export class AdminSearchModule {}
