/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk fails, or the program is killed, at each moment of writing to an exchange folder that holds what was erased since.
 * Afterwards every file of ours there is whole and known as ours, nothing of others' was touched, and writing once more makes
 * all good. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ear-fault-vfs.h"
#include "ear-raw.h"
#include "folder-world.h"

static char *base, *work, *partner, *reader; /* workbooks: as they begin, and copies */
static char *base_place, *work_place, *theirs;
static guint64 theirs_hash;

static EarStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_open (path, EAR_RAW_KEY, &error);

  g_assert_no_error (error);
  return store;
}

static void
copy_store (const char *from, const char *to)
{
  g_autofree char *journal = g_strconcat (to, "-journal", NULL);

  g_unlink (to);
  g_unlink (journal);
  ear_raw_copy (from, to);
}

static void
begin_anew (void)
{
  g_auto (GStrv) old = folder_world_names (work_place), names = folder_world_names (base_place);

  copy_store (base, work);
  for (guint i = 0; old[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (work_place, old[i], NULL);

      g_unlink (path);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *from = g_build_filename (base_place, names[i], NULL);
      g_autofree char *to = g_build_filename (work_place, names[i], NULL);

      folder_world_copy (from, to, -1);
    }
}

static gboolean
write_own (EarStore *store, GError **error)
{
  g_auto (EarFolderWritten) written = { 0 };

  return ear_folder_write (store, &written, NULL, NULL, NULL, error);
}

/* Whatever happened, no file is half, none is taken for another's, and theirs is as it was. */
static void
check_folder (EarStore *store)
{
  g_autoptr (EarFolderLook) look = folder_world_look (store);
  g_autofree char *name = g_path_get_basename (theirs);

  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      if (!g_str_equal (file->name, name))
        g_assert_cmpint (file->fate, ==, EAR_FOLDER_OWN);
    }
  g_assert_cmpuint (look->counts[EAR_FOLDER_OWN], >, 0);
  g_assert_cmpuint (ear_test_file_hash (theirs), ==, theirs_hash);
}

static void
check_made_good (void)
{
  g_autoptr (EarStore) store = open_store (work);
  g_autoptr (EarStore) other = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;

  check_folder (store);
  write_own (store, &error);
  g_assert_no_error (error);
  names = folder_world_names (work_place);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  check_folder (store);
  copy_store (partner, reader);
  other = open_store (reader);
  folder_world_set (other, work_place, EAR_FOLDER_FOR_DEVICES);
  g_assert_cmpuint (folder_world_merge (other), ==, 1);
  world_assert_same (store, other);
}

/* Returns: whether the disk failed. */
static gboolean
write_on_bad_disk (EarFault fault, gboolean for_good, guint nth)
{
  g_autoptr (GError) error = NULL;
  EarStore *store;
  gboolean done, fired;

  begin_anew ();
  store = open_store (work);
  ear_fault_arm (fault, nth, for_good, 0);
  done = write_own (store, &error);
  fired = ear_fault_disarm ();
  g_assert_true (done || fired);
  g_assert_true (done == (error == NULL));
  ear_store_close (store);
  check_made_good ();
  return fired;
}

