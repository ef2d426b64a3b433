import { Playground } from '../../../features/playground/playground';

export const metadata = { title: 'Playground' };

export default function PlaygroundPage() {
  return <Playground />;
}
