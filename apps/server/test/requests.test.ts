import { describe, expect, it, test } from 'vitest';
import { ask, exchange } from './ask.js';
import { useSite } from './site.js';

const site = useSite({}, { timing: { requestMs: 300 } });

/** What every answer has, so that no browser keeps, frames or guesses at it. */
const GUARDS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

describe('every answer', () => {
  test.each(['/', '/metrics', '/scale', '/healthz', '/api/studies', '/nothing', '/studies/nothing'])(
    '%s is guarded, and nothing is said of the program behind it',
    async (path) => {
      const { headers } = await ask(`${site.url}${path}`);
      expect(headers).toMatchObject(GUARDS);
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('a page runs its own script alone', async () => {
    const { headers } = await ask(`${site.url}/`);
    expect(headers['content-security-policy']).toMatch(/script-src 'sha256-[\w+/=]+'/);
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
  });
});

test.each(['/', '/metrics', '/scale', '/healthz', '/api/studies', '/compare'])(
  'HEAD %s is GET without the body',
  async (path) => {
    const [get, head] = [
      await ask(`${site.url}${path}`),
      await ask(`${site.url}${path}`, { method: 'HEAD' }),
    ];
    expect(head.body).toBe('');
    expect(head.status).toBe(get.status);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
  },
);

it('HEAD of a stream of events ends', async () => {
  const { status, headers, body } = await ask(`${site.url}/events`, { method: 'HEAD' });
  expect({ status, type: headers['content-type'], body }).toEqual({
    status: 200,
    type: 'text/event-stream; charset=utf-8',
    body: '',
  });
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
  '%s changes nothing and is refused',
  async (method) => {
    const { status, headers } = await ask(`${site.url}/api/studies`, { method });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
  },
);

describe('what is a part of the page of a study', () => {
  test.each([
    ['/studies/a%20b/trials/7', '/studies/a%20b?trial=7#trial'],
    ['/studies/a%20b/trials', '/studies/a%20b#trials'],
  ])('%s leads there, as the API has it at such an address', async (path, to) => {
    const { status, headers } = await ask(`${site.url}${path}`);
    expect([status, new URL(headers.location!, `${site.url}${path}`).href]).toEqual([
      303,
      `${site.url}${to}`,
    ]);
    // Beneath a path of a proxy as well.
    expect(new URL(headers.location!, `http://proxy/sweeps${path}`).href).toBe(`http://proxy/sweeps${to}`);
  });
});

describe('what is not there', () => {
  test.each([
    '/nothing',
    '/studies',
    '/studies/',
    '/studies/nothing',
    '/studies/nothing/events',
    '/studies/..%2f..%2fetc%2fpasswd',
    '/studies/%',
    '/studies/a/b/c',
    '/studies/a/trials/x',
    '/studies/a/trials/7/epochs',
    '/../../etc/passwd',
    '//evil.example/',
    '/api',
    '/api/studies/nothing',
    '/api/studies/nothing/best',
    '/api/studies/nothing/trials',
    '/api/studies/nothing/trials/0',
    '/scale?study=nothing',
  ])('%s is 404', async (path) => {
    const said = await exchange(
      site.url,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(said).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('is JSON for scripts, a page for browsers, a line for others', async () => {
    const api = await ask(`${site.url}/api/studies/nothing`);
    expect(JSON.parse(api.body)).toEqual({ error: { message: 'there is no study nothing' } });
    const page = await ask(`${site.url}/studies/nothing`, { headers: { accept: 'text/html,*/*' } });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'sha256-[\w+/=]+';/,
    );
    const line = await ask(`${site.url}/studies/nothing`);
    expect(line.body).toBe('There is no such study.\n');
  });

  test.each([
    ['/nothing', './'],
    ['/studies/nothing', '../'],
    ['/studies/a/b/c', '../../../'],
  ])('%s leads a browser to all studies, as relative as every link', async (path, root) => {
    const { body } = await ask(`${site.url}${path}`, { headers: { accept: 'text/html' } });
    const links = [...body.matchAll(/<a [^>]*href="([^"#]+)"[^>]*>All studies</g)].map(([, href]) => href);
    expect(new Set(links)).toEqual(new Set([root]));
    expect(new URL(root, `${site.url}${path}`).pathname).toBe('/');
  });

  it('what an address says is shown as text', async () => {
    const { body } = await ask(`${site.url}/api/studies/${encodeURIComponent('<script>x</script>')}`, {
      headers: { accept: 'text/html' },
    });
    expect(body).toContain('there is no study <script>');
    const page = await ask(`${site.url}/%3Cscript%3Ealert(1)%3C/script%3E`, {
      headers: { accept: 'text/html' },
    });
    expect(page.body).not.toContain('alert(1)');
  });
});

const line = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');

describe('a request that nobody sends in earnest', () => {
  test.each([
    ['an address of 3,000 characters', line(`/${'x'.repeat(3_000)}`), 414],
    ['an address of 20,000 characters', line(`/${'x'.repeat(20_000)}`), 431],
    ['headers of 20,000 characters', line('/', `X-Long: ${'x'.repeat(20_000)}`), 431],
    ['two thousand headers', line('/', ...Array.from({ length: 2_000 }, (_, index) => `X-${index}: 1`)), 431],
    ['a zero byte in a name', line('/studies/%00'), 400],
    ['a zero byte in a query', line('/scale?study=%00'), 400],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['an empty host', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 403],
    ['no host, as long ago', 'GET / HTTP/1.0\r\n\r\n', 403],
    ['another server’s address', line('http://evil.example/'), 403],
    ['an address without a host', line('http:///'), 400],
    ['an address of another protocol', line('ftp://localhost/'), 400],
    ['no address', line('*'), 400],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 400],
    ['bytes', '\u0000\u0001\u0002\u00ff\r\n\r\n', 400],
    ['two lengths', line('/', 'Content-Length: 5', 'Content-Length: 6'), 400],
    ['a length and chunks', line('/', 'Content-Length: 5', 'Transfer-Encoding: chunked'), 400],
  ])('%s', async (_, request, status) => {
    expect(await exchange(site.url, request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('half a request, and then nothing, is ended', async () => {
    expect(await exchange(site.url, 'GET / HTTP/1.1\r\nHost: loc')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('and the server answers on', async () => {
    expect((await ask(`${site.url}/healthz`)).status).toBe(200);
  });
});

describe('GET /api/studies/STUDY/trials', () => {
  test.each([
    ['limit=0', /^limit: /],
    ['limit=1001', /^limit: /],
    ['limit=x', /^limit: must be a whole number/],
    ['offset=-1', /^offset: must be a whole number/],
    ['state=lost', /^state: /],
    ['phase=waiting', /^phase: /],
    ['sort=luck', /^sort: /],
    ['top=3', /top/],
    ['state=running&state=paused', /^state: can be given once/],
  ])('?%s is refused by its name', async (query, said) => {
    const answer = await ask(`${site.url}/api/studies/any/trials?${query}`);
    expect(answer.status).toBe(400);
    expect((JSON.parse(answer.body) as { error: { message: string } }).error.message).toMatch(said);
  });
});
