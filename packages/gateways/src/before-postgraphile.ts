/** What PostGraphile 5 looks for when it is loaded: imported before it. */

// Else it says at each start that it has chosen this by itself.
process.env.GRAPHILE_ENV ??= 'production';

// It asks for Node 22, of which it uses this alone.
if (!('withResolvers' in Promise)) {
  Object.assign(Promise, {
    withResolvers() {
      let resolve: unknown;
      let reject: unknown;
      const promise = new Promise((kept, broken) => {
        resolve = kept;
        reject = broken;
      });
      return { promise, resolve, reject };
    },
  });
}
