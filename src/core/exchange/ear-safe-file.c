/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-safe-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-exchange.h"
#include "ear-outside.h"

struct _EarSafeFile
{
  char *path;
  char *folder;
  char *unfinished; /* NULL once it has its name */
  int fd;
};

/* Of a file whose name nobody is to know the folder is told. */
static void
take_errno (EarSafeFile *file, int code, GError **error)
{
  g_autofree char *name = ear_outside_file_name (file->path);
  g_autofree char *folder = g_filename_display_name (file->folder);

  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_DISK_FULL,
                 _ ("“%s” could not be saved: the disk is full. Your workbook is safe and no half file was left "
                    "behind. "
                    "Free some space or choose another disk, then try again."),
                 name);
  else if (*name == '.')
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                 _ ("Nothing could be saved in “%s”: %s. Your workbook is safe and no half file was left behind. Try again once that is "
                    "put right."),
                 folder, g_strerror (code));
  else
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                 _ ("“%s” could not be saved: %s. Your workbook is safe and no half file was left behind. Choose "
                    "another "
                    "folder, then try again."),
                 name, g_strerror (code));
}

/* Giving its name to a device or a folder would take that away, not write to it. */
static gboolean
may_replace (EarSafeFile *file, GError **error)
{
  GStatBuf info;

  if (g_stat (file->path, &info) != 0 || S_ISREG (info.st_mode))
    return TRUE;
  take_errno (file, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
  return FALSE;
}

/**
 * ear_safe_file_new:
 * @path: the name the file is to have; a file of that name stays until ear_safe_file_commit()
 *
 * Returns: (transfer full) (nullable): a file to write to. Freed without a commit, it leaves nothing.
 */
EarSafeFile *
ear_safe_file_new (const char *path, GError **error)
{
  g_autoptr (EarSafeFile) file = g_new0 (EarSafeFile, 1);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *template = g_strdup_printf (".%.200s.XXXXXX", name);

  file->fd = -1;
  file->path = g_strdup (path);
  file->folder = g_path_get_dirname (path);
  if (!may_replace (file, error))
    return NULL;
  file->unfinished = g_build_filename (file->folder, template, NULL);
  file->fd = g_mkstemp_full (file->unfinished, O_RDWR | O_CLOEXEC, 0600);
  if (file->fd >= 0)
    return g_steal_pointer (&file);
  g_clear_pointer (&file->unfinished, g_free);
  take_errno (file, errno, error);
  return NULL;
}

gboolean
ear_safe_file_write (EarSafeFile *file, gconstpointer bytes, gsize size, GError **error)
{
  const char *from = bytes;

  while (size > 0)
    {
      ssize_t n = write (file->fd, from, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          take_errno (file, errno, error);
          return FALSE;
        }
      from += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* A name is on the disk when its folder is. Folders on some network shares cannot be synced, which harms nothing. */
static void
sync_folder (EarSafeFile *file)
{
  int fd = g_open (file->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/**
 * ear_safe_file_finish:
 *
 * Brings all that was written to the disk; nothing is written after it. It still lacks its name.
 */
gboolean
ear_safe_file_finish (EarSafeFile *file, GError **error)
{
  int fd = file->fd;

  if (fd < 0)
    return TRUE;
  file->fd = -1;
  if (fsync (fd) != 0)
    {
      take_errno (file, errno, error);
      close (fd);
      return FALSE;
    }
  if (close (fd) == 0)
    return TRUE;
  take_errno (file, errno, error);
  return FALSE;
}

/**
 * ear_safe_file_commit:
 *
 * Finishes the file where that was not done, and gives it its name in one step.
 */
gboolean
ear_safe_file_commit (EarSafeFile *file, GError **error)
{
  if (!ear_safe_file_finish (file, error))
    return FALSE;
  if (g_rename (file->unfinished, file->path) != 0)
    {
      take_errno (file, errno, error);
      return FALSE;
    }
  g_clear_pointer (&file->unfinished, g_free);
  sync_folder (file);
  return TRUE;
}

void
ear_safe_file_free (EarSafeFile *file)
{
  if (file == NULL)
    return;
  if (file->fd >= 0)
    close (file->fd);
  if (file->unfinished != NULL)
    g_unlink (file->unfinished);
  g_free (file->unfinished);
  g_free (file->folder);
  g_free (file->path);
  g_free (file);
}
