import { renderDocument, renderNotice, type DocumentOptions, type Notice } from '@ram-sweep/web';

/** A page that says something in place of another. `path`: of the request; links are relative to it. */
export const noticePage = (notice: Notice, path: string, refresh?: DocumentOptions['refresh']): string =>
  renderDocument(renderNotice(notice, rootFrom(path)), { live: '', ...(refresh && { refresh }) });

/** From `/studies/mnist-28` it is `../`. */
const rootFrom = (path: string): string => '../'.repeat(Math.max(0, path.split('/').length - 2)) || './';
