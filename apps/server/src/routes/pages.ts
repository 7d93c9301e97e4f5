import {
  comparisonPage,
  comparisonParams,
  renderDocument,
  studiesPage,
  studiesParams,
  studyPage,
  studyParams,
  type RenderedPage,
  type StudyData,
} from '@ram-sweep/web';
import { NotReadableError } from '../errors.js';
import type { WatchedPage } from '../feeds/feed.js';
import { sendPage } from '../respond/send.js';
import type { Answer, Site, Visit } from './route.js';

/** A page with what it is known by, and where its events are, from its own address. */
interface Address extends WatchedPage {
  readonly key: string;
  readonly events: string;
}

type Find = (site: Site, visit: Pick<Visit, 'query' | 'named'>) => Address;

const allStudies: Find = (_, { query }) => {
  const params = studiesParams(query);
  return {
    key: `studies ${JSON.stringify(params)}`,
    events: 'events',
    studies: undefined,
    draw: async (reader) => drawn(await studiesPage.read(reader, params), studiesPage.render),
  };
};

const oneStudy: Find = ({ tracings }, { query, named }) => {
  const params = studyParams(named['study']!, query);
  return {
    key: `study ${JSON.stringify(params)}`,
    events: `${encodeURIComponent(params.study)}/events`,
    studies: [params.study],
    mark: () => (params.glimpses ? (tracings?.mark ?? '') : ''),
    draw: async (reader, tell) => {
      const render = (data: StudyData): RenderedPage => {
        const { study, winner } = data;
        const asked = params.glimpses && winner ? tracings?.of(study.name, winner.trial.number) : null;
        return studyPage.render({
          ...data,
          glimpses: tracings === null ? { kind: 'none' } : (asked ?? null),
        });
      };
      return drawn(await studyPage.read(reader, params, (part) => tell(render(part))), render);
    },
  };
};

const comparison: Find = (_, { query }) => {
  const params = comparisonParams(query);
  return {
    key: `comparison ${JSON.stringify(params)}`,
    events: 'compare/events',
    studies: params.studies,
    draw: async (reader) => drawn(await comparisonPage.read(reader, params), comparisonPage.render),
  };
};

const drawn = <Data, Page>(data: Data | null, render: (data: Data) => Page): Page | null =>
  data === null ? null : render(data);

/** The whole page as it is now; its script asks for what comes after that. */
const showing =
  (find: Find): Answer =>
  async (site, visit) => {
    const address = find(site, visit);
    const { page, revision } = await site.feeds.draw(address.key, address);
    const query = new URLSearchParams(visit.query);
    query.set('since', revision);
    const document = renderDocument(page, { live: `${address.events}?${query.toString()}` });
    sendPage(visit.response, 200, document);
  };

/** What changes on the page, as server-sent events, until the browser leaves. */
const watching =
  (find: Find): Answer =>
  async (site, visit) => {
    const address = find(site, visit);
    // A missing study is reported as such; what cannot be read now is reported on the way.
    await site.feeds.draw(address.key, address).catch((error: unknown) => {
      if (!(error instanceof NotReadableError)) throw error;
    });
    const { request, response, query } = visit;
    if (request.method === 'HEAD') {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).end();
      return;
    }
    const last = request.headers['last-event-id'];
    const seen = typeof last === 'string' ? last : (query.get('since') ?? '');
    site.feeds.join(address.key, address, response, seen);
  };

export const studiesDocument = showing(allStudies);
export const studiesEvents = watching(allStudies);
export const studyDocument = showing(oneStudy);
export const studyEvents = watching(oneStudy);
export const comparisonDocument = showing(comparison);
export const comparisonEvents = watching(comparison);