static void
test_workbook_disk (void)
{
  for (guint round = 0; round < 2; round++)
    {
      guint nth = 1;

      while (write_on_bad_disk (round == 0 ? EAR_FAULT_ERROR : EAR_FAULT_FULL, round == 1, nth))
        nth += g_test_thorough () ? 1 : 3;
      g_assert_cmpuint (nth, >, 3);
    }
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit = { 0 };

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* The folder's disk takes no more from some byte on. */
static void
test_folder_disk (void)
{
  signal (SIGXFSZ, SIG_IGN);
  for (rlim_t at = 0; at < 1200; at += g_test_thorough () ? 1 : 97)
    {
      g_autoptr (GError) error = NULL;
      EarStore *store;
      gboolean done;

      begin_anew ();
      store = open_store (work);
      limit_files (at);
      done = write_own (store, &error);
      limit_files (RLIM_INFINITY);
      g_assert_false (done);
      /* The workbook's own disk is as full, once the file is whole. */
      g_assert_true (error->domain == EAR_STORE_ERROR
                     || g_error_matches (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN));
      check_folder (store);
      ear_store_close (store);
      check_made_good ();
    }
  signal (SIGXFSZ, SIG_DFL);
}

static gboolean
lived (pid_t child)
{
  int status = 0;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFSIGNALED (status))
    {
      g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
      return FALSE;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return TRUE;
}

/* Killed between any two writes to the workbook: among them are those before and after a file gets its name. */
static void
test_killed (void)
{
  gboolean alive = FALSE;

  for (guint nth = 1; !alive; nth += g_test_thorough () ? 1 : 2)
    {
      pid_t child;

      begin_anew ();
      child = fork ();
      if (child == 0)
        {
          EarStore *store = open_store (work);

          ear_fault_arm (EAR_FAULT_KILL, nth, FALSE, 0);
          _exit (write_own (store, NULL) ? 0 : 1);
        }
      alive = lived (child);
      check_made_good ();
    }
}

static EarStore *
make_store (const char *path, const char *name, const char *place)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_create (path, EAR_RAW_KEY, &error);

  g_assert_no_error (error);
  ear_store_set_identity (store, name, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  folder_world_set (store, place, EAR_FOLDER_FOR_DEVICES);
  return store;
}

static void
make_all (const char *folder)
{
  g_autofree char *partner_place = g_build_filename (folder, "partner.d", NULL);
  g_autofree char *written = NULL, *name = NULL, *to = NULL;
  EarStore *a = make_store (base, "a", base_place), *b = make_store (partner, "b", partner_place);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarRecord) voice = NULL;
  EarFolderWritten wrote = { 0 };

  /* What makes keys says them in the device's record. */
  g_assert_false (ear_folder_write (a, &wrote, NULL, NULL, NULL, NULL));
  g_assert_false (ear_folder_write (b, &wrote, NULL, NULL, NULL, NULL));
  folder_world_meet (a, b);
  written = folder_world_write (b, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (written);
  to = g_build_filename (base_place, name, NULL);
  folder_world_copy (written, to, -1);
  theirs = g_build_filename (work_place, name, NULL);
  theirs_hash = ear_test_file_hash (to);
  session = ear_test_session (a, "Drop-in");
  voice = ear_test_voice (a, session, "the painful words");
  g_free (folder_world_write (a, EAR_FOLDER_ALL_DUE));
  {
    g_autoptr (EarRecord) more = ear_test_voice (a, session, "other words");
  }
  g_free (folder_world_write (a, EAR_FOLDER_CHANGES_DUE));
  ear_store_erase (a, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (work_place, 0700), ==, 0);
  folder_world_set (a, work_place, EAR_FOLDER_FOR_DEVICES);
  ear_store_close (a);
  ear_store_close (b);
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  ear_fault_vfs_register ();
  folder = ear_test_folder_new ();
  base = ear_test_path (folder, "base");
  work = ear_test_path (folder, "work");
  partner = ear_test_path (folder, "partner");
  reader = ear_test_path (folder, "reader");
  base_place = g_build_filename (folder, "base.d", NULL);
  work_place = g_build_filename (folder, "work.d", NULL);
  make_all (folder);
  g_test_add_func ("/folder-faults/workbook-disk", test_workbook_disk);
  g_test_add_func ("/folder-faults/folder-disk", test_folder_disk);
  g_test_add_func ("/folder-faults/killed", test_killed);
  result = g_test_run ();
  g_free (base);
  g_free (work);
  g_free (partner);
  g_free (reader);
  g_free (base_place);
  g_free (work_place);
  g_free (theirs);
  return result;
}
