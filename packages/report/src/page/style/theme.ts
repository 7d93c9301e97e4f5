/** Colours, light and dark, and type. */
export const theme = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf9; --card: #ffffff; --text: #23262b; --quiet: #646a73; --faint: #d9dbe0; --rule: #e7e6e2;
  --accent: #3f6fa8; --best: #c8681a; --random: #2f8268; --frozen: #8a5a9e; --fifth: #a8434b; --sixth: #6b7a1f;
  --first: #1f78ad; --last: #a8690d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171b; --card: #1b1e23; --text: #e4e6ea; --quiet: #989ea8; --faint: #363b44; --rule: #2b2f36;
    --accent: #7fb0e6; --best: #f0a24a; --random: #6cc2a4; --frozen: #c195d6; --fifth: #ec8a90; --sixth: #b9c762;
    --first: #56b4e9; --last: #f0aa3c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 16px; }
body {
  margin: 0; background: var(--paper); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', sans-serif;
}
h1 { font-size: 40px; line-height: 1.15; letter-spacing: -0.02em; font-weight: 650; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 22px; font-weight: 620; letter-spacing: -0.01em; margin: 0 0 16px; }
h2 a { text-decoration: none; }
h2 a:hover { text-decoration: underline; }
h3 { font-size: 14px; font-weight: 600; margin: 0 0 8px; }
p { max-width: 76ch; margin: 0 0 16px; }
a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: 2px; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; overflow-wrap: anywhere; }
code { font-size: 0.88em; }
pre { overflow-x: auto; font-size: 12.5px; line-height: 1.5; }
.kind { color: var(--quiet); margin: 0 0 6px; }
h1 + .note { margin-top: 12px; }
.lead { font-size: 17px; margin: 12px 0 28px; }
.note, figcaption, footer { color: var(--quiet); font-size: 13px; }
.first { color: var(--first); font-weight: 600; }
.last { color: var(--last); font-weight: 600; }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 8px; flex: none; }
`;
