/** First run and configuration file: what has to be there before anybody can sign in. */
import { Module } from '@nestjs/common';
import { StartUp } from './start-up';

@Module({ providers: [StartUp] })
export class SetupModule {}
