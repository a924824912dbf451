/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ear-kind.h"
#include "ear-store-private.h"
#include "ear-sqlite.h"

/* Whether every page of every table and index is whole. Pages that hold nothing are not looked at. */
static gboolean
is_structure_whole (EarConnection *connection)
{
  g_autoptr (EarStatement) check = ear_connection_prepare (connection, "PRAGMA quick_check", NULL);

  return check != NULL && ear_statement_step (check, NULL) == EAR_STEP_ROW
         && g_strcmp0 (ear_statement_get_text (check, 0), "ok") == 0 && ear_statement_step (check, NULL) == EAR_STEP_DONE;
}

/* Writes every free page anew. SQLite's journal leaves them out, so that a power cut can leave one half written:
 * nothing is lost by that, but it can no longer be decrypted, and so not be copied. */
static gboolean
renew_free_pages (EarConnection *connection, GError **error)
{
  gint64 n;
  g_autofree char *sql = NULL;

  /* A row fills a page; the free ones are taken first, and secure_delete blanks them when they are given back. */
  if (!ear_connection_integer (connection, "PRAGMA freelist_count", &n, error) || !ear_connection_begin (connection, error))
    return FALSE;
  sql = g_strdup_printf ("CREATE TABLE renewed (page BLOB); WITH RECURSIVE count (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
                         "count WHERE i <= %" G_GINT64_FORMAT ") INSERT INTO renewed SELECT zeroblob (3900) FROM count; "
                         "DROP TABLE renewed",
                         n);
  if (ear_connection_execute (connection, sql, error) && ear_connection_commit (connection, error))
    return TRUE;
  ear_connection_rollback (connection);
  return FALSE;
}

/* SQLite's own page copy, so that a page that cannot be read ends the copy. VACUUM INTO is not used: under SQLCipher
 * it has been reported to write damaged files. */
static gboolean
copy_pages (EarConnection *from, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (EarConnection) to = ear_connection_open (path, EAR_CONNECTION_CREATE, passphrase, strlen (passphrase), error);
  sqlite3_backup *copy;
  int code;

  if (to == NULL)
    return FALSE;
  copy = sqlite3_backup_init (ear_connection_handle (to), "main", ear_connection_handle (from), "main");
  if (copy == NULL)
    {
      ear_connection_take_error (to, sqlite3_extended_errcode (ear_connection_handle (to)), error);
      return FALSE;
    }
  sqlite3_backup_step (copy, -1);
  code = sqlite3_backup_finish (copy);
  /* A page that cannot be decrypted is the workbook's, and no more than an error to SQLite; everything else is most
   * likely the new disk's. */
  if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_ERROR)
    ear_connection_take_error (from, SQLITE_CORRUPT, error);
  else if (code != SQLITE_OK)
    ear_connection_take_error (to, code, error);
  return code == SQLITE_OK;
}

static gboolean
copy (EarConnection *from, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (copy_pages (from, path, passphrase, &local))
    return TRUE;
  if (g_error_matches (local, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED) && is_structure_whole (from))
    {
      ear_store_drop_unfinished (path);
      return renew_free_pages (from, error) && copy_pages (from, path, passphrase, error);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
prove (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (EarConnection) copy
    = ear_connection_open (path, EAR_CONNECTION_READ_ONLY, passphrase, strlen (passphrase), error);
  g_autoptr (GPtrArray) problems = copy == NULL ? NULL : ear_backup_check (copy, NULL, error);

  if (problems == NULL)
    return FALSE;
  if (problems->len == 0)
    return TRUE;
  g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED,
               _ ("The copy did not come out whole and was thrown away: %s Your workbook was not changed. Try again, on another "
                  "disk if it happens twice."),
               (const char *) problems->pdata[0]);
  return FALSE;
}

static gboolean
settle (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

/* Makes a checked copy at @path, which must not be there. */
gboolean
ear_backup_make (EarConnection *connection, const char *path, const char *passphrase, GError **error)
{
  g_autofree char *unfinished = g_strconcat (path, ".new", NULL);
  g_autofree char *name = g_path_get_basename (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS,
                   _ ("There is already a file “%s”. Nothing was changed. Choose another name."), name);
      return FALSE;
    }
  ear_store_drop_unfinished (unfinished);
  if (!copy (connection, unfinished, passphrase, error) || !prove (unfinished, passphrase, error))
    {
      ear_store_drop_unfinished (unfinished);
      return FALSE;
    }
  if (!settle (unfinished) || g_rename (unfinished, path) != 0)
    {
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DISK,
                   _ ("The copy “%s” could not be saved: %s. Your workbook was not changed."), name, g_strerror (errno));
      ear_store_drop_unfinished (unfinished);
      return FALSE;
    }
  ear_store_drop_unfinished (unfinished);
  return TRUE;
}

/* Adds each row of a check that is not "ok". A check that itself meets damage says so as a problem. */
static gboolean
run_check (EarConnection *connection, const char *sql, const char *says, GPtrArray *problems, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarStatement) check = ear_connection_prepare (connection, sql, &local);
  EarStep step = EAR_STEP_FAILED;

  while (check != NULL && (step = ear_statement_step (check, &local)) == EAR_STEP_ROW)
    {
      const char *row = ear_statement_get_text (check, 0);

      if (g_strcmp0 (row, "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf ("%s: %s", says, row != NULL ? row : "?"));
    }
  if (step == EAR_STEP_DONE)
    return TRUE;
  if (!g_error_matches (local, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_ptr_array_add (problems, g_strdup_printf ("%s: %s", says, local->message));
  return TRUE;
}

static gboolean
read_table (EarConnection *connection, const char *table, guint64 *n_rows, GPtrArray *problems, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);
  g_autofree char *says = g_strdup_printf (_ ("Reading every row of “%s”"), table);
  g_autoptr (GError) local = NULL;
  g_autoptr (EarStatement) each = ear_connection_prepare (connection, sql, &local);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, &local)) == EAR_STEP_ROW)
    {
      for (int i = 0; i < ear_statement_n_columns (each); i++)
        ear_statement_get_text (each, i);
      (*n_rows)++;
    }
  if (step == EAR_STEP_DONE)
    return TRUE;
  if (!g_error_matches (local, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_ptr_array_add (problems, g_strdup_printf ("%s: %s", says, local->message));
  return TRUE;
}

/* Reads every page and row; see ear_store_check(). */
GPtrArray *
ear_backup_check (EarConnection *connection, guint64 *n_rows, GError **error)
{
  static const char *const others[] = { "field_versions", "history", "owners_beside", "settings", "ancestry", "voices_search" };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  guint64 rows = 0;

  if (!run_check (connection, "PRAGMA cipher_integrity_check", _ ("Encryption"), problems, error))
    return NULL;
  /* What is wrong is in pages that hold nothing, and will be written over. */
  if (problems->len > 0 && is_structure_whole (connection))
    g_ptr_array_set_size (problems, 0);
  /* Past a page that cannot be decrypted the next two find fault with everything: reading the tables says more. */
  if (problems->len == 0
      && (!run_check (connection, "PRAGMA quick_check", _ ("Structure"), problems, error)
          || !run_check (connection, "PRAGMA foreign_key_check", _ ("References"), problems, error)))
    return NULL;
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      if (!read_table (connection, ear_kind_info ((EarKind) i)->table, &rows, problems, error))
        return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (!read_table (connection, others[i], &rows, problems, error))
        return NULL;
    }
  if (n_rows != NULL)
    *n_rows = rows;
  return g_steal_pointer (&problems);
}
