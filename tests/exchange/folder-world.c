/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-world.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "ear-partner.h"
#include "ear-seal.h"

#define PASSPHRASE "river maple seven"

char *
folder_world_place (const char *root, const char *name)
{
  g_autofree char *last = g_strconcat (name, ".d", NULL);

  return g_build_filename (root, last, NULL);
}

void
folder_world_set (EarStore *store, const char *place, EarFolderSeal seal)
{
  g_autoptr (GError) error = NULL;

  ear_folder_set (store, place, seal, seal == EAR_FOLDER_FOR_PASSPHRASE ? PASSPHRASE : NULL, &error);
  g_assert_no_error (error);
}

EarStore *
folder_world_store (const char *root, const char *name, EarFolderSeal seal)
{
  EarStore *store = ear_test_store (root, name);
  g_autofree char *place = folder_world_place (root, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarKeys) keys = ear_keys_load (store, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  folder_world_set (store, place, seal);
  return store;
}

void
folder_world_accept (EarStore *store, EarStore *other)
{
  g_autoptr (GError) error = NULL;
  EarId device;

  world_merge (store, other, NULL);
  g_assert_true (ear_store_get_device (other, &device, NULL));
  ear_partner_accept (store, &device, NULL, &error);
  g_assert_no_error (error);
}

void
folder_world_meet (EarStore *one, EarStore *other)
{
  folder_world_accept (one, other);
  folder_world_accept (other, one);
}

EarFolderLook *
folder_world_look (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  EarFolderLook *look = ear_folder_look (store, NULL, NULL, &error);

  g_assert_no_error (error);
  return look;
}

const EarFolderFile *
folder_world_file (const EarFolderLook *look, const char *name)
{
  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      if (g_str_equal (file->name, name))
        return file;
    }
  return NULL;
}

char *
folder_world_write (EarStore *store, EarFolderDue expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarFolderSettings) settings = ear_folder_get (store, &error);
  g_auto (EarFolderWritten) written = { 0 };

  g_assert_no_error (error);
  ear_folder_write (store, &written, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (written.wrote, ==, expected);
  return written.name == NULL ? NULL : g_build_filename (settings->path, written.name, NULL);
}

guint
folder_world_merge (EarStore *store)
{
  g_autoptr (EarFolderLook) look = folder_world_look (store);
  g_auto (GStrv) paths = ear_folder_paths (look, EAR_FOLDER_NEW);
  EarMergeOptions options = { .allow_removals = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarFolderMerge) merge
    = ear_folder_merge (store, (const char *const *) paths, &options, TRUE, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return g_strv_length (merge->paths);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
folder_world_names (const char *place)
{
  g_autoptr (GDir) folder = g_dir_open (place, 0, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GStrv names;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_strv_builder_add (builder, name);
  names = g_strv_builder_end (builder);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

void
folder_world_copy (const char *from, const char *to, gssize bytes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize size;

  g_file_get_contents (from, &contents, &size, &error);
  g_assert_no_error (error);
  g_assert_true (bytes <= (gssize) size);
  g_file_set_contents_full (to, contents, bytes < 0 ? (gssize) size : bytes, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}
