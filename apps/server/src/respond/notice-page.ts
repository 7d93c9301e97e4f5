import { createHash } from 'node:crypto';

const STYLE =
  'body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1rem }';

/** What a browser lets such a page do: be styled, and nothing else. */
export const noticePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Text as it can stand in HTML. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A page of one sentence, for a browser. `refresh`: what it goes to, and after how many seconds; '' is itself. */
export function noticePage(
  title: string,
  text: string,
  refresh?: { readonly seconds: number; readonly to: string },
): string {
  const goesOn =
    refresh === undefined
      ? ''
      : `\n<meta http-equiv="refresh" content="${refresh.seconds}${refresh.to === '' ? '' : `; url=${escaped(refresh.to)}`}">`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">${goesOn}
<title>${escaped(title)} – ram-sweep</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
</body>
</html>
`;
}
