/**
 * A statement, or a script of several, without what stands in dollar quotes: the bodies of functions, which run when they are
 * called. That of a DO block runs at once, and stays.
 */
export function withoutFunctionBodies(sql: string): string {
  return /^\s*do\b/i.test(sql) ? sql : sql.replace(/(\$\w*\$)[\s\S]*?\1/g, '');
}
