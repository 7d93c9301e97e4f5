import { writeFile } from 'node:fs/promises';
import { eventually } from '../../program/sandbox.js';
import type { BrowserEvent, DevTools } from './devtools.js';

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  /** A finger instead of a mouse. */
  readonly phone?: boolean;
}

/** A tab of a browser. */
export class BrowserPage {
  readonly #tools: DevTools;
  readonly #session: string;
  /** What the page's script failed of, and what the browser refused it. */
  readonly troubles: string[] = [];
  #loads = 0;

  private constructor(tools: DevTools, session: string) {
    this.#tools = tools;
    this.#session = session;
    tools.listen((event) => {
      if (event.sessionId === session) this.#hear(event);
    });
  }

  static async open(tools: DevTools): Promise<BrowserPage> {
    const { targetId } = await tools.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await tools.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new BrowserPage(tools, sessionId as string);
    for (const domain of ['Page', 'Runtime', 'Log']) await page.#send(`${domain}.enable`);
    return page;
  }

  async goTo(url: string): Promise<void> {
    const before = this.#loads;
    const { errorText } = (await this.#send('Page.navigate', { url })) as { errorText?: string };
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await eventually(`a load of ${url}`, async () => this.#loads > before);
  }

  /** The value of an expression in the page. Throws what it throws. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = (await this.#send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as {
      result: { value: Value };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression in the page is true. */
  until(expression: string): Promise<true> {
    return eventually(expression, async () => (await this.evaluate<boolean>(expression)) || null);
  }

  async look({ width, height, dark = false, phone = false }: Look): Promise<void> {
    await this.#send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: phone ? 2 : 1,
      mobile: phone,
    });
    await this.#send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    });
  }

  /** Whether the page may run scripts from its next load on. */
  async allowScripts(isAllowed: boolean): Promise<void> {
    await this.#send('Emulation.setScriptExecutionDisabled', { value: !isAllowed });
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    await this.#send('Input.insertText', { text });
  }

  /** A PNG of what is in sight, or of the whole page. */
  async picture(file: string, { whole }: { readonly whole: boolean }): Promise<void> {
    const { data } = await this.#send('Page.captureScreenshot', {
      captureBeyondViewport: whole,
      format: 'png',
    });
    await writeFile(file, Buffer.from(data as string, 'base64'));
  }

  #send(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    return this.#tools.send(method, params, this.#session);
  }

  #hear({ method, params }: BrowserEvent): void {
    if (method === 'Page.loadEventFired') this.#loads += 1;
    if (method === 'Runtime.exceptionThrown') this.troubles.push(JSON.stringify(params['exceptionDetails']));
    if (method === 'Log.entryAdded') {
      const { level, text, url = '' } = params['entry'] as { level: string; text: string; url?: string };
      if (level === 'error') this.troubles.push(`${text} ${url}`);
    }
  }
}
