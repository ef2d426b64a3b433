import { Module } from '@nestjs/common';
import { Attention } from './attention';
import { AttentionController } from './attention.controller';
import { ClientGrades } from './client-grades';
import { StatisticCounting } from './statistic-counting';
import { StatsController } from './stats.controller';

/** What happened how often, how much there is now, and what needs somebody's attention. */
@Module({
  controllers: [StatsController, AttentionController],
  providers: [Attention, ClientGrades, StatisticCounting],
})
export class StatisticsModule {}
