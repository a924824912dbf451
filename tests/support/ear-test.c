/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-test.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Workbooks wait for the disk at every change, which is most of the time that tests take. What a disk does that fails or loses
 * power is told by ear-fault-vfs.h; all else is as true in memory, where there is room for it. */
static const char *
folder_of_folders (void)
{
  static const char memory[] = "/dev/shm";
  struct statvfs space;

  return g_getenv ("TMPDIR") == NULL && g_access (memory, W_OK | X_OK) == 0 && statvfs (memory, &space) == 0
             && (guint64) space.f_bavail * space.f_frsize >= G_GUINT64_CONSTANT (1) << 30
           ? memory
           : g_get_tmp_dir ();
}

EarTestFolder
ear_test_folder_new (void)
{
  g_autofree char *template = g_build_filename (folder_of_folders (), "earshot-test-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (template));
  return g_steal_pointer (&template);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

void
ear_test_folder_remove (EarTestFolder folder)
{
  remove_all (folder);
  g_free (folder);
}

char *
ear_test_path (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".earshot", NULL);

  return g_build_filename (folder, file, NULL);
}

EarStore *
ear_test_store (const char *folder, const char *name)
{
  g_autofree char *path = ear_test_path (folder, name);
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_create (path, EAR_TEST_PASSPHRASE, &error);

  g_assert_no_error (error);
  ear_store_set_identity (store, name, NULL, &error);
  g_assert_no_error (error);
  return store;
}

EarRecord *
ear_test_session (EarStore *store, const char *title)
{
  g_autoptr (GError) error = NULL;
  EarRecord *session = ear_record_new (EAR_KIND_SESSION);

  ear_record_set (session, EAR_SESSION_TITLE, title);
  ear_record_set (session, EAR_SESSION_STARTED, "2026-11-12");
  ear_store_put (store, session, &error);
  g_assert_no_error (error);
  return session;
}

EarRecord *
ear_test_voice (EarStore *store, const EarRecord *session, const char *text)
{
  g_autoptr (GError) error = NULL;
  EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);

  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
  ear_store_put (store, voice, &error);
  g_assert_no_error (error);
  return voice;
}

const char *
ear_test_source_root (void)
{
  const char *root = g_getenv ("EARSHOT_SOURCE_ROOT");

  g_assert_nonnull (root);
  return root;
}

char *
ear_test_shared (const char *relative)
{
  const char *given = g_getenv ("EARSHOT_SHARED");
  g_autofree char *path = given != NULL ? g_build_filename (given, relative, NULL)
                                        : g_build_filename (ear_test_source_root (), "..", "shared", relative, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

guint64
ear_test_file_hash (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < size; i++)
    hash = (hash ^ (guint8) contents[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}
