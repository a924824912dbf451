/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-export-work.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ear-insight.h"
#include "ear-partner.h"

void
ear_export_choices_free (EarExportChoices *choices)
{
  if (choices == NULL)
    return;
  g_clear_pointer (&choices->partners, g_ptr_array_unref);
  g_clear_pointer (&choices->groups, g_ptr_array_unref);
  g_clear_pointer (&choices->sessions, g_ptr_array_unref);
  g_free (choices);
}

static EarTreeRow *
new_session_row (const EarSessionRow *session)
{
  EarTreeRow *row = g_new0 (EarTreeRow, 1);
  const char *title = session->title != NULL ? session->title : _ ("Untitled session");

  row->id = session->id;
  row->name = session->started == NULL ? g_strdup (title) : g_strdup_printf ("%s, %.10s", title, session->started);
  return row;
}

static GPtrArray *
list_sessions (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) sessions = ear_session_list (store, error);
  GPtrArray *rows;

  if (sessions == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  for (guint i = 0; i < sessions->len; i++)
    g_ptr_array_add (rows, new_session_row (sessions->pdata[i]));
  return rows;
}

/* An EarWorkbookFunc: gives EarExportChoices. */
gpointer
ear_export_choices_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarExportChoices) choices = g_new0 (EarExportChoices, 1);

  choices->partners = ear_partner_list (store, error);
  choices->groups = choices->partners == NULL ? NULL : ear_tree_list (store, EAR_KIND_GROUP, NULL, error);
  choices->sessions = choices->groups == NULL ? NULL : list_sessions (store, error);
  return choices->sessions == NULL ? NULL : g_steal_pointer (&choices);
}

static void
work_clear (gpointer data)
{
  EarExportWork *work = data;

  g_free (work->path);
  g_array_unref (work->devices);
  g_array_unref (work->groups);
  g_array_unref (work->sessions);
  if (work->passphrase != NULL)
    explicit_bzero (work->passphrase, strlen (work->passphrase));
  g_free (work->passphrase);
  g_clear_pointer (&work->share, ear_progress_share_unref);
}

/**
 * ear_export_work_new:
 *
 * Returns: (transfer full): to be filled and given to ear_export_work_async().
 */
EarExportWork *
ear_export_work_new (void)
{
  EarExportWork *work = g_atomic_rc_box_new0 (EarExportWork);

  work->devices = g_array_new (FALSE, FALSE, sizeof (EarId));
  work->groups = g_array_new (FALSE, FALSE, sizeof (EarId));
  work->sessions = g_array_new (FALSE, FALSE, sizeof (EarId));
  return work;
}

void
ear_export_work_unref (EarExportWork *work)
{
  g_atomic_rc_box_release_full (work, work_clear);
}

static gboolean
is_sealed (const EarExportWork *work)
{
  return work->devices->len > 0 || work->passphrase != NULL;
}

/* A file for one laptop alone says so in itself, and that laptop then tells what it has merged. */
static gpointer
export_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  EarExportWork *work = data;
  const EarId *devices = (const EarId *) (gpointer) work->devices->data;
  EarExportOptions options = {
    .partner = work->devices->len == 1 ? devices : NULL,
    .since_last = work->since_last,
    .groups = (const EarId *) (gpointer) work->groups->data,
    .n_groups = work->groups->len,
    .sessions = (const EarId *) (gpointer) work->sessions->data,
    .n_sessions = work->sessions->len,
    .lists_only = work->lists_only,
  };
  EarSealFor whom = { .devices = devices, .n_devices = work->devices->len, .passphrase = work->passphrase };

  if (is_sealed (work))
    work->done = ear_seal_export (store, work->path, &whom, &options, ear_progress_share_tell, work->share, cancellable, error);
  else
    work->done = ear_bundle_export (store, work->path, &options, ear_progress_share_tell, work->share, cancellable, error);
  return GINT_TO_POINTER (work->done);
}

static void
worked_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  EarExportWork *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  if (work->done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ear_export_work_async:
 * @share: told how far it is
 *
 * Writes what @work says to @file. Main thread; @work is not touched until it is finished.
 */
void
ear_export_work_async (EarWorkbook *workbook, EarExportWork *work, GFile *file, EarProgressShare *share,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workbook, cancellable, callback, user_data);

  /* What is on disk is told as done, whatever was pressed meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  work->path = g_file_get_path (file);
  work->share = ear_progress_share_ref (share);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (work), (GDestroyNotify) ear_export_work_unref);
  if (work->path == NULL)
    {
      g_task_return_new_error (task, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN, "%s",
                               _ ("A file can only be saved on this laptop. Nothing was saved. Choose a folder here."));
      g_object_unref (task);
      return;
    }
  /* Sealing notes the file for its partner, and makes this laptop's keys where it has none. */
  ear_workbook_run_async (workbook, is_sealed (work), export_job, g_atomic_rc_box_acquire (work),
                          (GDestroyNotify) ear_export_work_unref, NULL, cancellable, worked_cb, task);
}

gboolean
ear_export_work_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
