/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks and bundles of every version ever released are kept in tests/data/released and read for ever. Each holds an
 * edit, a deletion, an erasure, a tree, a coded span and two blind edits of one voice.
 *
 * The workbook of a version is the bundle of that version merged into an empty one. Until a version is released its
 * workbook is made anew when the tables change:
 *   EARSHOT_KEEP_RELEASED=$PWD/tests/data/released ./dev test merge-released */
#include <gio/gio.h>

#include "ear-exchange.h"
#include "ear-test.h"

static char *
released (const char *name)
{
  return g_build_filename (ear_test_source_root (), "tests", "data", "released", name, NULL);
}

static char *
expected_digest (guint version)
{
  g_autofree char *name = g_strdup_printf ("version-%u.digest", version);
  g_autofree char *path = released (name);
  g_autoptr (GError) error = NULL;
  char *digest = NULL;

  g_file_get_contents (path, &digest, NULL, &error);
  g_assert_no_error (error);
  return g_strstrip (digest);
}

static void
check_digest (EarStore *store, guint version)
{
  g_autofree char *expected = expected_digest (version);
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = ear_bundle_digest (store, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, expected);
}

static void
test_workbook (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *name = g_strdup_printf ("version-%u.earshot", version);
  g_autofree char *kept = released (name);
  g_autofree char *path = ear_test_path (folder, "opened");
  g_autoptr (GFile) from = g_file_new_for_path (kept);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_file_copy (from, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  check_digest (store, version);
  problems = ear_store_check (store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* After the run that keeps it the workbook is the one that this Earshot makes. */
static void
keep (const char *path, const char *name)
{
  g_autofree char *kept = NULL;
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("EARSHOT_KEEP_RELEASED") == NULL)
    return;
  kept = g_build_filename (g_getenv ("EARSHOT_KEEP_RELEASED"), name, NULL);
  to = g_file_new_for_path (kept);
  g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_bundle (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *name = g_strdup_printf ("version-%u.xml", version);
  g_autofree char *workbook = g_strdup_printf ("version-%u.earshot", version);
  g_autofree char *bundle = released (name);
  g_autofree char *path = ear_test_path (folder, "merged");
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_TEST_PASSPHRASE, &error);

  g_assert_no_error (error);
  ear_bundle_merge (store, bundle, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_merge_result_total (&result, EAR_OUTCOME_ERASED), ==, 1);
  check_digest (store, version);
  g_clear_pointer (&store, ear_store_close);
  keep (path, workbook);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/merge/released/bundle-1", GUINT_TO_POINTER (1), test_bundle);
  g_test_add_data_func ("/merge/released/workbook-1", GUINT_TO_POINTER (1), test_workbook);
  return g_test_run ();
}
