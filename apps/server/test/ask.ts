import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, with whatever headers, also those that fetch would not send. Redirects are not followed. */
export async function ask(url: string, { method = 'GET', headers = {} }: Question = {}): Promise<Answer> {
  const sent = request(url, { method, headers: { connection: 'close', ...headers } });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

export async function askJson<Value>(url: string, question?: Question): Promise<Value> {
  const { status, body } = await ask(url, question);
  if (status !== 200) throw new Error(`${url} answered ${status}: ${body}`);
  return JSON.parse(body) as Value;
}

/** Writes bytes to a server and reads all that it answers, until it ends the connection. */
export async function exchange(url: string, ...writes: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  for (const each of writes) socket.write(each);
  return text(socket).catch(() => 'broken');
}
