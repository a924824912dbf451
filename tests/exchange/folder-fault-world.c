/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-fault-world.h"

#include <glib/gstdio.h>

#include "ear-fault-vfs.h"
#include "ear-raw.h"

FolderFaultWorld *
folder_fault_world_new (void)
{
  FolderFaultWorld *world = g_new0 (FolderFaultWorld, 1);

  ear_fault_vfs_register ();
  world->folder = ear_test_folder_new ();
  world->base = ear_test_path (world->folder, "base");
  world->work = ear_test_path (world->folder, "work");
  world->partner = ear_test_path (world->folder, "partner");
  world->reader = ear_test_path (world->folder, "reader");
  world->base_place = g_build_filename (world->folder, "base.d", NULL);
  world->work_place = g_build_filename (world->folder, "work.d", NULL);
  return world;
}

void
folder_fault_world_free (FolderFaultWorld *world)
{
  g_free (world->base);
  g_free (world->work);
  g_free (world->partner);
  g_free (world->reader);
  g_free (world->base_place);
  g_free (world->work_place);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

EarStore *
folder_fault_world_store (const char *path, const char *name, const char *place)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_create (path, EAR_RAW_KEY, &error);
  EarFolderWritten wrote = { 0 };

  g_assert_no_error (error);
  ear_store_set_identity (store, name, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  folder_world_set (store, place, EAR_FOLDER_FOR_DEVICES);
  /* Nobody is there to write for yet. What makes keys says them in the device's record. */
  g_assert_false (ear_folder_write (store, &wrote, NULL, NULL, NULL, NULL));
  return store;
}

void
folder_fault_world_set_work (FolderFaultWorld *world, EarStore *base)
{
  g_assert_cmpint (g_mkdir (world->work_place, 0700), ==, 0);
  folder_world_set (base, world->work_place, EAR_FOLDER_FOR_DEVICES);
  ear_store_close (base);
}

void
folder_fault_world_begin_anew (FolderFaultWorld *world)
{
  g_auto (GStrv) old = folder_world_names (world->work_place), names = folder_world_names (world->base_place);

  fault_world_copy (world->base, world->work);
  for (guint i = 0; old[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (world->work_place, old[i], NULL);

      g_unlink (path);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *from = g_build_filename (world->base_place, names[i], NULL);
      g_autofree char *to = g_build_filename (world->work_place, names[i], NULL);

      folder_world_copy (from, to, -1);
    }
}

EarStore *
folder_fault_world_reader (FolderFaultWorld *world)
{
  EarStore *reader;

  fault_world_copy (world->partner, world->reader);
  reader = fault_world_open (world->reader);
  folder_world_set (reader, world->work_place, EAR_FOLDER_FOR_DEVICES);
  return reader;
}

void
folder_fault_world_limit_files (rlim_t bytes)
{
  struct rlimit limit = { 0 };

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}
