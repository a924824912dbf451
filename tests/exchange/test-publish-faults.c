/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version of the codebook is published into a shared folder, and the disk fails, is full, or the program is killed, at each
 * moment of it. Afterwards it is published or it is not: the workbook says so exactly where a partner finds it in the folder, or
 * once the folder is next written. */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "ear-fault-vfs.h"
#include "folder-fault-world.h"

#define VERSION "Winter 2026"

static FolderFaultWorld *world;
static char *digest_before, *names_before;
static EarId publisher;

/* What giving the file its name does instead. */
static enum { RENAME_WORKS, RENAME_FAILS, KILLED_BEFORE, KILLED_AFTER } renaming;
static int rename_error;

int __real_rename (const char *from, const char *to);
int __wrap_rename (const char *from, const char *to);

int
__wrap_rename (const char *from, const char *to)
{
  g_autofree char *name = g_path_get_basename (to);
  gboolean in_place = world != NULL && g_str_has_prefix (to, world->work_place) && *name != '.';
  int result;

  if (!in_place || renaming == RENAME_WORKS)
    return __real_rename (from, to);
  if (renaming == RENAME_FAILS)
    {
      errno = rename_error;
      return -1;
    }
  if (renaming == KILLED_BEFORE)
    raise (SIGKILL);
  result = __real_rename (from, to);
  raise (SIGKILL);
  return result;
}

static char *
list_names (const char *place)
{
  g_auto (GStrv) names = folder_world_names (place);

  return g_strjoinv ("\n", names);
}

static gboolean
name_version (EarStore *store, gpointer data, GError **error)
{
  g_autoptr (EarRecord) device = ear_store_get (store, EAR_KIND_DEVICE, &publisher, error);

  if (device == NULL)
    return FALSE;
  ear_record_set (device, EAR_DEVICE_CODEBOOK_VERSION, data);
  return ear_store_put (store, device, error);
}

static gboolean
publish (EarStore *store, GError **error)
{
  g_auto (EarFolderWritten) written = { 0 };

  return ear_folder_write_changing (store, name_version, (gpointer) VERSION, &written, NULL, NULL, NULL, error);
}

static gboolean
is_named (EarStore *store)
{
  g_autofree char *version = world_get (store, EAR_KIND_DEVICE, &publisher, EAR_DEVICE_CODEBOOK_VERSION);

  g_assert_true (version == NULL || g_str_equal (version, VERSION));
  return version != NULL;
}

/* What a partner who merges all that is whole in the folder is told. */
static gboolean
partner_is_told (void)
{
  g_autoptr (EarStore) other = folder_fault_world_reader (world);

  folder_world_merge (other);
  return is_named (other);
}

/* Nothing of it happened. */
static void
check_as_before (EarStore *store)
{
  g_autofree char *digest = world_digest (store);
  g_autofree char *names = list_names (world->work_place);

  g_assert_false (is_named (store));
  g_assert_cmpstr (digest, ==, digest_before);
  g_assert_cmpstr (names, ==, names_before);
  g_assert_false (partner_is_told ());
}

static void
check_published (EarStore *store)
{
  g_autoptr (EarFolderLook) look = folder_world_look (store);

  g_assert_true (is_named (store));
  g_assert_cmpint (look->due, ==, EAR_FOLDER_NOTHING_DUE);
  g_assert_true (partner_is_told ());
}

/* Whatever happened before, publishing once more is all that it takes. */
static void
check_made_good (EarStore *store)
{
  g_autoptr (GError) error = NULL;

  publish (store, &error);
  g_assert_no_error (error);
  check_published (store);
}

/* Returns: whether the disk failed. */
static gboolean
publish_on_bad_disk (EarFault fault, gboolean for_good, guint nth)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  gboolean done, fired;

  folder_fault_world_begin_anew (world);
  store = fault_world_open (world->work);
  ear_fault_arm (fault, nth, for_good, 0);
  done = publish (store, &error);
  fired = ear_fault_disarm ();
  g_assert_true (done || fired);
  g_assert_true (done == (error == NULL));
  if (done)
    check_published (store);
  else
    check_as_before (store);
  check_made_good (store);
  return fired;
}

static void
test_workbook_disk (void)
{
  for (guint round = 0; round < 2; round++)
    {
      guint nth = 1;

      while (publish_on_bad_disk (round == 0 ? EAR_FAULT_ERROR : EAR_FAULT_FULL, round == 1, nth))
        nth += fault_world_stride (9);
      g_assert_cmpuint (nth, >, 9);
    }
}

/* The folder's disk takes no more from some byte on. */
static void
test_folder_disk (void)
{
  signal (SIGXFSZ, SIG_IGN);
  for (rlim_t at = 0; at < 800; at += fault_world_stride (151))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EarStore) store = NULL;
      gboolean done;

      folder_fault_world_begin_anew (world);
      store = fault_world_open (world->work);
      folder_fault_world_limit_files (at);
      done = publish (store, &error);
      folder_fault_world_limit_files (RLIM_INFINITY);
      g_assert_false (done);
      check_as_before (store);
      check_made_good (store);
    }
  signal (SIGXFSZ, SIG_DFL);
}

