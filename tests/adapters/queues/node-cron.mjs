import cron from 'node-cron';

export const nodeCron = {
  name: 'node-cron',
  async open() {
    let token;
    let task;
    return {
      tokenFrom: () => token,
      queue: async (license) => {
        token = license;
      },
      /** Every second: the next time is what tries again. */
      start: (work) =>
        new Promise((resolve) => {
          task = cron.schedule('* * * * * *', work, { logger: SILENT });
          task.on('execution:finished', ({ execution }) => resolve({ done: execution.result }));
          task.on('execution:failed', ({ execution: { error } }) => {
            if (!error.retryable) resolve({ error });
          });
        }),
      close: async () => task?.destroy(),
    };
  },
};

/** It would write of every job that fails. */
const SILENT = { info() {}, warn() {}, error() {}, debug() {} };
