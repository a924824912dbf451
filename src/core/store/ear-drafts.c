/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-drafts.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ear-connection.h"
#include "ear-id.h"
#include "ear-scrub.h"

struct _EarDrafts
{
  EarConnection *connection;
};

/**
 * ear_drafts_new_key:
 *
 * Returns: (transfer full): a random raw key, kept in the workbook: who opens the workbook can read its drafts.
 */
char *
ear_drafts_new_key (void)
{
  g_autoptr (GString) key = g_string_new ("x'");

  /* A raw key is 32 bytes; the last seven of an id are random throughout. */
  for (int i = 0; i < 5; i++)
    {
      EarId id = ear_id_new ();

      for (int j = 9; j < EAR_ID_BYTES && key->len < 66; j++)
        g_string_append_printf (key, "%02x", id.bytes[j]);
    }
  g_string_append_c (key, '\'');
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static EarConnection *
open_file (const char *path, const char *key, GError **error)
{
  g_autoptr (GBytes) script = g_resources_lookup_data ("/uk/earshot/store/schema/drafts.sql", 0, error);
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (EarConnection) connection
    = ear_connection_open (path, is_there ? EAR_CONNECTION_EXISTING : EAR_CONNECTION_CREATE, key, strlen (key), error);

  if (connection == NULL || script == NULL
      || !ear_connection_execute (connection, g_bytes_get_data (script, NULL), error))
    return NULL;
  /* Nobody else has the file open now, so nobody is at it. */
  ear_scrub_drop_unfinished (path);
  return g_steal_pointer (&connection);
}

/* Whether it is the file that is wrong, for good, and not the disk or the moment. */
static gboolean
is_unreadable (const GError *error)
{
  return g_error_matches (error, EAR_STORE_ERROR, EAR_STORE_ERROR_WRONG_PASSPHRASE)
         || g_error_matches (error, EAR_STORE_ERROR, EAR_STORE_ERROR_NOT_A_WORKBOOK)
         || g_error_matches (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED);
}

/**
 * ear_drafts_open:
 * @workbook_path: the workbook's file; the drafts are beside it
 * @key: the raw key that the workbook keeps
 *
 * Opens the drafts. A drafts file that cannot be read is set aside under another name, never overwritten. The calling
 * thread owns it.
 */
EarDrafts *
ear_drafts_open (const char *workbook_path, const char *key, GError **error)
{
  g_autofree char *path = g_strconcat (workbook_path, "-drafts", NULL);
  g_autoptr (GError) local = NULL;
  EarConnection *connection = open_file (path, key, &local);
  EarDrafts *drafts;

  if (connection == NULL && is_unreadable (local))
    {
      g_autofree char *aside = g_strdup_printf ("%s.unreadable-%" G_GINT64_FORMAT, path, g_get_real_time () / 1000000);

      g_clear_error (&local);
      if (!g_file_test (path, G_FILE_TEST_EXISTS) || g_rename (path, aside) == 0)
        connection = open_file (path, key, &local);
    }
  if (connection == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DISK, "%s", path);
      return NULL;
    }
  drafts = g_new0 (EarDrafts, 1);
  drafts->connection = connection;
  return drafts;
}

void
ear_drafts_close (EarDrafts *drafts)
{
  if (drafts == NULL)
    return;
  ear_connection_close (drafts->connection);
  g_free (drafts);
}

/**
 * ear_drafts_save:
 * @place: where it is typed
 * @text: (nullable): what stands there; nothing forgets the draft
 *
 * Returns: whether it is on the disk.
 */
gboolean
ear_drafts_save (EarDrafts *drafts, const char *place, const char *text, GError **error)
{
  gboolean keep = text != NULL && *text != '\0';
  g_autoptr (EarStatement) save
    = ear_connection_prepare (drafts->connection,
                              keep ? "INSERT INTO drafts (place, text, saved) VALUES (?1, ?2, ?3) ON CONFLICT (place) "
                                     "DO UPDATE SET text = excluded.text, saved = excluded.saved"
                                   : "DELETE FROM drafts WHERE place = ?1",
                              error);

  if (save == NULL)
    return FALSE;
  ear_statement_bind_text (save, 1, place);
  if (keep)
    {
      ear_statement_bind_text (save, 2, text);
      ear_statement_bind_integer (save, 3, g_get_real_time () / 1000);
    }
  return ear_statement_run (save, error);
}

/**
 * ear_drafts_forget:
 * @ids: (element-type EarId): of records that were erased
 *
 * Wipes the drafts in whose place one of the records is named, and whatever is left of what was typed before: the words of
 * a voice stood in the draft of its session's next voice until they were added.
 */
gboolean
ear_drafts_forget (EarDrafts *drafts, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *id = ear_id_to_string (&g_array_index (ids, EarId, i));
      g_autoptr (EarStatement) forget
        = ear_connection_prepare (drafts->connection, "DELETE FROM drafts WHERE instr (place, ?1) > 0", error);

      if (forget == NULL)
        return FALSE;
      ear_statement_bind_text (forget, 1, id);
      if (!ear_statement_run (forget, error))
        return FALSE;
    }
  return ear_scrub_file (drafts->connection, NULL, NULL, NULL, NULL, error);
}

/**
 * ear_drafts_load:
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): every draft by its place.
 */
GHashTable *
ear_drafts_load (EarDrafts *drafts, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (EarStatement) each = ear_connection_prepare (drafts->connection, "SELECT place, text FROM drafts", error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_hash_table_insert (found, g_strdup (ear_statement_get_text (each, 0)), g_strdup (ear_statement_get_text (each, 1)));
  return step == EAR_STEP_DONE ? g_steal_pointer (&found) : NULL;
}
