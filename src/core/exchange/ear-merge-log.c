/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was merged before, and taking the newest of it back. */
#include "ear-merge-private.h"

#include <glib/gi18n-lib.h>

void
ear_merge_entry_free (EarMergeEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->happened);
  g_free (entry->files);
  g_free (entry->senders);
  g_free (entry);
}

static EarMergeEntry *
take_entry (EarStatement *row, gint64 newest)
{
  EarMergeEntry *entry = g_new0 (EarMergeEntry, 1);

  entry->merge = ear_statement_get_integer (row, 0);
  entry->happened = g_strdup (ear_statement_get_text (row, 1));
  entry->n_added = (guint) ear_statement_get_integer (row, 2);
  entry->n_updated = (guint) ear_statement_get_integer (row, 3);
  entry->n_deleted = (guint) ear_statement_get_integer (row, 4);
  entry->n_erased = (guint) ear_statement_get_integer (row, 5);
  entry->n_conflicts = (guint) ear_statement_get_integer (row, 6);
  entry->undone = ear_statement_get_integer (row, 7) != 0;
  entry->files = g_strdup (ear_statement_get_text (row, 8));
  entry->senders = g_strdup (ear_statement_get_text (row, 9));
  entry->can_undo = entry->merge == newest;
  return entry;
}

/**
 * ear_merge_list:
 *
 * Returns: (transfer full) (element-type EarMergeEntry) (nullable): the merges that changed something, newest first.
 */
GPtrArray *
ear_merge_list (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_merge_entry_free);
  gint64 newest = ear_store_merge_newest (store, error);
  g_autoptr (EarStatement) each
    = newest < 0 ? NULL
                 : ear_store_query (store,
                                    "SELECT m.n, m.happened, m.added, m.updated, m.deleted, m.erased, m.conflicts, m.undone, "
                                    "(SELECT group_concat (f.name, ', ' ORDER BY f.position) FROM merge_files f "
                                    " WHERE f.merge = m.n), "
                                    "(SELECT group_concat (s.name, ', ' ORDER BY s.first) FROM (SELECT f.sender_name AS name, min (f.position) AS first "
                                    "FROM merge_files f WHERE f.merge = m.n AND f.sender_name IS NOT NULL GROUP BY f.sender_name) s) "
                                    "FROM merges m ORDER BY m.n DESC",
                                    error);
  EarStep step;

  if (each == NULL)
    return NULL;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (list, take_entry (each, newest));
  return step == EAR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
check_newest (EarStore *store, gint64 merge, GError **error)
{
  gint64 newest = ear_store_merge_newest (store, error);

  if (newest < 0)
    return FALSE;
  if (newest == merge && merge > 0)
    return TRUE;
  if (newest == 0)
    g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_UNDO,
                         _ ("There is no merge to take back. Nothing was changed."));
  else
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_UNDO,
                 _ ("Merge %" G_GINT64_FORMAT " cannot be taken back: only the newest that was not taken back can, which is merge "
                    "%" G_GINT64_FORMAT ". Nothing was changed. Take back the newer ones first."),
                 merge, newest);
  return FALSE;
}

/**
 * ear_merge_undo:
 * @merge: the newest merge that was not taken back
 * @undone: (out caller-allocates) (optional): what it did
 * @progress: (nullable): told how far it is
 *
 * Takes a merge back, whole or not at all. No transaction may be under way.
 */
gboolean
ear_merge_undo (EarStore *store, gint64 merge, EarMergeUndone *undone, EarProgress progress, gpointer data,
                GCancellable *cancellable, GError **error)
{
  EarStoreUndone done = { 0 };

  if (!ear_store_begin (store, error))
    return FALSE;
  if (!check_newest (store, merge, error)
      || !ear_store_merge_undo (store, merge, &done, progress, data, cancellable, error))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  if (undone != NULL)
    *undone = (EarMergeUndone) { done.n_removed, done.n_restored, done.n_kept, done.n_erased };
  return ear_store_commit (store, error);
}
