/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-new-workbook.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ear-exchange.h"

typedef struct
{
  char *organisation, *device;
  gboolean with_sample;
  gboolean was_there; /* the file is older than this call */
} Beginning;

static void
beginning_free (Beginning *beginning)
{
  g_free (beginning->organisation);
  g_free (beginning->device);
  g_free (beginning);
}

/**
 * ear_sample_path:
 *
 * Returns: (transfer full): where the workbook for trying out is kept.
 */
char *
ear_sample_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "earshot", "sample", "Sample.earshot", NULL);
}

/* The laptop is named first: it signs the organisation's record. */
static gboolean
fill (EarStore *store, const Beginning *beginning, GError **error)
{
  g_autoptr (EarRecord) organisation = ear_record_new (EAR_KIND_ORGANISATION);

  ear_record_set (organisation, EAR_ORGANISATION_NAME, beginning->organisation);
  return ear_store_set_identity (store, beginning->device, &organisation->id, error)
         && ear_store_put (store, organisation, error) && ear_shipped_load_all (store, error)
         && (!beginning->with_sample || ear_shipped_load_sample (store, error));
}

/* A sample whose filling was cut off by a power cut is filled when it is next opened: it has no device yet. */
static gpointer
fill_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarId device;

  if (ear_store_get_device (store, &device, NULL) || !ear_store_begin (store, error))
    return NULL;
  if (fill (store, data, error))
    ear_store_commit (store, error);
  else
    ear_store_rollback (store);
  return NULL;
}

/* Only ever called on a file that was made a moment ago. */
static void
take_away (EarWorkbook *workbook)
{
  static const char *const endings[] = { "", "-drafts", "-wal", "-shm", "-journal", "-drafts-wal", "-drafts-shm" };
  const char *path = ear_workbook_get_path (workbook);

  ear_workbook_close (workbook);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  EarWorkbook *workbook = EAR_WORKBOOK (source);
  Beginning *beginning = g_task_get_task_data (task);
  GError *error = NULL;

  ear_workbook_run_finish (workbook, result, &error);
  if (error == NULL)
    {
      g_task_return_pointer (task, g_object_ref (workbook), g_object_unref);
      return;
    }
  if (beginning->was_there)
    ear_workbook_close (workbook);
  else
    take_away (workbook);
  g_task_return_error (task, error);
}

static void
created_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Beginning *beginning = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (EarWorkbook) workbook = ear_workbook_open_finish (result, &error);

  if (workbook == NULL)
    g_task_return_error (task, error);
  else
    ear_workbook_run_async (workbook, TRUE, fill_job, beginning, NULL, NULL, NULL, filled_cb, g_steal_pointer (&task));
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("The folder “%s” could not be made (%s). Nothing was changed. Choose another folder."), folder,
               g_strerror (errno));
  return FALSE;
}

static GTask *
new_task (const char *organisation, const char *device, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Beginning *beginning = g_new0 (Beginning, 1);

  beginning->organisation = g_strdup (organisation);
  beginning->device = g_strdup (device);
  g_task_set_task_data (task, beginning, (GDestroyNotify) beginning_free);
  return task;
}

/**
 * ear_new_workbook_async:
 * @organisation: whose it is
 * @device: how this laptop's records are signed
 *
 * Makes a workbook with all that ships. ear_new_workbook_finish() gives it.
 */
void
ear_new_workbook_async (const char *path, const char *passphrase, const char *organisation, const char *device,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = new_task (organisation, device, callback, user_data);
  GError *error = NULL;

  if (make_folder (path, &error))
    ear_workbook_create_async (path, passphrase, NULL, created_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * ear_sample_open_async:
 *
 * Opens the workbook for trying out; makes it first where it is not there.
 */
void
ear_sample_open_async (GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = ear_sample_path ();
  g_autoptr (GTask) task = new_task (_ ("Sample organisation"), _ ("This laptop"), callback, user_data);
  Beginning *beginning = g_task_get_task_data (task);
  GError *error = NULL;

  beginning->with_sample = TRUE;
  beginning->was_there = g_file_test (path, G_FILE_TEST_EXISTS);
  if (beginning->was_there)
    ear_workbook_open_async (path, EAR_SAMPLE_PASSPHRASE, NULL, created_cb, g_steal_pointer (&task));
  else if (make_folder (path, &error))
    ear_workbook_create_async (path, EAR_SAMPLE_PASSPHRASE, NULL, created_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

EarWorkbook *
ear_new_workbook_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
