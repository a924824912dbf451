/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floor that merging is measured against: parses the same bundle, inserts the same rows into the same tables and
 * indexes the same text, with the same cipher and settings, and does nothing else: no check of any value, no comparing,
 * no history. Usage: bench-floor SCHEMA.sql BUNDLE.xml FILE; a FILE that is there already gets the rows added to it. */
#define SQLITE_HAS_CODEC 1
#include <glib.h>
#include <libxml/xmlreader.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 4

typedef struct
{
  const char *element, *table;
  const char *fields[MAX_FIELDS];
  int target[MAX_FIELDS]; /* index + 1 of the kind a field refers to, -1 for a number */
} Kind;

static const Kind kinds[] = {
  { "device", "devices", { "name" }, { 0 } },
  { "group", "groups", { "name" }, { 0 } },
  { "theme", "themes", { "name" }, { 0 } },
  { "session", "sessions", { "title", "nature", "started" }, { 0 } },
  { "contribution", "contributions", { "session", "position", "text", "feeling" }, { 4, -1 } },
  { "contribution-group", "contribution_groups", { "contribution", "group" }, { 5, 2 } },
  { "coding", "codings", { "contribution", "theme", "coder" }, { 5, 3 } },
};

static sqlite3 *db;
static sqlite3_stmt *inserts[G_N_ELEMENTS (kinds)];
static GHashTable *rows[G_N_ELEMENTS (kinds)]; /* id text → row */

static void
need (gboolean holds, const char *what)
{
  if (holds)
    return;
  g_printerr ("floor: %s: %s\n", what, db != NULL ? sqlite3_errmsg (db) : "");
  exit (1);
}

static void
run (const char *sql)
{
  need (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

static void
prepare (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GString) sql = g_string_new (NULL);

      g_string_printf (sql, "INSERT INTO %s (id, state, stamp, device", kinds[i].table);
      for (int f = 0; f < MAX_FIELDS && kinds[i].fields[f] != NULL; f++)
        g_string_append_printf (sql, ", \"%s\"", kinds[i].fields[f]);
      g_string_append (sql, ") VALUES (?, 0, 117000000000000000, 1");
      for (int f = 0; f < MAX_FIELDS && kinds[i].fields[f] != NULL; f++)
        g_string_append (sql, ", ?");
      g_string_append_c (sql, ')');
      need (sqlite3_prepare_v3 (db, sql->str, -1, SQLITE_PREPARE_PERSISTENT, &inserts[i], NULL) == SQLITE_OK, sql->str);
      rows[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
}

static void
id_bytes (const char *text, guint8 bytes[16])
{
  int n = 0;

  for (; *text != '\0' && n < 32; text++)
    {
      if (*text == '-')
        continue;
      bytes[n / 2] = (guint8) (bytes[n / 2] << 4 | g_ascii_xdigit_value (*text));
      n++;
    }
}

static void
insert (gsize kind, const char *id, char *const values[MAX_FIELDS])
{
  sqlite3_stmt *statement = inserts[kind];
  guint8 bytes[16];

  id_bytes (id, bytes);
  sqlite3_bind_blob (statement, 1, bytes, sizeof bytes, SQLITE_STATIC);
  for (int f = 0; f < MAX_FIELDS && kinds[kind].fields[f] != NULL; f++)
    {
      int target = kinds[kind].target[f];

      if (target > 0)
        sqlite3_bind_int64 (statement, f + 2, (gint64) (gintptr) g_hash_table_lookup (rows[target - 1], values[f]));
      else if (target < 0)
        sqlite3_bind_int64 (statement, f + 2, atoll (values[f]));
      else
        sqlite3_bind_text (statement, f + 2, values[f], -1, SQLITE_STATIC);
    }
  need (sqlite3_step (statement) == SQLITE_DONE, "insert");
  sqlite3_reset (statement);
  if (kind <= 4)
    g_hash_table_insert (rows[kind], g_strdup (id), (gpointer) (gintptr) sqlite3_last_insert_rowid (db));
}

static void
read_all (xmlTextReader *reader)
{
  char *values[MAX_FIELDS] = { NULL };
  char *id = NULL;
  gssize kind = -1;
  int field = -1;

  while (xmlTextReaderRead (reader) == 1)
    {
      int depth = xmlTextReaderDepth (reader), type = xmlTextReaderNodeType (reader);
      const char *name = (const char *) xmlTextReaderConstLocalName (reader);

      if (depth == 1 && type == XML_READER_TYPE_ELEMENT)
        {
          kind = -1;
          for (gsize i = 0; i < G_N_ELEMENTS (kinds) && kind < 0; i++)
            kind = g_str_equal (kinds[i].element, name) ? (gssize) i : -1;
          g_free (id);
          id = (char *) xmlTextReaderGetAttribute (reader, BAD_CAST "id");
        }
      else if (depth == 2 && type == XML_READER_TYPE_ELEMENT)
        {
          for (field = 0; field < MAX_FIELDS && !g_str_equal (kinds[kind].fields[field], name);)
            field++;
        }
      else if (depth == 3 && type == XML_READER_TYPE_TEXT)
        {
          g_free (values[field]);
          values[field] = g_strdup ((const char *) xmlTextReaderConstValue (reader));
        }
      else if (depth == 1 && type == XML_READER_TYPE_END_ELEMENT && kind >= 0)
        insert ((gsize) kind, id, values);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *schema = NULL;
  xmlTextReader *reader;

  gboolean is_new = argc == 4 && !g_file_test (argv[3], G_FILE_TEST_EXISTS);

  need (argc == 4 && g_file_get_contents (argv[1], &schema, NULL, NULL), "usage: bench-floor SCHEMA BUNDLE FILE");
  reader = xmlReaderForFile (argv[2], NULL, XML_PARSE_NONET);
  need (reader != NULL, argv[2]);
  need (sqlite3_open (argv[3], &db) == SQLITE_OK, argv[3]);
  need (sqlite3_key (db, "bench", 5) == SQLITE_OK, "key");
  run ("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"
       "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
       "PRAGMA cache_size = -24576;");
  if (is_new)
    {
      run ("BEGIN");
      run (schema);
      run ("COMMIT");
    }
  prepare ();
  run ("BEGIN");
  read_all (reader);
  run ("COMMIT");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    sqlite3_finalize (inserts[i]);
  xmlFreeTextReader (reader);
  return sqlite3_close (db) == SQLITE_OK ? 0 : 1;
}
