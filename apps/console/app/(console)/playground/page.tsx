import { Playground } from '../parts';

export const metadata = { title: 'Playground' };

export default function PlaygroundPage() {
  return <Playground />;
}
