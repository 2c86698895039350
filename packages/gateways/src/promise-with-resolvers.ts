/** PostGraphile 5 asks for Node 22, of which it uses this alone. */
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
