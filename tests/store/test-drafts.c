/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed while a workbook is open: it does not wait for work, is encrypted, and survives whatever ends the program. */
#include <signal.h>
#include <string.h>

#include "ear-drafts.h"
#include "ear-raw.h"
#include "workbook-world.h"

static gboolean
save_draft (EarWorkbook *workbook, const char *place, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ear_workbook_save_draft_async (workbook, place, text, world_keep_result_cb, &result);
  return ear_workbook_save_draft_finish (workbook, world_wait (&result), error);
}

typedef struct
{
  gint may_end; /* atomic */
} Long;

static gpointer
long_work (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Long *work = data;

  if (!ear_store_begin (store, error))
    return NULL;
  while (!g_atomic_int_get (&work->may_end))
    g_usleep (1000);
  return ear_store_commit (store, error) ? data : NULL;
}

static void
test_draft_while_busy (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Long work = { 0 };

  ear_workbook_run_async (workbook, TRUE, long_work, &work, NULL, NULL, NULL, world_keep_result_cb, &result);
  g_assert_true (save_draft (workbook, "capture/1", "typed during a m", &error));
  g_assert_true (save_draft (workbook, "capture/1", "typed during a merge", &error));
  g_assert_no_error (error);
  g_assert_null (result);
  g_assert_true (ear_workbook_is_busy (workbook));
  world_assert_draft (workbook, "capture/1", "typed during a merge");
  g_assert_null (result);
  g_atomic_int_set (&work.may_end, TRUE);
  g_assert_nonnull (ear_workbook_run_finish (workbook, world_wait (&result), &error));
  world_close (workbook);
}

static void
test_drafts_survive (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *drafts_path = g_strconcat (path, "-drafts", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_new_workbook (path);
  gsize size;

  g_assert_true (save_draft (workbook, "capture/1", "half a sent", &error));
  g_assert_true (save_draft (workbook, "capture/2", "আমি বাং", &error));
  g_assert_true (save_draft (workbook, "capture/3", "sent", &error));
  g_assert_true (save_draft (workbook, "capture/3", "", &error));
  g_assert_true (save_draft (workbook, "capture/4", NULL, &error));
  world_close (workbook);

  /* Encrypted like everything else. */
  g_assert_true (g_file_get_contents (drafts_path, &contents, &size, NULL));
  g_assert_null (memmem (contents, size, "half a", 6));
  g_assert_null (memmem (contents, size, "SQLite", 6));

  workbook = world_open_or_create (path, FALSE, &error);
  world_assert_draft (workbook, "capture/1", "half a sent");
  world_assert_draft (workbook, "capture/2", "আমি বাং");
  world_assert_draft (workbook, "capture/3", NULL);
  world_assert_draft (workbook, "capture/4", NULL);
  world_close (workbook);
}

/* A process killed while typing: what was said to be on the disk is there, with no closing of anything. */
static void
test_drafts_survive_a_kill (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_new_workbook (path);

  world_close (workbook);
  g_setenv ("EARSHOT_TEST_PATH", path, TRUE);
  g_test_trap_subprocess ("/store/drafts/subprocess/killed", 0, 0);
  g_test_trap_assert_failed ();
  workbook = world_open_or_create (path, FALSE, &error);
  g_assert_no_error (error);
  world_assert_draft (workbook, "capture/1", "typed to the last letter");
  world_close (workbook);
}

static void
test_subprocess_killed (void)
{
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_open_or_create (g_getenv ("EARSHOT_TEST_PATH"), FALSE, &error);
  const char *typed = "typed to the last letter";

  for (gsize i = 1; i <= strlen (typed); i++)
    {
      g_autofree char *so_far = g_strndup (typed, i);

      g_assert_true (save_draft (workbook, "capture/1", so_far, &error));
    }
  raise (SIGKILL);
}

static guint
count_set_aside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, "-drafts.unreadable-") != NULL;
  return n;
}

static void
test_damaged_drafts (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *drafts_path = g_strconcat (path, "-drafts", NULL);
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_new_workbook (path);

  g_assert_true (save_draft (workbook, "capture/1", "before", &error));
  world_close (workbook);
  ear_raw_spoil (drafts_path, 1);

  workbook = world_open_or_create (path, FALSE, &error);
  world_assert_draft (workbook, "capture/1", NULL);
  g_assert_true (save_draft (workbook, "capture/1", "after", &error));
  world_close (workbook);
  g_assert_cmpuint (count_set_aside (folder), ==, 1);

  workbook = world_open_or_create (path, FALSE, &error);
  world_assert_draft (workbook, "capture/1", "after");
  world_close (workbook);
  g_assert_cmpuint (count_set_aside (folder), ==, 1);
}

/* A drafts file that somebody else holds is not damaged. */
static void
test_locked_drafts (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *key = ear_drafts_new_key ();
  g_autofree char *other_key = ear_drafts_new_key ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EarDrafts) first = ear_drafts_open (path, key, &error);
  g_autoptr (EarDrafts) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (key, !=, other_key);
  g_assert_cmpuint (strlen (key), ==, 67);
  g_assert_true (g_regex_match_simple ("^x'[0-9a-f]{64}'$", key, 0, 0));
  second = ear_drafts_open (path, key, &error);
  g_assert_null (second);
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_LOCKED);
  g_assert_cmpuint (count_set_aside (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/drafts/while-busy", test_draft_while_busy);
  g_test_add_func ("/store/drafts/survive", test_drafts_survive);
  g_test_add_func ("/store/drafts/survive-a-kill", test_drafts_survive_a_kill);
  g_test_add_func ("/store/drafts/subprocess/killed", test_subprocess_killed);
  g_test_add_func ("/store/drafts/damaged", test_damaged_drafts);
  g_test_add_func ("/store/drafts/locked", test_locked_drafts);
  return g_test_run ();
}
