/** The bar on top, with the light that says whether the page is up to date. */
export const top = `
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 8px; z-index: 3; padding: 8px 12px; background: var(--text); color: var(--paper); border-radius: 6px; }
.top {
  position: sticky; top: 0; z-index: 2; display: flex; align-items: center; gap: 6px 20px;
  padding: 10px max(24px, calc((100vw - 1128px) / 2 + 24px)); font-size: 13px;
  background: color-mix(in oklab, var(--paper) 92%, transparent); backdrop-filter: blur(8px);
  border-bottom: 1px solid var(--rule);
}
.top nav { margin: 0; }
.brand, .top nav { flex: none; }
.brand { font-weight: 650; letter-spacing: -0.01em; text-decoration: none; }
html { scroll-padding-top: 64px; }
#live { margin: 0 0 0 auto; display: flex; align-items: center; gap: 8px; color: var(--quiet); min-width: 0; }
#live[hidden] { display: none; }
#live span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#live i { flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--faint); }
#live.on i { background: var(--random); animation: breathe 2.4s ease-in-out infinite; }
#live.lost i { background: transparent; box-shadow: inset 0 0 0 2px var(--best); }
#live.stale i { background: var(--fifth); border-radius: 2px; }
#live.stale span { color: var(--text); white-space: normal; }
@keyframes breathe { 50% { opacity: 0.45; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
main { padding-top: 40px; outline: none; }
main > section { margin-top: 44px; padding-top: 22px; }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
@media (max-width: 640px) { .top { padding: 10px 16px; flex-wrap: wrap; } #live.stale { flex-basis: 100%; margin: 0; } main { padding-top: 24px; } }
@media print { .top { display: none; } }
`;
