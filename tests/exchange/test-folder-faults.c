/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk fails, or the program is killed, at each moment of writing to an exchange folder that holds what was erased since.
 * Afterwards every file of ours there is whole and known as ours, nothing of others' was touched, and writing once more makes
 * all good. */
#include <signal.h>
#include <unistd.h>

#include "ear-fault-vfs.h"
#include "folder-fault-world.h"

static FolderFaultWorld *world;
static char *theirs;
static guint64 theirs_hash;

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
  g_autoptr (EarStore) store = fault_world_open (world->work);
  g_autoptr (EarStore) other = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;

  check_folder (store);
  write_own (store, &error);
  g_assert_no_error (error);
  names = folder_world_names (world->work_place);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  check_folder (store);
  other = folder_fault_world_reader (world);
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

  folder_fault_world_begin_anew (world);
  store = fault_world_open (world->work);
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
        nth += fault_world_stride (3);
      g_assert_cmpuint (nth, >, 3);
    }
}

/* The folder's disk takes no more from some byte on. */
static void
test_folder_disk (void)
{
  signal (SIGXFSZ, SIG_IGN);
  for (rlim_t at = 0; at < 1200; at += fault_world_stride (97))
    {
      g_autoptr (GError) error = NULL;
      EarStore *store;
      gboolean done;

      folder_fault_world_begin_anew (world);
      store = fault_world_open (world->work);
      folder_fault_world_limit_files (at);
      done = write_own (store, &error);
      folder_fault_world_limit_files (RLIM_INFINITY);
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

/* Killed between any two writes to the workbook: among them are those before and after a file gets its name. */
static void
test_killed (void)
{
  gboolean alive = FALSE;

  for (guint nth = 1; !alive; nth += fault_world_stride (2))
    {
      pid_t child;

      folder_fault_world_begin_anew (world);
      child = fork ();
      if (child == 0)
        {
          EarStore *store = fault_world_open (world->work);

          ear_fault_arm (EAR_FAULT_KILL, nth, FALSE, 0);
          _exit (write_own (store, NULL) ? 0 : 1);
        }
      alive = fault_world_lived (child, SIGKILL);
      check_made_good ();
    }
}

static void
make_all (void)
{
  g_autofree char *partner_place = g_build_filename (world->folder, "partner.d", NULL);
  g_autofree char *written = NULL, *name = NULL, *to = NULL;
  EarStore *a = folder_fault_world_store (world->base, "a", world->base_place);
  EarStore *b = folder_fault_world_store (world->partner, "b", partner_place);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarRecord) voice = NULL;

  folder_world_meet (a, b);
  written = folder_world_write (b, EAR_FOLDER_ALL_DUE);
  name = g_path_get_basename (written);
  to = g_build_filename (world->base_place, name, NULL);
  folder_world_copy (written, to, -1);
  theirs = g_build_filename (world->work_place, name, NULL);
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
  ear_store_close (b);
  folder_fault_world_set_work (world, a);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  world = folder_fault_world_new ();
  make_all ();
  g_test_add_func ("/folder-faults/workbook-disk", test_workbook_disk);
  g_test_add_func ("/folder-faults/folder-disk", test_folder_disk);
  g_test_add_func ("/folder-faults/killed", test_killed);
  result = g_test_run ();
  g_clear_pointer (&world, folder_fault_world_free);
  g_free (theirs);
  return result;
}
