/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking away from the exchange folder what this workbook wrote there and newer files of its supersede. Never what others wrote. */
#include "ear-folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
fail_to_remove (const EarFolderLook *look, int code, GError **error)
{
  g_autofree char *shown = g_filename_display_name (look->settings->path);

  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_REMOVED,
               _ ("An older file of yours in the exchange folder “%s” could not be taken away: %s. Your workbook and all other files "
                  "there are safe. It is tried again whenever you write there."),
               shown, g_strerror (code));
}

/**
 * ear_folder_is_stale:
 * @whole: the number of our newest file there that holds everything
 * @stale: (out): whether the file is ours and that one takes its place
 *
 * A file that this laptop signed and does not remember is ours as well: the workbook went back to a backup since. It is
 * merged by then. A plain one proves nothing, and is left alone.
 */
gboolean
ear_folder_is_stale (EarStore *store, GPtrArray *own, const EarFolderFile *file, gint64 whole, gboolean *stale, GError **error)
{
  EarFolderTaken taken;
  gboolean found;
  EarId device;

  *stale = FALSE;
  if (file->fate == EAR_FOLDER_OWN)
    {
      for (guint i = 0; i < own->len; i++)
        {
          const EarFolderOwn *each = own->pdata[i];

          *stale = *stale || (each->n < whole && memcmp (each->hash, file->facts->hash, sizeof each->hash) == 0);
        }
      return TRUE;
    }
  if (!file->facts->is_signed || !ear_store_get_device (store, &device, NULL) || !ear_id_equal (&device, &file->device))
    return TRUE;
  if (!ear_store_folder_find_taken (store, file->facts->hash, &taken, &found, error))
    return FALSE;
  *stale = found && !taken.waits && taken.own_before < whole;
  return TRUE;
}

static gboolean
remove_file (const EarFolderLook *look, const EarFolderFile *file, guint *n_removed, GError **error)
{
  struct stat now;

  /* Not what somebody put in its place a moment ago. */
  if (lstat (file->path, &now) != 0 || !ear_folder_same_file (&now, &file->facts->info))
    return TRUE;
  if (g_unlink (file->path) != 0 && errno != ENOENT)
    {
      fail_to_remove (look, errno, error);
      return FALSE;
    }
  (*n_removed)++;
  return TRUE;
}

/**
 * ear_folder_sync:
 *
 * Brings what the folder holds to the disk, where that can be done. What it cannot be done for is no harm.
 */
void
ear_folder_sync (const EarFolderLook *look)
{
  int fd = g_open (look->settings->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/**
 * ear_folder_remove_superseded:
 * @whole: the number of our newest file there that holds everything, which must be on the disk; 0 for none
 * @n_removed: (inout): grows with each file
 */
gboolean
ear_folder_remove_superseded (EarStore *store, const EarFolderLook *look, gint64 whole, guint *n_removed, GError **error)
{
  g_autoptr (GPtrArray) own = ear_store_folder_list_own (store, error);
  guint before = *n_removed;

  if (own == NULL)
    return FALSE;
  for (guint i = 0; whole > 0 && i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];
      gboolean stale = FALSE;

      if ((file->fate == EAR_FOLDER_OWN || file->fate == EAR_FOLDER_MERGED)
          && !ear_folder_is_stale (store, own, file, whole, &stale, error))
        return FALSE;
      if (stale && !remove_file (look, file, n_removed, error))
        return FALSE;
    }
  if (*n_removed > before)
    ear_folder_sync (look);
  return TRUE;
}

/**
 * ear_folder_remove_unfinished:
 * @device: this laptop's
 *
 * Takes away what a program that was killed while it wrote has left.
 */
void
ear_folder_remove_unfinished (const EarFolderLook *look, const EarId *device)
{
  g_autoptr (GDir) folder = g_dir_open (look->settings->path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (look->settings->path, name, NULL);

      if (ear_folder_is_unfinished (device, name))
        g_unlink (path);
    }
}
