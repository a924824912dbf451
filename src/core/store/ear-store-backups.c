/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Earshot remembers of the copies it made: a copy older than an erasure still holds what was withdrawn. */
#include "ear-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ear-backup.h"

static gint64
count_erasures (EarStore *store)
{
  g_autofree char *text = ear_store_get_setting (store, "erasures", NULL);

  return text == NULL ? 0 : g_ascii_strtoll (text, NULL, 10);
}

/* Remembers that there is a copy of what the workbook holds now, with what is left of the last erasure where that was not
 * scrubbed yet. */
gboolean
ear_backups_remember (EarStore *store, const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO backups (path, made, erasures) VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
                              "made = excluded.made, erasures = excluded.erasures",
                              error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_text (insert, 1, whole);
  ear_statement_bind_integer (insert, 2, g_get_real_time () / 1000);
  ear_statement_bind_integer (insert, 3, count_erasures (store) - ear_erasure_has_traces (store));
  return ear_statement_run (insert, error);
}

void
ear_store_backup_free (EarStoreBackup *backup)
{
  g_free (backup->path);
  g_free (backup);
}

/**
 * ear_store_list_backups:
 *
 * Copies that somebody made with other programs, or moved, are not known here.
 *
 * Returns: (transfer full) (element-type EarStoreBackup) (nullable): the copies that Earshot made, newest first, those
 *   that are not where they were too.
 */
GPtrArray *
ear_store_list_backups (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_store_backup_free);
  g_autoptr (EarStatement) each
    = ear_connection_prepare (store->connection, "SELECT path, made, erasures FROM backups ORDER BY made DESC, path", error);
  gint64 erasures = count_erasures (store);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarStoreBackup *backup = g_new0 (EarStoreBackup, 1);

      backup->path = g_strdup (ear_statement_get_text (each, 0));
      backup->made_ms = ear_statement_get_integer (each, 1);
      backup->is_there = g_file_test (backup->path, G_FILE_TEST_EXISTS);
      backup->holds_erased = backup->is_there && ear_statement_get_integer (each, 2) < erasures;
      g_ptr_array_add (backups, backup);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&backups) : NULL;
}

/**
 * ear_store_forget_backup:
 *
 * No longer lists a copy; its file is left alone.
 */
gboolean
ear_store_forget_backup (EarStore *store, const char *path, GError **error)
{
  g_autoptr (EarStatement) forget = ear_connection_prepare (store->connection, "DELETE FROM backups WHERE path = ?", error);

  if (forget == NULL)
    return FALSE;
  ear_statement_bind_text (forget, 1, path);
  return ear_statement_run (forget, error);
}

/**
 * ear_store_remake_backup:
 * @path: a copy, as ear_store_list_backups() names it
 * @passphrase: what opens that copy, and will open the new one
 *
 * Makes a new checked copy and puts it in the place of the old one, which is gone then. Until the new one is whole
 * the old one stays.
 */
gboolean
ear_store_remake_backup (EarStore *store, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (EarConnection) old
    = ear_connection_open (path, EAR_CONNECTION_READ_ONLY, passphrase, strlen (passphrase), error);
  g_autofree char *remade = g_strconcat (path, ".remade", NULL);
  g_autofree char *name = g_filename_display_basename (path);

  /* A typing mistake must not lock up the copy, and a stranger's file must not be lost. */
  if (old == NULL)
    return FALSE;
  g_clear_pointer (&old, ear_connection_close);
  ear_store_drop_unfinished (remade);
  if (!ear_store_scrub (store, error) || !ear_backup_make (store->connection, remade, passphrase, error))
    return FALSE;
  if (g_rename (remade, path) != 0)
    {
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DISK,
                   _ ("The copy “%s” could not be replaced: %s. It is as it was, and still holds what was erased. Your workbook "
                      "was not changed."),
                   name, g_strerror (errno));
      ear_store_drop_unfinished (remade);
      return FALSE;
    }
  return ear_backups_remember (store, path, error);
}
