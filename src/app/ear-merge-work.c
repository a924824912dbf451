/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-work.h"

#include <glib/gi18n.h>

/* One file. Both threads hold it, one after the other. */
typedef struct
{
  char *path;
  EarProgressShare *share;
  EarMergeResult *result; /* set once it is on disk, even if the person stopped it at that moment */
  gboolean done;
} Work;

static void
work_clear (gpointer data)
{
  Work *work = data;

  g_free (work->path);
  ear_progress_share_unref (work->share);
  ear_merge_result_free (work->result);
}

static void
work_unref (gpointer work)
{
  g_atomic_rc_box_release_full (work, work_clear);
}

static Work *
work_new (GFile *file, EarProgressShare *share)
{
  Work *work = g_atomic_rc_box_new0 (Work);

  work->path = g_file_get_path (file);
  work->share = ear_progress_share_ref (share);
  return work;
}

/* A file that is no bundle may be a strategy or a list in the format for those. */
static gboolean
take_in (EarStore *store, Work *work, EarMergeResult *result, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ear_bundle_merge (store, work->path, result, ear_progress_share_tell, work->share, cancellable, &local))
    return TRUE;
  if (g_error_matches (local, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE))
    {
      g_autoptr (GError) second = NULL;

      ear_merge_result_clear (result);
      if (ear_reference_load (store, work->path, result, &second))
        return TRUE;
      if (!g_error_matches (second, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE))
        {
          g_propagate_error (error, g_steal_pointer (&second));
          return FALSE;
        }
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
merge (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autoptr (EarMergeResult) result = g_new0 (EarMergeResult, 1);

  if (!take_in (store, work, result, cancellable, error))
    return NULL;
  work->result = g_steal_pointer (&result);
  work->done = TRUE;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
export (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  work->done = ear_bundle_export (store, work->path, NULL, ear_progress_share_tell, work->share, cancellable, error);
  return GINT_TO_POINTER (work->done);
}

static void
worked_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  if (work->done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (EarWorkbook *workbook, gboolean writes, EarWorkbookFunc func, GFile *file, EarProgressShare *share,
       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workbook, cancellable, callback, user_data);
  Work *work = work_new (file, share);

  /* What is on disk is told as done, whatever was pressed meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_unref);
  if (work->path == NULL)
    {
      g_task_return_new_error (task, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE,
                               "%s", _ ("This file is not on this laptop. Copy it here first."));
      g_object_unref (task);
      return;
    }
  ear_workbook_run_async (workbook, writes, func, g_atomic_rc_box_acquire (work), work_unref, NULL, cancellable, worked_cb,
                          task);
}

/**
 * ear_merge_file_async:
 * @share: told how far it is
 *
 * Joins a partner's bundle, or a strategy or list, whole or not at all. Main thread.
 */
void
ear_merge_file_async (EarWorkbook *workbook, GFile *file, EarProgressShare *share, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  start (workbook, TRUE, merge, file, share, cancellable, callback, user_data);
}

/**
 * ear_merge_file_finish:
 *
 * Returns: (transfer full) (nullable): what it did.
 */
EarMergeResult *
ear_merge_file_finish (GAsyncResult *result, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&work->result);
}

void
ear_merge_result_free (EarMergeResult *result)
{
  if (result == NULL)
    return;
  ear_merge_result_clear (result);
  g_free (result);
}

/**
 * ear_export_file_async:
 * @share: told how far it is
 *
 * Writes the whole workbook as a plain bundle. Main thread.
 */
void
ear_export_file_async (EarWorkbook *workbook, GFile *file, EarProgressShare *share, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  start (workbook, FALSE, export, file, share, cancellable, callback, user_data);
}

gboolean
ear_export_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
