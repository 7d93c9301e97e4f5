import { compileServeOptions } from '@ram-sweep/server';
import { newTestDatabase } from '@ram-sweep/testkit';
import { describe, expect, it, test } from 'vitest';
import { ask, exchange } from './ask.js';
import { serveDatabase, useSite } from './site.js';

const TOKEN = 'a-token-of-some-length';
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const browser = (headers: Record<string, string> = {}) => ({ headers: { accept: 'text/html', ...headers } });

describe('on loopback', () => {
  const site = useSite();

  test.each(['localhost', '127.0.0.1', '127.0.0.1:9', 'localhost:4711', '[::1]:8080', 'LOCALHOST'])(
    'a browser that means this machine by %s is answered',
    async (host) => {
      expect((await ask(`${site.url}/`, { headers: { host } })).status).toBe(200);
    },
  );

  // As a page of evil.example sends it once its name leads to 127.0.0.1.
  test.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '[::2]',
  ])('one that means %j is not, whatever it asks for', async (host) => {
    for (const path of ['/', '/api/studies', '/metrics', '/scale', '/nothing'])
      expect((await ask(`${site.url}${path}`, { headers: { host } })).status).toBe(403);
  });

  // RFC 9112, 3.2.2: the host of the target counts, and the header does not.
  test.each([
    ['http://localhost:80/healthz', 'evil.example', 200],
    ['HTTP://LOCALHOST/scale', 'localhost', 200],
    ['http://127.0.0.1?x', 'evil.example', 200],
    ['http://[::1]:8080/metrics', 'x', 200],
    ['http://evil.example/scale', 'localhost', 403],
    ['http://localhost@evil.example/scale', 'localhost', 403],
    ['http://evil.example:80/', '127.0.0.1', 403],
    ['http://localhost/nothing', 'localhost', 404],
  ])('a target %s, with the header %s, is answered with %i', async (target, host, status) => {
    const sent = `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await exchange(site.url, sent)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('says why, and what to do', async () => {
    const { body } = await ask(`${site.url}/`, { headers: { host: 'box.example' } });
    expect(body).toMatch(/answers to localhost.*--trust-proxy/s);
  });
});

describe('with a token', () => {
  const site = useSite({ token: TOKEN });

  test.each(['/', '/studies/any', '/compare', '/events', '/api/studies', '/metrics', '/scale', '/nothing'])(
    '%s is for those who have it',
    async (path) => {
      const { status, headers } = await ask(`${site.url}${path}`);
      expect({ status, asks: headers['www-authenticate'] }).toEqual({
        status: 401,
        asks: 'Bearer realm="ram-sweep"',
      });
      for (const wrong of ['', 'x', `${TOKEN}x`, TOKEN.slice(1), TOKEN.toUpperCase(), 'ä'])
        expect((await ask(`${site.url}${path}`, bearer(encodeURIComponent(wrong)))).status).toBe(401);
    },
  );

  it('as a header it is enough, under any name of the host', async () => {
    const { authorization } = bearer(TOKEN).headers;
    const answer = await ask(`${site.url}/metrics`, { headers: { authorization, host: 'box.example' } });
    expect(answer.status).toBe(200);
  });

  it('in the address it is exchanged for a cookie that is not the token, and the address loses it', async () => {
    const answer = await ask(`${site.url}/studies/a?page=2&token=${TOKEN}`);
    expect(answer.status).toBe(303);
    expect(new URL(answer.headers.location!, `${site.url}/studies/a`).href).toBe(
      `${site.url}/studies/a?page=2`,
    );
    const [cookie] = answer.headers['set-cookie']!;
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/);
    expect(cookie).not.toContain(TOKEN);
    const kept = cookie!.split(';')[0]!;
    expect((await ask(`${site.url}/`, { headers: { cookie: `other=1; ${kept}` } })).status).toBe(200);
    expect((await ask(`${site.url}/`, { headers: { cookie: `${kept}x` } })).status).toBe(401);
  });

  it('sends a browser on by a page of ours, as a strict cookie does not survive a redirect from elsewhere', async () => {
    const { status, body, headers } = await ask(`${site.url}/?token=${TOKEN}`, browser());
    expect(status).toBe(200);
    expect(headers['set-cookie']).toHaveLength(1);
    expect(body).toContain('<meta http-equiv="refresh" content="0; url=./" />');
    expect(body).not.toContain(TOKEN);
  });

  it('a wrong one in the address is refused, and gives no cookie', async () => {
    const { status, headers } = await ask(`${site.url}/?token=${TOKEN}x`, browser());
    expect({ status, cookie: headers['set-cookie'] }).toEqual({ status: 401, cookie: undefined });
  });

  it('is asked for by a form, which keeps the rest of the address', async () => {
    const { status, body } = await ask(`${site.url}/compare?study=a&study=%22%3E%3Cb%3E`, browser());
    expect(status).toBe(401);
    expect(body).toMatch(/<form[^>]*>(?:(?!<\/form>)[\s\S])*name="token"/);
    const kept = [...body.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map((found) =>
      found.slice(1),
    );
    expect(kept).toEqual([
      ['study', 'a'],
      ['study', '&quot;&gt;&lt;b&gt;'],
    ]);
    const wrong = await ask(`${site.url}/?page=2&token=${TOKEN}x`, browser());
    expect(wrong.body).toContain('That is not the token of this server.');
    expect(wrong.body).not.toContain(`${TOKEN}x`);
    expect(wrong.headers['content-security-policy']).toContain("form-action 'self'");
  });

  test.each(['/healthz', '/healthz?ready', '/readyz'])('%s is for probes, which have none', async (path) => {
    const { status, body } = await ask(`${site.url}${path}`, { headers: { host: '10.1.2.3:8080' } });
    expect({ status, keys: Object.keys(JSON.parse(body) as object) }).toEqual({
      status: 200,
      keys: ['status'],
    });
  });
});

describe('behind a proxy that is trusted', () => {
  const site = useSite({ trustProxy: true });

  it('anyone it lets through is answered, by the name that the proxy has', async () => {
    expect((await ask(`${site.url}/`, { headers: { host: 'sweeps.example' } })).status).toBe(200);
  });
});

describe('a host that other machines reach', () => {
  test.each(['0.0.0.0', '::', '10.0.0.5', 'box.example'])(
    '%s is refused with nothing to keep strangers out',
    (host) => {
      expect(() => compileServeOptions({ host })).toThrow(
        /can be reached from other machines.*RAM_SWEEP_SERVE_TOKEN.*--token-file.*--trust-proxy/s,
      );
      expect(compileServeOptions({ host, token: TOKEN }).host).toBe(host);
      expect(compileServeOptions({ host, trustProxy: true }).host).toBe(host);
    },
  );

  test.each(['short', 'with a space in the middle', 'ünsäglich-unsäglich', ''])('%j is no token', (token) => {
    expect(() => compileServeOptions({ host: '0.0.0.0', token })).toThrow(/token: a token has 16 to 512/);
  });

  it('is served with a token', async () => {
    const { readerUrl } = await newTestDatabase();
    await using server = await serveDatabase(readerUrl, { host: '0.0.0.0', token: TOKEN });
    const url = server.url.replace('0.0.0.0', '127.0.0.1');
    expect((await ask(`${url}metrics`)).status).toBe(401);
    expect((await ask(`${url}metrics`, bearer(TOKEN))).status).toBe(200);
  });
});
