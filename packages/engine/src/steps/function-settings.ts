import type { AccessPriv, Node, ObjectType, RoleSpec } from 'libpg-query';
import { nameOf, plainName, qualified, typeOf } from './sql-names.ts';

/** Something that a file sets beside the function itself. */
export interface Setting {
  /** The function, trigger or table that it is about, without the types of parameters. */
  readonly about: string;
  /** The statement that undoes it; undefined where it leaves nothing behind. */
  readonly remove: string | undefined;
}

/** An object that a comment, a grant or an owner is about. */
interface Target {
  /** Without the types of parameters, which a statement may leave out. */
  readonly key: string;
  /** As a statement names it. */
  readonly shown: string;
}

/**
 * What the statements of a function file set beside the function itself, and CREATE OR REPLACE does not take away:
 * comments, grants, what PUBLIC may not, owners.
 *
 * @returns by what is set, in words.
 */
export function readSettings(statements: readonly Node[]): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const stmt of statements) {
    if ('CommentStmt' in stmt) {
      const { objtype, object, comment } = stmt.CommentStmt;
      const { key, shown } = targetOf(object);
      const kind = kindOf(objtype);
      const remove = comment === undefined ? undefined : `COMMENT ON ${kind} ${shown} IS NULL;`;
      settings.set(`the comment on ${kind} ${key}`, { about: key, remove });
    } else if ('AlterOwnerStmt' in stmt) {
      const { objectType, object } = stmt.AlterOwnerStmt;
      const { key, shown } = targetOf(object);
      const kind = kindOf(objectType);
      settings.set(`the owner of ${kind} ${key}`, {
        about: key,
        remove: `ALTER ${kind} ${shown} OWNER TO CURRENT_USER;`,
      });
    } else if ('GrantStmt' in stmt) {
      const { is_grant, objtype, objects, privileges, grantees } = stmt.GrantStmt;
      const kind = kindOf(objtype);
      for (const { key, shown } of (objects ?? []).map(targetOf)) {
        for (const privilege of privilegesOf(privileges, kind)) {
          for (const role of (grantees ?? []).flatMap(roleOf)) {
            const right = `${privilege} on ${kind} ${key} of ${role}`;
            // A right that nobody gave is not missed; what PUBLIC has from the beginning is.
            const givenBack =
              role === 'PUBLIC' ? `GRANT ${privilege} ON ${kind} ${shown} TO PUBLIC;` : undefined;
            const remove =
              is_grant === true ? `REVOKE ${privilege} ON ${kind} ${shown} FROM ${role};` : givenBack;
            settings.set(right, { about: key, remove });
          }
        }
      }
    }
  }
  return settings;
}

function kindOf(type: ObjectType | undefined): string {
  return (type ?? '').replace(/^OBJECT_/, '');
}

function targetOf(object: Node | undefined): Target {
  if (object === undefined) return { key: '', shown: '' };
  if ('ObjectWithArgs' in object) {
    const { objname, objargs, args_unspecified } = object.ObjectWithArgs;
    const key = plainName(nameOf(objname));
    const types = (objargs ?? []).flatMap((node) =>
      'TypeName' in node ? [plainName(typeOf(node.TypeName))] : [],
    );
    return { key, shown: args_unspecified === true ? key : `${key}(${types.join(', ')})` };
  }
  if ('RangeVar' in object) {
    const key = plainName(qualified([object.RangeVar.schemaname, object.RangeVar.relname]));
    return { key, shown: key };
  }
  if ('List' in object) {
    // A trigger: its table, then its own name.
    const parts = (object.List.items ?? []).map((node) => ('String' in node ? node.String.sval : undefined));
    const key = `${plainName(qualified(parts.slice(-1)))} ON ${plainName(qualified(parts.slice(0, -1)))}`;
    return { key, shown: key };
  }
  const key = 'String' in object ? plainName(qualified([object.String.sval])) : JSON.stringify(object);
  return { key, shown: key };
}

/** The rights that a statement names; ALL is the one right where there is only one. */
function privilegesOf(nodes: readonly Node[] | undefined, kind: string): string[] {
  const named = (nodes ?? []).flatMap((node): AccessPriv[] =>
    'AccessPriv' in node ? [node.AccessPriv] : [],
  );
  if (named.length === 0) return [/^(FUNCTION|PROCEDURE|ROUTINE)$/.test(kind) ? 'EXECUTE' : 'ALL'];
  return named.map(({ priv_name, cols }) => {
    const right = (priv_name ?? 'ALL').toUpperCase();
    return cols === undefined
      ? right
      : `${right} (${cols.map((node) => plainName(nameOf([node]))).join(', ')})`;
  });
}

function roleOf(node: Node): string[] {
  if (!('RoleSpec' in node)) return [];
  const { roletype, rolename }: RoleSpec = node.RoleSpec;
  if (roletype === 'ROLESPEC_PUBLIC') return ['PUBLIC'];
  return [
    rolename === undefined ? (roletype ?? '').replace('ROLESPEC_', '') : plainName(qualified([rolename])),
  ];
}
