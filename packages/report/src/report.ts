import { percent } from '@ram-sweep/format';
import { createHash } from 'node:crypto';
import type { TrialRow } from '@ram-sweep/store/read';
import { html, jsonScript, trusted, type Html } from './html.js';
import { bestConfig } from './page/best-config.js';
import { originOf, searchTrials, studyFacts } from './page/facts.js';
import { fieldsSection } from './page/fields-section.js';
import { glimpsesSection } from './page/glimpses-section.js';
import { header } from './page/header.js';
import { linkingScript } from './page/linking.js';
import { repeatsSection } from './page/repeats-section.js';
import { searchSection } from './page/search-section.js';
import { pageStyle } from './page/style.js';
import { paramsText } from './page/texts.js';
import type { ReportData } from './report-data.js';

/**
 * The study as one HTML page that needs nothing else: no network, no fonts, and no script but the one that links the
 * charts, which its content security policy names by hash.
 */
export function renderReport(data: ReportData): string {
  const { study, trials } = data;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="ram-sweep ${data.version}" />
        <title>${study.name} – ram-sweep</title>
        <style>
          ${trusted(pageStyle)}
        </style>
      </head>
      <body>
        <main>${sections(data)}</main>
        <div id="pointed" role="status" hidden></div>
        <script type="application/json" id="trials">
          ${jsonScript(trialTexts(trials, Object.keys(study.spec.space)))}
        </script>
        ${trusted(`<script>${linkingScript}</script>`)}
      </body>
    </html>`;
  return `${page.text}\n`;
}

function sections(data: ReportData): Html[] {
  const { study, trials, winner } = data;
  const search = searchTrials(trials);
  const ofResults =
    winner === null
      ? [
          html`<section>
            <p class="missing">No trial has finished an epoch yet, so there is nothing to draw.</p>
          </section>`,
        ]
      : [
          bestConfig(winner.trial, search, study.spec.space),
          searchSection(search, originOf(winner.trial)),
          fieldsSection(study.spec.space, search, originOf(winner.trial)) ?? html``,
          repeatsSection(data.repeats, winner) ?? html``,
          glimpsesSection(data.pictures, study.name),
        ];
  return [header(data, studyFacts(data)), ...ofResults, footer(data)];
}

function footer({ study, version }: ReportData): Html {
  return html`<section>
    <details>
      <summary>The study’s file</summary>
      <pre>${JSON.stringify(study.spec, null, 2)}</pre>
    </details>
    <footer>Made by ram-sweep ${version} with <code>ram-sweep report ${study.name}</code>.</footer>
  </section>`;
}

/** The most trials that the linking script can name. */
const MOST_TEXTS = 5000;

/** What is said of a trial that is pointed at, by its number. */
function trialTexts(trials: readonly TrialRow[], fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    trials.slice(0, MOST_TEXTS).map(({ number, bestValidationError, bestEpoch, params, phase }) => {
      const kind = phase === 'search' ? '' : ` (${phase})`;
      const error = bestEpoch === null ? 'no epoch' : `${percent(bestValidationError)} at epoch ${bestEpoch}`;
      const drawn = paramsText(params, fields);
      return [number, `trial ${number}${kind}: ${error}${drawn === '' ? '' : ` · ${drawn}`}`];
    }),
  );
}

/** Nothing from the network, images inline, and this very script. */
function contentPolicy(): string {
  const hash = createHash('sha256').update(linkingScript).digest('base64');
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
}
