/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-publish-work.h"

#include "ear-codebook-work.h"
#include "ear-partner.h"
#include "ear-seal.h"

void
ear_publish_look_free (EarPublishLook *look)
{
  if (look == NULL)
    return;
  ear_codebook_version_free (look->newest);
  g_clear_pointer (&look->events, g_ptr_array_unref);
  g_clear_pointer (&look->partners, g_ptr_array_unref);
  g_free (look->folder);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPublishLook, ear_publish_look_free)

static gboolean
find_folder (EarStore *store, EarPublishLook *look, GError **error)
{
  g_autoptr (EarFolderSettings) settings = ear_folder_get (store, error);

  if (settings == NULL)
    return FALSE;
  if (settings->path != NULL && g_file_test (settings->path, G_FILE_TEST_IS_DIR))
    look->folder = g_strdup (settings->path);
  return TRUE;
}

gpointer
ear_publish_look_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarPublishLook) look = g_new0 (EarPublishLook, 1);
  g_autoptr (GPtrArray) versions = ear_codebook_versions (store, error);

  if (versions == NULL)
    return NULL;
  if (versions->len > 0)
    look->newest = g_ptr_array_steal_index (versions, 0);
  look->events = ear_codebook_changes (store, look->newest == NULL ? 0 : look->newest->stamp, error);
  look->partners = look->events == NULL ? NULL : ear_partner_list (store, error);
  return look->partners != NULL && find_folder (store, look, error) ? g_steal_pointer (&look) : NULL;
}

void
ear_publish_work_free (EarPublishWork *work)
{
  if (work == NULL)
    return;
  g_free (work->version);
  g_free (work->path);
  g_clear_pointer (&work->share, ear_progress_share_unref);
  g_free (work);
}

static gboolean
mark_cb (EarStore *store, gpointer data, GError **error)
{
  EarPublishWork *work = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (now), g_date_time_get_month (now),
                                          g_date_time_get_day_of_month (now));

  return ear_codebook_mark_version (store, work->version, day, error);
}

/* An older file that could not be taken away keeps nobody from the new one. */
static char *
write_folder (EarStore *store, EarPublishWork *work, GCancellable *cancellable, GError **error)
{
  g_auto (EarFolderWritten) written = { 0 };
  g_autoptr (GError) local = NULL;

  if (ear_folder_write_changing (store, mark_cb, work, &written, ear_progress_share_tell, work->share, cancellable, &local)
      || g_error_matches (local, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_REMOVED))
    return g_strdup (written.name == NULL ? "" : written.name);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Nobody's words are in it. */
static char *
write_file (EarStore *store, EarPublishWork *work, GCancellable *cancellable, GError **error)
{
  EarExportOptions options
    = { .lists_only = TRUE, .partner = work->sealed ? &work->device : NULL, .first = mark_cb, .first_data = work };
  EarSealFor whom = { .devices = &work->device, .n_devices = 1 };
  gboolean done = work->sealed ? ear_seal_export (store, work->path, &whom, &options, ear_progress_share_tell, work->share,
                                                  cancellable, error)
                               : ear_bundle_export (store, work->path, &options, ear_progress_share_tell, work->share, cancellable,
                                                    error);

  return done ? g_strdup (work->path) : NULL;
}

gpointer
ear_publish_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  EarPublishWork *work = data;

  return work->path == NULL ? write_folder (store, work, cancellable, error) : write_file (store, work, cancellable, error);
}
