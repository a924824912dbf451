/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-folder-work.h"

#include <string.h>

gpointer
ear_folder_work_look (EarStore *store, gpointer before, GCancellable *cancellable, GError **error)
{
  return ear_folder_look (store, before, cancellable, error);
}

gpointer
ear_folder_work_card (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_folder_write_card (store, error);
}

typedef struct
{
  char *path;
  EarFolderSeal seal;
  char *passphrase;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  if (setting->passphrase != NULL)
    explicit_bzero (setting->passphrase, strlen (setting->passphrase));
  g_free (setting->passphrase);
  g_free (setting->path);
  g_free (setting);
}

static gpointer
set (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Setting *setting = data;
  gboolean done = setting->path == NULL
                      ? ear_folder_unset (store, error)
                      : ear_folder_set (store, setting->path, setting->seal, setting->passphrase, error);

  return GINT_TO_POINTER (done);
}

void
ear_folder_set_async (EarWorkbook *workbook, const char *path, EarFolderSeal seal, const char *passphrase,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->path = g_strdup (path);
  setting->seal = seal;
  setting->passphrase = g_strdup (passphrase);
  ear_workbook_run_async (workbook, TRUE, set, setting, setting_free, NULL, NULL, callback, user_data);
}

gboolean
ear_folder_set_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error) != NULL;
}

void
ear_folder_work_written_free (EarFolderWritten *written)
{
  ear_folder_written_clear (written);
  g_free (written);
}

static void
written_free (gpointer written)
{
  ear_folder_work_written_free (written);
}

static gpointer
write_own (EarStore *store, gpointer share, GCancellable *cancellable, GError **error)
{
  EarFolderWritten *written = g_new0 (EarFolderWritten, 1);

  if (ear_folder_write (store, written, ear_progress_share_tell, share, cancellable, error))
    return written;
  ear_folder_work_written_free (written);
  return NULL;
}

static void
share_unref (gpointer share)
{
  ear_progress_share_unref (share);
}

void
ear_folder_write_async (EarWorkbook *workbook, EarProgressShare *share, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  ear_workbook_run_async (workbook, TRUE, write_own, ear_progress_share_ref (share), share_unref, written_free, cancellable,
                          callback, user_data);
}

EarFolderWritten *
ear_folder_write_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error);
}
