/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-store-folder.h"

#include <string.h>

#include "ear-store-private.h"

void
ear_folder_own_free (EarFolderOwn *own)
{
  if (own == NULL)
    return;
  g_free (own->sealed_for);
  g_free (own);
}

static EarFolderOwn *
take_own (EarStatement *row)
{
  EarFolderOwn *own = g_new0 (EarFolderOwn, 1);
  gsize size;
  gconstpointer hash = ear_statement_get_blob (row, 1, &size);

  own->n = ear_statement_get_integer (row, 0);
  if (hash != NULL && size == sizeof own->hash)
    memcpy (own->hash, hash, size);
  own->whole = ear_statement_get_integer (row, 2) != 0;
  own->sequence = ear_statement_get_integer (row, 3);
  own->erasures = ear_statement_get_integer (row, 4);
  own->clock = ear_statement_get_integer (row, 5);
  own->bytes = (guint64) ear_statement_get_integer (row, 6);
  own->sealed_for = g_strdup (ear_statement_get_text (row, 7));
  return own;
}

/**
 * ear_store_folder_list_own:
 *
 * Returns: (transfer full) (element-type EarFolderOwn) (nullable): what this workbook wrote to exchange folders, oldest
 *   first. Whether a file is still in one is not known here.
 */
GPtrArray *
ear_store_folder_list_own (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_folder_own_free);
  g_autoptr (EarStatement) each
    = ear_connection_prepare (store->connection,
                              "SELECT n, hash, whole, sequence, erasures, clock, bytes, sealed_for FROM folder_own ORDER BY n",
                              error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (list, take_own (each));
  return step == EAR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/**
 * ear_store_folder_note_own:
 * @own: what is to be in the folder next; its number is the one that ear_store_folder_list_own() ends with, and 1
 *
 * Remembers a file of this workbook's before it gets its name, so that it is never taken for somebody else's.
 */
gboolean
ear_store_folder_note_own (EarStore *store, EarFolderOwn *own, GError **error)
{
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO folder_own (n, hash, whole, sequence, erasures, clock, bytes, sealed_for) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET n = excluded.n, "
                              "sequence = excluded.sequence, erasures = excluded.erasures, clock = excluded.clock, "
                              "sealed_for = excluded.sealed_for",
                              error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_integer (insert, 1, own->n);
  ear_statement_bind_blob (insert, 2, own->hash, sizeof own->hash);
  ear_statement_bind_integer (insert, 3, own->whole);
  ear_statement_bind_integer (insert, 4, own->sequence);
  ear_statement_bind_integer (insert, 5, own->erasures);
  ear_statement_bind_integer (insert, 6, own->clock);
  ear_statement_bind_integer (insert, 7, (gint64) own->bytes);
  ear_statement_bind_text (insert, 8, own->sealed_for);
  return ear_statement_run (insert, error);
}

/**
 * ear_store_folder_forget_own:
 *
 * Forgets a file that was not brought to its place after all.
 */
gboolean
ear_store_folder_forget_own (EarStore *store, gint64 n, GError **error)
{
  g_autoptr (EarStatement) drop = ear_connection_prepare (store->connection, "DELETE FROM folder_own WHERE n = ?", error);

  if (drop == NULL)
    return FALSE;
  ear_statement_bind_integer (drop, 1, n);
  return ear_statement_run (drop, error);
}

/**
 * ear_store_folder_cover:
 * @before: an earlier ear_store_get_sequence(), since when nothing changed but what everybody can read in the folder
 *
 * Where this workbook's newest file held all up to @before, notes that with what came since nothing has to be written
 * either, the transaction under way included.
 */
gboolean
ear_store_folder_cover (EarStore *store, gint64 before, GError **error)
{
  g_autoptr (EarStatement) cover
    = ear_connection_prepare (store->connection,
                              "UPDATE folder_own SET sequence = ?1 WHERE n = (SELECT max (n) FROM folder_own) AND sequence = ?2",
                              error);

  if (cover == NULL)
    return FALSE;
  ear_statement_bind_integer (cover, 1, ear_store_folder_sequence (store));
  ear_statement_bind_integer (cover, 2, before);
  return ear_statement_run (cover, error);
}

/**
 * ear_store_folder_sequence:
 *
 * Returns: how far a file that is written now reaches: what ear_store_get_sequence() is once the transaction under way, if there is
 *   one, is committed.
 */
gint64
ear_store_folder_sequence (EarStore *store)
{
  return store->sequence + store->has_changed;
}

/**
 * ear_store_folder_erasures:
 *
 * Returns: how often something was erased in this workbook; -1 with @error.
 */
gint64
ear_store_folder_erasures (EarStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = ear_store_get_setting (store, "erasures", &local);

  if (local == NULL)
    return text == NULL ? 0 : g_ascii_strtoll (text, NULL, 10);
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

/**
 * ear_store_folder_note_taken:
 * @waits: something of it was kept aside
 *
 * Remembers a file that is merged, in the transaction that merges it.
 */
gboolean
ear_store_folder_note_taken (EarStore *store, const guint8 *hash, gboolean waits, GError **error)
{
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO folder_taken (hash, merge, waits, own_before) "
                              "VALUES (?, (SELECT coalesce (max (n), 0) FROM merges), ?, "
                              "(SELECT coalesce (max (n), 0) FROM folder_own)) ON CONFLICT (hash) DO UPDATE SET "
                              "merge = excluded.merge, waits = excluded.waits, own_before = excluded.own_before",
                              error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_blob (insert, 1, hash, EAR_FOLDER_HASH_BYTES);
  ear_statement_bind_integer (insert, 2, waits);
  return ear_statement_run (insert, error);
}

gboolean
ear_store_folder_find_taken (EarStore *store, const guint8 *hash, EarFolderTaken *taken, gboolean *found, GError **error)
{
  g_autoptr (EarStatement) find
    = ear_connection_prepare (store->connection, "SELECT waits, own_before FROM folder_taken WHERE hash = ?", error);
  EarStep step;

  if (find == NULL)
    return FALSE;
  ear_statement_bind_blob (find, 1, hash, EAR_FOLDER_HASH_BYTES);
  step = ear_statement_step (find, error);
  *found = step == EAR_STEP_ROW;
  if (*found)
    *taken = (EarFolderTaken) { ear_statement_get_integer (find, 0) != 0, ear_statement_get_integer (find, 1) };
  return step != EAR_STEP_FAILED;
}

/**
 * ear_store_folder_forget_taken:
 * @merge: the merge that is taken back
 *
 * What came with it or later is offered again. For the transaction that takes it back.
 */
gboolean
ear_store_folder_forget_taken (EarStore *store, gint64 merge, GError **error)
{
  g_autoptr (EarStatement) drop
    = ear_connection_prepare (store->connection, "DELETE FROM folder_taken WHERE merge >= ?", error);

  if (drop == NULL)
    return FALSE;
  ear_statement_bind_integer (drop, 1, merge);
  return ear_statement_run (drop, error);
}

/**
 * ear_store_folder_forget_waiting:
 *
 * Offers files again of which something was kept aside: somebody may have dropped that, and trusts its sender now.
 */
gboolean
ear_store_folder_forget_waiting (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) drop = ear_connection_prepare (store->connection, "DELETE FROM folder_taken WHERE waits", error);

  return drop != NULL && ear_statement_run (drop, error);
}
