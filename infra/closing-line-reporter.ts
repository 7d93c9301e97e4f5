import type { Reporter, TestModule } from 'vitest/node';

/** Ends the output with one line that is easy to find: `123 passed, 0 failed`. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const failed = count('failed') + modules.filter(failedOutsideItsTests).length + unhandledErrors.length;
    console.log(`${count('passed')} passed, ${failed} failed`);
  }
}

/** It could not be loaded, or one of its hooks failed. */
function failedOutsideItsTests(module: TestModule): boolean {
  const failures = [...module.children.allTests('failed')];
  return module.state() === 'failed' && failures.length === 0;
}