/* All is written but the name. */
static void
test_no_name (void)
{
  static const int codes[] = { EIO, ENOSPC, EACCES };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EarStore) store = NULL;

      folder_fault_world_begin_anew (world);
      store = fault_world_open (world->work);
      renaming = RENAME_FAILS;
      rename_error = codes[i];
      g_assert_false (publish (store, &error));
      renaming = RENAME_WORKS;
      g_assert_error (error, EAR_EXCHANGE_ERROR,
                      (codes[i] == ENOSPC ? EAR_EXCHANGE_ERROR_DISK_FULL : EAR_EXCHANGE_ERROR_NOT_WRITTEN));
      g_assert_nonnull (strstr (error->message, "work.d"));
      check_as_before (store);
      check_made_good (store);
    }
}

/* Neither the name nor taking it back is possible: the workbook says that it is named, and that the folder lacks it. */
static void
test_no_way_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  g_autoptr (EarFolderLook) look = NULL;

  folder_fault_world_begin_anew (world);
  store = fault_world_open (world->work);
  renaming = RENAME_FAILS;
  rename_error = ENOSPC;
  for (guint nth = 1; error == NULL || strstr (error->message, "with what you write next") == NULL; nth++)
    {
      g_assert_cmpuint (nth, <, 500);
      g_clear_error (&error);
      g_clear_pointer (&store, ear_store_close);
      folder_fault_world_begin_anew (world);
      store = fault_world_open (world->work);
      ear_fault_arm (EAR_FAULT_FULL, nth, TRUE, 0);
      g_assert_false (publish (store, &error));
      ear_fault_disarm ();
    }
  renaming = RENAME_WORKS;
  g_assert_true (is_named (store));
  look = folder_world_look (store);
  g_assert_cmpint (look->due, ==, EAR_FOLDER_ALL_DUE);
  g_assert_false (partner_is_told ());
  g_free (folder_world_write (store, EAR_FOLDER_ALL_DUE));
  check_published (store);
}

/* Killed: named here exactly where the folder has it, or has it with what is next written. Half of a file is nobody's. */
static void
check_after_kill (void)
{
  g_autoptr (EarStore) store = fault_world_open (world->work);
  gboolean named = is_named (store), told = partner_is_told ();
  g_auto (EarFolderWritten) written = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (named || !told);
  if (!named)
    {
      g_autofree char *digest = world_digest (store);

      g_assert_cmpstr (digest, ==, digest_before);
    }
  ear_folder_write (store, &written, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (written.wrote == EAR_FOLDER_NOTHING_DUE || (named && !told));
  g_assert_true (partner_is_told () == named);
  check_made_good (store);
}

static gboolean
lives_through (EarFault fault, guint nth)
{
  pid_t child;

  folder_fault_world_begin_anew (world);
  child = fork ();
  if (child == 0)
    {
      EarStore *store = fault_world_open (world->work);

      if (fault != EAR_FAULT_NONE)
        ear_fault_arm (fault, nth, FALSE, 0);
      _exit (publish (store, NULL) ? 0 : 1);
    }
  return fault_world_lived (child, SIGKILL);
}

static void
test_killed (void)
{
  for (guint nth = 1; lives_through (EAR_FAULT_KILL, nth) == FALSE; nth += fault_world_stride (8))
    check_after_kill ();
  renaming = KILLED_BEFORE;
  g_assert_false (lives_through (EAR_FAULT_NONE, 0));
  renaming = RENAME_WORKS;
  check_after_kill ();
  renaming = KILLED_AFTER;
  g_assert_false (lives_through (EAR_FAULT_NONE, 0));
  renaming = RENAME_WORKS;
  check_after_kill ();
}

static void
make_all (void)
{
  g_autofree char *partner_place = g_build_filename (world->folder, "partner.d", NULL);
  EarStore *a = folder_fault_world_store (world->base, "a", world->base_place);
  EarStore *b = folder_fault_world_store (world->partner, "b", partner_place);
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarRecord) voice = NULL;

  folder_world_meet (a, b);
  ear_store_close (b);
  g_assert_true (ear_store_get_device (a, &publisher, NULL));
  session = ear_test_session (a, "Drop-in");
  voice = ear_test_voice (a, session, "words");
  g_free (folder_world_write (a, EAR_FOLDER_ALL_DUE));
  digest_before = world_digest (a);
  names_before = list_names (world->base_place);
  folder_fault_world_set_work (world, a);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  world = folder_fault_world_new ();
  make_all ();
  g_test_add_func ("/publish-faults/workbook-disk", test_workbook_disk);
  g_test_add_func ("/publish-faults/folder-disk", test_folder_disk);
  g_test_add_func ("/publish-faults/no-name", test_no_name);
  g_test_add_func ("/publish-faults/no-way-back", test_no_way_back);
  g_test_add_func ("/publish-faults/killed", test_killed);
  result = g_test_run ();
  g_clear_pointer (&world, folder_fault_world_free);
  g_free (digest_before);
  g_free (names_before);
  return result;
}
