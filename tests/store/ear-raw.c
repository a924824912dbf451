/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-raw.h"

#include <string.h>

#include "ear-sqlite.h"

#define PAGE_BYTES 4096

static void
check (sqlite3 *db, int code, const char *what)
{
  if (code != SQLITE_OK)
    g_error ("%s: %s", what, sqlite3_errmsg (db));
}

sqlite3 *
ear_raw_open (const char *path, const char *key)
{
  sqlite3 *db = NULL;

  check (db, sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), path);
  check (db, sqlite3_key (db, key, (int) strlen (key)), "key");
  check (db, sqlite3_exec (db, "SELECT count (*) FROM sqlite_schema", NULL, NULL, NULL), path);
  return db;
}

void
ear_raw_run (const char *path, const char *key, const char *sql)
{
  sqlite3 *db = ear_raw_open (path, key);

  check (db, sqlite3_exec (db, sql, NULL, NULL, NULL), sql);
  sqlite3_close (db);
}

static gboolean
ask (const char *path, const char *key, const char *sql, gint64 *value)
{
  sqlite3 *db = ear_raw_open (path, key);
  sqlite3_stmt *statement = NULL;
  gboolean has_row;

  check (db, sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), sql);
  has_row = sqlite3_step (statement) == SQLITE_ROW;
  *value = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return has_row;
}

gint64
ear_raw_integer (const char *path, const char *key, const char *sql)
{
  gint64 value;

  g_assert_true (ask (path, key, sql, &value));
  return value;
}

gboolean
ear_raw_has_rows (const char *path, const char *key, const char *sql)
{
  gint64 ignored;

  return ask (path, key, sql, &ignored);
}

GBytes *
ear_raw_pages (const char *path, const char *key)
{
  sqlite3 *db = ear_raw_open (path, key);
  sqlite3_int64 size = 0;
  guint8 *pages = sqlite3_serialize (db, "main", &size, 0);
  GBytes *bytes;

  g_assert_nonnull (pages);
  bytes = g_bytes_new (pages, (gsize) size);
  sqlite3_free (pages);
  sqlite3_close (db);
  /* Proof that this is what lies under the encryption, and all of it. */
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 15, "SQLite format 3", 15);
  return bytes;
}

char *
ear_raw_find (GBytes *bytes, const char *words)
{
  gsize size, length = strlen (words);
  const char *data = g_bytes_get_data (bytes, &size);
  const char *at = memmem (data, size, words, length);
  GString *around;

  if (at == NULL)
    return NULL;
  around = g_string_new (NULL);
  g_string_append_printf (around, "page %u, byte %u: ", (guint) ((at - data) / PAGE_BYTES + 1), (guint) ((at - data) % PAGE_BYTES));
  for (const char *p = MAX (at - 24, data); p < MIN (at + length + 24, data + size); p++)
    g_string_append_c (around, g_ascii_isprint (*p) ? *p : '.');
  return g_string_free (around, FALSE);
}

void
ear_raw_spoil (const char *path, guint page)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size, >=, (gsize) page * PAGE_BYTES);
  contents[(gsize) page * PAGE_BYTES - PAGE_BYTES / 2] ^= 0x55;
  g_file_set_contents (path, contents, (gssize) size, &error);
  g_assert_no_error (error);
}

void
ear_raw_copy (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &contents, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (to, contents, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static gboolean
write_record (const EarRecord *record, gpointer text, GError **error G_GNUC_UNUSED)
{
  const EarKindInfo *info = ear_kind_info (record->kind);
  g_autofree char *id = ear_id_to_string (&record->id);

  /* A device's id is made anew by each run. */
  g_string_append_printf (text, "%s %s%s\n", info->name, record->kind == EAR_KIND_DEVICE ? "" : id,
                          record->erased ? " erased" : "");
  for (guint i = 0; i < info->n_fields; i++)
    {
      const EarField *field = &record->fields[i];

      if (field->shown.value != NULL)
        g_string_append_printf (text, "  %s = %s\n", info->fields[i].name, field->shown.value);
      for (guint j = 0; field->rivals != NULL && j < field->rivals->len; j++)
        g_string_append_printf (text, "  %s rival %s\n", info->fields[i].name,
                                ((const EarVersion *) field->rivals->pdata[j])->value);
    }
  return TRUE;
}

static void
write_query (EarStore *store, const char *sql, GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) each = ear_store_query (store, sql, &error);

  g_assert_no_error (error);
  while (ear_statement_step (each, &error) == EAR_STEP_ROW)
    {
      for (int i = 0; i < ear_statement_n_columns (each); i++)
        g_string_append_printf (text, "%s|", ear_statement_get_text (each, i));
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
}

char *
ear_raw_state (EarStore *store)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      ear_store_foreach (store, (EarKind) kind, write_record, text, &error);
      g_assert_no_error (error);
    }
  write_query (store, "SELECT record_table, field, value FROM history ORDER BY 1, n, 2, 3", text);
  write_query (store, "SELECT record_table, n, field, shown, value FROM field_versions ORDER BY 1, 2, 3, 4, 5", text);
  write_query (store, "SELECT record_table, node, ancestor, depth FROM ancestry ORDER BY 1, 2, 3", text);
  write_query (store, "SELECT key FROM settings WHERE key <> 'traces' ORDER BY 1", text);
  write_query (store, "SELECT rowid FROM voices_search ('river OR words OR again OR edited') ORDER BY 1", text);
  return g_string_free (text, FALSE);
}
