/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-folder-watch.h"

/* A program that copies many files tells of each: they are looked at together. */
#define SETTLING_MS 500

struct _EarFolderWatch
{
  void (*stirred) (gpointer data);
  gpointer data;
  char *path; /* (nullable) */
  GFileMonitor *monitor;
  guint settling; /* a source */
};

static gboolean
settled_cb (gpointer data)
{
  EarFolderWatch *watch = data;

  watch->settling = 0;
  watch->stirred (watch->data);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (EarFolderWatch *watch)
{
  if (watch->settling == 0)
    watch->settling = g_timeout_add (SETTLING_MS, settled_cb, watch);
}

/**
 * ear_folder_watch_new:
 * @stirred: called on the main thread, once for what happens at about the same time
 *
 * Returns: (transfer full): watching nothing yet. Main thread, like all of these.
 */
EarFolderWatch *
ear_folder_watch_new (void (*stirred) (gpointer data), gpointer data)
{
  EarFolderWatch *watch = g_new0 (EarFolderWatch, 1);

  watch->stirred = stirred;
  watch->data = data;
  return watch;
}

void
ear_folder_watch_set_path (EarFolderWatch *watch, const char *path)
{
  g_autoptr (GFile) folder = NULL;

  if (g_strcmp0 (watch->path, path) == 0)
    return;
  g_set_str (&watch->path, path);
  if (watch->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (watch->monitor, watch);
      g_file_monitor_cancel (watch->monitor);
    }
  g_clear_object (&watch->monitor);
  if (path == NULL)
    return;
  folder = g_file_new_for_path (path);
  watch->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (watch->monitor != NULL)
    g_signal_connect_swapped (watch->monitor, "changed", G_CALLBACK (changed_cb), watch);
}

const char *
ear_folder_watch_get_path (EarFolderWatch *watch)
{
  return watch->path;
}

void
ear_folder_watch_free (EarFolderWatch *watch)
{
  if (watch == NULL)
    return;
  ear_folder_watch_set_path (watch, NULL);
  g_clear_handle_id (&watch->settling, g_source_remove);
  g_free (watch->path);
  g_free (watch);
}
