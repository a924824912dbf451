/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-work.h"

#include <string.h>

static void
job_clear (gpointer data)
{
  EarMergeJob *job = data;

  g_strfreev (job->paths);
  g_array_unref (job->accept);
  g_ptr_array_unref (job->failures);
  g_clear_pointer (&job->seen, g_hash_table_unref);
  if (job->passphrase != NULL)
    memset (job->passphrase, 0, strlen (job->passphrase));
  g_free (job->passphrase);
  g_clear_pointer (&job->share, ear_progress_share_unref);
  g_clear_pointer (&job->merge, ear_merge_free);
}

/**
 * ear_merge_job_new:
 * @paths: (transfer full): the files
 *
 * Returns: (transfer full): to be filled and given to ear_merge_job_async().
 */
EarMergeJob *
ear_merge_job_new (GStrv paths)
{
  EarMergeJob *job = g_atomic_rc_box_new0 (EarMergeJob);

  job->paths = paths;
  job->accept = g_array_new (FALSE, FALSE, sizeof (EarId));
  job->failures = g_ptr_array_new ();
  return job;
}

void
ear_merge_job_unref (EarMergeJob *job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

/* One file that cannot be used does not hold up the others: those that can are looked at without it. */
static gboolean
look (EarStore *store, EarMergeJob *job, const EarMergeOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarFolderMerge) looked = ear_folder_merge (store, (const char *const *) job->paths, options, FALSE, ear_progress_share_tell,
                                                        job->share, cancellable, error);

  if (looked == NULL)
    return FALSE;
  g_strfreev (job->paths);
  g_ptr_array_unref (job->failures);
  job->paths = g_steal_pointer (&looked->paths);
  job->failures = g_steal_pointer (&looked->failures);
  job->merge = g_steal_pointer (&looked->merge);
  job->seen = job->merge == NULL ? NULL : ear_merge_seen (job->merge);
  return TRUE;
}

static gpointer
merge_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  EarMergeJob *job = data;
  EarMergeOptions options = { .accept = (const EarId *) (gpointer) job->accept->data, .n_accept = job->accept->len,
                              .allow_removals = job->allow_removals, .passphrase = job->passphrase, .seen = job->seen };

  if (!job->apply)
    return GINT_TO_POINTER (look (store, job, &options, cancellable, error));
  job->merge = ear_merge_apply (store, (const char *const *) job->paths, &options, ear_progress_share_tell, job->share, cancellable,
                                error);
  return GINT_TO_POINTER (job->merge != NULL);
}

static void
job_done_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  EarMergeJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  if (job->merge != NULL || error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ear_merge_job_async:
 * @share: told how far it is
 *
 * Looks at the files or joins them, as @job says. Main thread; @job is not touched until it is finished.
 */
void
ear_merge_job_async (EarWorkbook *workbook, EarMergeJob *job, EarProgressShare *share, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workbook, cancellable, callback, user_data);

  /* What is on disk is told as done, whatever was pressed meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  job->share = ear_progress_share_ref (share);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (job), (GDestroyNotify) ear_merge_job_unref);
  ear_workbook_run_async (workbook, job->apply, merge_job, g_atomic_rc_box_acquire (job),
                          (GDestroyNotify) ear_merge_job_unref, NULL, cancellable, job_done_cb, task);
}

/**
 * ear_merge_job_finish:
 *
 * Returns: (transfer none) (nullable): the job, its merge %NULL where no file could be used; its failures say why.
 */
EarMergeJob *
ear_merge_job_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) ? g_task_get_task_data (G_TASK (result)) : NULL;
}

typedef struct
{
  gint64 merge;
  EarProgressShare *share;
} Undoing;

static void
undoing_free (gpointer data)
{
  Undoing *undoing = data;

  ear_progress_share_unref (undoing->share);
  g_free (undoing);
}

static gpointer
undo_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Undoing *undoing = data;
  g_autofree EarMergeUndone *undone = g_new0 (EarMergeUndone, 1);

  return ear_merge_undo (store, undoing->merge, undone, ear_progress_share_tell, undoing->share, cancellable, error)
           ? g_steal_pointer (&undone)
           : NULL;
}

/**
 * ear_merge_undo_async:
 * @share: told how far it is
 *
 * Takes a merge back. ear_workbook_run_finish() gives an EarMergeUndone, freed with g_free().
 */
void
ear_merge_undo_async (EarWorkbook *workbook, gint64 merge, EarProgressShare *share, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  Undoing *undoing = g_new0 (Undoing, 1);

  *undoing = (Undoing) { merge, ear_progress_share_ref (share) };
  ear_workbook_run_async (workbook, TRUE, undo_job, undoing, undoing_free, g_free, cancellable, callback, user_data);
}
