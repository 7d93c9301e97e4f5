import { shortValue } from '@ram-sweep/format';
import type { SearchSpace } from '@ram-sweep/protocol';
import type { Winner } from '@ram-sweep/results';
import { paramOf } from '../../derive/fields/field-axis.js';
import { html } from '../../html.js';
import type { Section } from '../document.js';

/** The config of the best: the searched fields, then all of them. */
export function bestConfig({ trial, source, group }: Winner, space: SearchSpace): Section {
  const fields = Object.keys(space);
  return {
    id: 'best',
    title: 'The best config',
    body: html`<p>
        ${
          source === 'finalist'
            ? `That of trial ${group?.repeats}, the best of those that were trained again with fresh seeds.`
            : `That of trial ${trial.number}, the best of the search.`
        }
      </p>
      <dl class="params wide">
        ${fields.map(
          (field) =>
            html`<div>
              <dt>${field}</dt>
              <dd>${shortValue(paramOf(trial.params, field))}</dd>
            </div>`,
        )}
      </dl>
      <details>
        <summary>All fields</summary>
        <dl class="params small columns">
          ${Object.entries(trial.config).map(
            ([field, value]) =>
              html`<div>
                <dt>${field}</dt>
                <dd>${shortValue(value)}</dd>
              </div>`,
          )}
        </dl>
      </details>`,
  };
}
