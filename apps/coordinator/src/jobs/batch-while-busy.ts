/**
 * Calls `work` with requests, one call at a time; each call takes all requests that came during the one before. A
 * single request is handled at once, many are handled together. A call that fails rejects all its requests.
 */
export function batchWhileBusy<Question, Answer>(
  work: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let asked: Asked<Question, Answer>[] = [];
  let working = false;

  const workOff = async (): Promise<void> => {
    working = true;
    while (asked.length > 0) {
      const batch = asked;
      asked = [];
      await answer(batch, work);
    }
    working = false;
  };

  return (question) =>
    new Promise((resolve, reject) => {
      asked.push({ question, resolve, reject });
      if (!working) void workOff();
    });
}

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

async function answer<Question, Answer>(
  batch: readonly Asked<Question, Answer>[],
  work: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): Promise<void> {
  try {
    const answers = await work(batch.map(({ question }) => question));
    batch.forEach(({ resolve }, index) => resolve(answers[index]!));
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
