/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-sql-count.h"

#include <sqlite3.h>
#include <string.h>

static EarSqlCount count;

int __real_sqlite3_step (sqlite3_stmt *statement);
int __wrap_sqlite3_step (sqlite3_stmt *statement);
int __real_sqlite3_prepare_v3 (sqlite3 *db, const char *sql, int size, unsigned flags, sqlite3_stmt **statement, const char **rest);
int __wrap_sqlite3_prepare_v3 (sqlite3 *db, const char *sql, int size, unsigned flags, sqlite3_stmt **statement, const char **rest);

int
__wrap_sqlite3_step (sqlite3_stmt *statement)
{
  int before = sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, 0);
  int code = __real_sqlite3_step (statement);

  count.steps += (guint) (sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, 0) - before);
  return code;
}

int
__wrap_sqlite3_prepare_v3 (sqlite3 *db, const char *sql, int size, unsigned flags, sqlite3_stmt **statement, const char **rest)
{
  count.prepared += strlen (sql);
  return __real_sqlite3_prepare_v3 (db, sql, size, flags, statement, rest);
}

EarSqlCount
ear_sql_count (void)
{
  return count;
}

EarSqlCount
ear_sql_count_since (EarSqlCount before)
{
  return (EarSqlCount){ count.steps - before.steps, count.prepared - before.prepared };
}
