/** `oidcc-formpost-basic-certification-test-plan`: the Basic plan by response_mode=form_post, errors too. */
import { describeBasicModules } from './support/basic-modules';
import { runningInstances } from './support/running-instances';

describeBasicModules('oidcc-formpost-basic-certification-test-plan', 'form_post', runningInstances());
