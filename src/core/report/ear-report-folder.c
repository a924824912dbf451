/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several files as one folder, which is there whole or not at all. */
#include "ear-csv-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/* The report may be copied on; until it is, only its writer can read it. */
#define FOLDER_MODE 0700
#define FILE_MODE 0600

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      g_unlink (inside);
    }
  g_rmdir (path);
}

/* Names in a folder reach the disk with the folder. */
static gboolean
bring_to_disk (const char *path)
{
  int folder = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = folder >= 0 && fsync (folder) == 0;

  if (folder >= 0)
    close (folder);
  return done;
}

/* A folder is replaced only if nothing but tables of a report is in it: somebody may have named one with other work in it. */
static gboolean
may_replace (const char *path, GError **error)
{
  g_autofree char *dictionary = g_build_filename (path, EAR_CSV_DICTIONARY, NULL);
  g_autofree char *shown = g_filename_display_basename (path);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gboolean known = dir != NULL && !g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (dictionary, G_FILE_TEST_IS_REGULAR);
  const char *name;

  while (known && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      known = g_str_has_suffix (name, ".csv") && !g_file_test (inside, G_FILE_TEST_IS_SYMLINK) && g_file_test (inside, G_FILE_TEST_IS_REGULAR);
    }
  if (!known)
    g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
                 _ ("There is something called “%s” already that is not a folder of a report's tables. Nothing was written. "
                    "Choose another name."),
                 shown);
  return known;
}

static gboolean
fill (const char *folder, const GPtrArray *files, GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      const EarCsvFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);
      g_autoptr (GError) cause = NULL;
      gsize size;
      gconstpointer data = g_bytes_get_data (file->contents, &size);

      if (!g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_DURABLE, FILE_MODE, &cause))
        {
          ear_report_set_not_written (error, cause->message);
          return FALSE;
        }
    }
  if (!bring_to_disk (folder))
    {
      ear_report_set_not_written (error, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

/* Where a file system can do it only one after the other, as on sticks and network drives: the older one steps aside and comes back
 * if the new one cannot take its name. Afterwards @made is the older one. */
static gboolean
change_places_slowly (const char *made, const char *path)
{
  g_autofree char *aside = g_strconcat (made, "-", NULL);
  int cause;

  if (g_rename (path, aside) != 0)
    return FALSE;
  if (g_rename (made, path) == 0)
    return g_rename (aside, made) == 0;
  cause = errno;
  g_rename (aside, path);
  errno = cause;
  return FALSE;
}

/* Both folders change places at once where that can be, so that one of them always has the name. */
static gboolean
give_name (const char *made, const char *path, gboolean replace, GError **error)
{
  gboolean done = renameat2 (AT_FDCWD, made, AT_FDCWD, path, replace ? RENAME_EXCHANGE : RENAME_NOREPLACE) == 0;

  if (!done && (errno == EINVAL || errno == ENOSYS))
    done = replace ? change_places_slowly (made, path) : g_rename (made, path) == 0;
  if (!done)
    ear_report_set_not_written (error, g_strerror (errno));
  return done;
}

/**
 * ear_report_folder_save:
 * @files: (element-type EarCsvFile)
 * @path: the folder's
 *
 * The folder is filled beside @path under another name, brought to the disk and only then given its name: whatever fails, @path
 * holds what it held before. Such a folder that is there already is replaced; anything else with that name is refused. Any thread.
 */
gboolean
ear_report_folder_save (const GPtrArray *files, const char *path, GError **error)
{
  gsize length = strlen (path);
  g_autofree char *name = NULL, *parent = NULL, *made = NULL;
  gboolean replace, done;

  while (length > 1 && path[length - 1] == G_DIR_SEPARATOR)
    length--;
  name = g_strndup (path, length);
  parent = g_path_get_dirname (name);
  replace = g_file_test (name, G_FILE_TEST_EXISTS);
  if (replace && !may_replace (name, error))
    return FALSE;
  made = g_strconcat (name, ".XXXXXX", NULL);
  if (g_mkdtemp_full (made, FOLDER_MODE) == NULL)
    {
      ear_report_set_not_written (error, g_strerror (errno));
      return FALSE;
    }
  done = fill (made, files, error) && give_name (made, name, replace, error);
  /* Of what changed places, this is the older one. */
  if (!done || replace)
    remove_folder (made);
  if (done)
    bring_to_disk (parent);
  return done;
}
