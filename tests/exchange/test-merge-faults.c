/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk fails, or the power does, at each moment of a merge and of an export: afterwards the workbook is as before or
 * as after, never a third, and a bundle is whole or not there (design, “What may never break”, 1 and 9). */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ear-fault-vfs.h"
#include "ear-raw.h"
#include "fault-world.h"

#define N_VOICES 6
#define N_NEW 30

static char *base, *work, *bundle; /* the workbook before, a copy of it, what is merged into it */
static EarId voice_ids[N_VOICES], theme_ids[3];

static void
make_base (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (base, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = NULL;

  g_assert_no_error (error);
  session = ear_test_session (store, "Drop-in");
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autofree char *filler = g_strnfill (i * 900, 'x');
      g_autofree char *text = g_strdup_printf ("river words %u %s", i, filler);
      g_autoptr (EarRecord) voice = ear_test_voice (store, session, text);

      voice_ids[i] = voice->id;
    }
  for (guint i = 0; i < G_N_ELEMENTS (theme_ids); i++)
    {
      g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);

      ear_record_set (theme, EAR_THEME_NAME, "A theme");
      if (i > 0)
        ear_record_set_id (theme, EAR_THEME_PARENT, &theme_ids[i - 1]);
      ear_store_put (store, theme, &error);
      g_assert_no_error (error);
      theme_ids[i] = theme->id;
    }
}

/* A partner has the workbook's records, and does everything that a bundle can say. */
static void
partner_works (EarStore *partner)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) session = ear_test_session (partner, "Group");

  for (guint i = 0; i < N_NEW; i++)
    {
      g_autofree char *text = g_strdup_printf ("river words from there %u", i);
      g_autoptr (EarRecord) voice = ear_test_voice (partner, session, text);
    }
  world_set (partner, EAR_KIND_CONTRIBUTION, &voice_ids[0], EAR_CONTRIBUTION_TEXT, "edited there");
  world_set (partner, EAR_KIND_CONTRIBUTION, &voice_ids[1], EAR_CONTRIBUTION_REF, "edited there");
  ear_store_set_deleted (partner, EAR_KIND_CONTRIBUTION, &voice_ids[2], TRUE, &error);
  g_assert_no_error (error);
  ear_store_erase (partner, EAR_KIND_CONTRIBUTION, &voice_ids[5], &error);
  g_assert_no_error (error);
  {
    g_autoptr (EarRecord) theme = ear_store_get (partner, EAR_KIND_THEME, &theme_ids[0], &error);

    ear_record_set_id (theme, EAR_THEME_PARENT, &theme_ids[2]);
    ear_store_put (partner, theme, &error);
    g_assert_no_error (error);
  }
}

static void
make_bundle (const char *folder)
{
  g_autoptr (EarStore) partner = ear_test_store (folder, "partner");
  g_autoptr (EarStore) store = fault_world_open (base);
  g_autoptr (GError) error = NULL;

  world_merge (partner, store, NULL);
  partner_works (partner);
  /* Unknown to each other: a conflict. */
  world_set (store, EAR_KIND_CONTRIBUTION, &voice_ids[0], EAR_CONTRIBUTION_TEXT, "edited here");
  ear_bundle_export (partner, bundle, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
merge (EarStore *store, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };

  return ear_bundle_merge (store, bundle, &result, NULL, NULL, NULL, error);
}

static void
test_merge_on_bad_disk (void)
{
  fault_world_bad_disk (base, work, merge);
}

static void
test_merge_without_power (void)
{
  fault_world_without_power (base, work, merge);
}

/* --- Export: the system refuses to write on from some byte --- */

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit = { 0 };

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Only the file itself is in its folder, or nothing. */
static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
check_out (const char *path, const char *expected)
{
  g_autofree char *there = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &there, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (there, ==, expected);
}

/* Each try finds an older file of the same name, which stays until a whole new one is there. */
static void
test_export_on_bad_disk (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out.xml", NULL);
  g_autoptr (EarStore) store = fault_world_open (base);
  g_autofree char *digest = world_digest (store);
  g_autofree char *again = NULL;
  g_autofree char *whole = world_export (store);
  gsize size = strlen (whole);

  signal (SIGXFSZ, SIG_IGN);
  for (gsize at = 0; at < size; at += at < 64 ? 1 : fault_world_stride (211))
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      g_file_set_contents (path, "older", -1, &error);
      g_assert_no_error (error);
      limit_files (at);
      done = ear_bundle_export (store, path, NULL, NULL, NULL, NULL, &error);
      limit_files (RLIM_INFINITY);
      g_assert_false (done);
      g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN);
      check_out (path, "older");
      g_assert_cmpuint (count_files (folder), ==, 1);
    }
  signal (SIGXFSZ, SIG_DFL);
  again = world_digest (store);
  g_assert_cmpstr (digest, ==, again);
}

/* The signal for a file that is too large ends a process as abruptly as kill -9, and at a known byte. */
static void
test_export_killed (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out.xml", NULL);
  g_autofree char *whole = NULL;
  gsize size;

  {
    g_autoptr (EarStore) store = fault_world_open (base);

    whole = world_export (store);
  }
  size = strlen (whole);
  for (gsize at = 0; at <= size; at += MIN (size / (g_test_thorough () ? 200 : 12), MAX (size - at, 1)))
    {
      pid_t child;

      g_file_set_contents (path, "older", -1, NULL);
      child = fork ();
      if (child == 0)
        {
          EarStore *store = fault_world_open (base);
          struct rlimit none = { 0, 0 };

          setrlimit (RLIMIT_CORE, &none);
          limit_files (at);
          _exit (ear_bundle_export (store, path, NULL, NULL, NULL, NULL, NULL) ? 0 : 1);
        }
      check_out (path, fault_world_lived (child, SIGXFSZ) ? whole : "older");
    }
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
  bundle = g_build_filename (folder, "bundle.xml", NULL);
  make_base ();
  make_bundle (folder);
  g_test_add_func ("/exchange/faults/merge/on-bad-disk", test_merge_on_bad_disk);
  g_test_add_func ("/exchange/faults/merge/without-power", test_merge_without_power);
  g_test_add_func ("/exchange/faults/export/on-bad-disk", test_export_on_bad_disk);
  g_test_add_func ("/exchange/faults/export/killed", test_export_killed);
  result = g_test_run ();
  g_free (base);
  g_free (work);
  g_free (bundle);
  return result;
}
