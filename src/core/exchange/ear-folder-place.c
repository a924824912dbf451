/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What merging has to know of the exchange folder: whether a file lies in it, so that it is not offered again, and whether
 * all who share the folder have what it brought from there. */
#include "ear-folder-private.h"

#include <glib/gi18n-lib.h>

void
ear_folder_place_clear (EarFolderPlace *place)
{
  g_clear_pointer (&place->settings, ear_folder_settings_free);
  g_clear_pointer (&place->tag, g_free);
}

/**
 * ear_folder_place_find:
 * @place: all zero
 */
gboolean
ear_folder_place_find (EarStore *store, EarFolderPlace *place, GError **error)
{
  g_autoptr (EarFolderReaders) readers = NULL;

  place->settings = ear_folder_get (store, error);
  if (place->settings == NULL)
    return FALSE;
  place->is_there = place->settings->path != NULL && stat (place->settings->path, &place->folder) == 0;
  if (!place->is_there)
    return TRUE;
  readers = ear_folder_readers_find (store, place->settings, error);
  if (readers == NULL)
    return FALSE;
  place->tag = g_steal_pointer (&readers->tag);
  return TRUE;
}

gboolean
ear_folder_place_holds (const EarFolderPlace *place, const char *path)
{
  g_autofree char *folder = place->is_there ? g_path_get_dirname (path) : NULL;
  struct stat info;

  return folder != NULL && stat (folder, &info) == 0 && info.st_dev == place->folder.st_dev
         && info.st_ino == place->folder.st_ino;
}

/**
 * ear_folder_identify:
 * @identity: (out): what the file is before it is read
 *
 * A file that is not in the folder, or that cannot be read, has none.
 */
gboolean
ear_folder_identify (const EarFolderPlace *place, const char *path, EarFolderIdentity *identity, GCancellable *cancellable,
                     GError **error)
{
  gboolean cancelled = FALSE;

  identity->is_inside = ear_folder_place_holds (place, path)
                        && ear_folder_hash (path, identity->hash, &identity->info, &cancelled, cancellable);
  if (!cancelled)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. Nothing was changed."));
  return FALSE;
}

/**
 * ear_folder_still_is:
 *
 * Returns: whether what was read is what was identified. If not, it is only offered once more.
 */
gboolean
ear_folder_still_is (const EarFolderIdentity *identity, const char *path)
{
  struct stat now;

  return identity->is_inside && lstat (path, &now) == 0 && ear_folder_same_file (&identity->info, &now);
}

/**
 * ear_folder_all_can_read:
 *
 * Returns: whether all for whom this workbook writes to the folder can open that file of it too, so that what it brought need
 *   not be written again. In doubt not: then it is written twice.
 */
gboolean
ear_folder_all_can_read (const EarFolderPlace *place, const char *name, gboolean sealed, gboolean by_passphrase)
{
  char hash[EAR_FOLDER_NAME_HASH_DIGITS + 1], tag[EAR_FOLDER_TAG_DIGITS + 1];

  if (!sealed || by_passphrase)
    return place->settings->seal == (sealed ? EAR_FOLDER_FOR_PASSPHRASE : EAR_FOLDER_PLAIN);
  return place->settings->seal == EAR_FOLDER_FOR_DEVICES && ear_folder_name_parse (name, hash, tag)
         && g_str_equal (tag, place->tag);
}
