/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup is whole and proven, or it is not there. */
#include "ear-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ear-raw.h"

static EarStore *
open_store (const char *path, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_open (path, passphrase, &error);

  g_assert_no_error (error);
  return store;
}

/* Some voices, a third of them erased again so that there are free pages too. */
static EarStore *
new_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarStore *store = ear_store_create (path, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = NULL;

  g_assert_no_error (error);
  session = ear_test_session (store, "One");
  g_assert_true (ear_store_begin (store, &error));
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *filler = g_strnfill (6000, 'x');
      g_autofree char *text = g_strdup_printf ("river words %d %s", i, filler);
      g_autoptr (EarRecord) voice = ear_test_voice (store, session, text);

      if (i % 3 == 1)
        g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
    }
  g_assert_true (ear_store_commit (store, &error));
  return store;
}

static void
assert_whole (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  guint64 n_rows = 0;
  g_autoptr (GPtrArray) problems = ear_store_check (store, &n_rows, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (n_rows, >, 60);
}

/* Nothing but @names is in the folder. */
static void
assert_files (const char *folder, const char *const *names)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_strv_contains (names, name))
        g_error ("“%s” was left behind", name);
    }
}

static void
test_whole (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *copy_path = ear_test_path (folder, "b");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (EarStore) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = ear_raw_state (store);
  g_autofree char *after = NULL;
  g_autofree char *copied = NULL;
  EarId device, copy_device;

  ear_store_backup (store, copy_path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  assert_files (folder, (const char *[]){ "a.earshot", "a.earshot-journal", "b.earshot", NULL });

  /* The workbook goes on as before. */
  after = ear_raw_state (store);
  g_assert_cmpstr (after, ==, before);
  ear_record_free (ear_test_session (store, "Two"));

  g_assert_null (ear_store_open (copy_path, "some other words", &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_WRONG_PASSPHRASE);
  copy = open_store (copy_path, EAR_TEST_PASSPHRASE);
  copied = ear_raw_state (copy);
  g_assert_cmpstr (copied, ==, before);
  assert_whole (copy);
  g_assert_true (ear_store_get_device (store, &device, NULL) && ear_store_get_device (copy, &copy_device, NULL));
  g_assert_true (ear_id_equal (&device, &copy_device));
  ear_record_free (ear_test_session (copy, "Three"));
}

static void
test_there_already (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *copy_path = ear_test_path (folder, "b");
  g_autofree char *nowhere = g_build_filename (folder, "no-such-folder", "b.earshot", NULL);
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (GError) error = NULL;
  guint64 hash;

  g_assert_true (g_file_set_contents (copy_path, "something else", -1, NULL));
  hash = ear_test_file_hash (copy_path);
  g_assert_false (ear_store_backup (store, copy_path, EAR_RAW_KEY, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, "b.earshot"));
  g_assert_cmpuint (ear_test_file_hash (copy_path), ==, hash);
  g_clear_error (&error);

  g_assert_false (ear_store_backup (store, path, EAR_RAW_KEY, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (ear_store_backup (store, nowhere, EAR_RAW_KEY, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DISK);
  g_clear_error (&error);
  g_unlink (copy_path);
  g_assert_false (ear_store_backup (store, copy_path, "", &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EMPTY_PASSPHRASE);
  assert_files (folder, (const char *[]){ "a.earshot", "a.earshot-journal", NULL });
  assert_whole (store);
}

static void
test_damaged_workbook (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *copy_path = ear_test_path (folder, "b");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (GError) error = NULL;
  guint page;
  guint64 hash;

  g_clear_pointer (&store, ear_store_close);
  page = (guint) ear_raw_integer (path, EAR_RAW_KEY, "SELECT rootpage FROM sqlite_schema WHERE name = 'sessions'");
  ear_raw_spoil (path, page);
  hash = ear_test_file_hash (path);
  store = open_store (path, EAR_RAW_KEY);
  g_assert_false (ear_store_backup (store, copy_path, EAR_RAW_KEY, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED);
  /* It is the workbook that is damaged, not the copy that never was. */
  g_assert_nonnull (strstr (error->message, "a.earshot"));
  g_assert_null (strstr (error->message, "b.earshot"));
  g_clear_pointer (&store, ear_store_close);
  assert_files (folder, (const char *[]){ "a.earshot", NULL });
  g_assert_cmpuint (ear_test_file_hash (path), ==, hash);
}

/* A page of the list of those that hold nothing: the first one listed in the first page of the list. */
static guint
free_page (const char *path)
{
  g_autoptr (GBytes) pages = ear_raw_pages (path, EAR_RAW_KEY);
  const guint8 *data = g_bytes_get_data (pages, NULL);
  guint32 list, page;

  memcpy (&list, data + 32, sizeof list);
  list = GUINT32_FROM_BE (list);
  g_assert_cmpuint (list, >, 1);
  memcpy (&page, data + (list - 1) * 4096 + 8, sizeof page);
  g_assert_cmpuint (GUINT32_FROM_BE (page), >, 1);
  return GUINT32_FROM_BE (page);
}

/* A power cut can leave half of a page that holds nothing. Nobody is to be sent to an old backup for that. */
static void
test_damaged_free_page (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *copy_path = ear_test_path (folder, "b");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (EarStore) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = ear_raw_state (store);
  g_autofree char *copied = NULL;

  g_clear_pointer (&store, ear_store_close);
  ear_raw_spoil (path, free_page (path));
  g_assert_true (ear_raw_has_rows (path, EAR_RAW_KEY, "PRAGMA cipher_integrity_check"));
  store = open_store (path, EAR_RAW_KEY);
  assert_whole (store);
  ear_store_backup (store, copy_path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
  copy = open_store (copy_path, EAR_RAW_KEY);
  copied = ear_raw_state (copy);
  g_assert_cmpstr (copied, ==, before);
  assert_whole (copy);
  g_clear_pointer (&store, ear_store_close);
  /* It is mended in the workbook itself. */
  g_assert_false (ear_raw_has_rows (path, EAR_RAW_KEY, "PRAGMA cipher_integrity_check"));
}

static void
test_cancelled (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *copy_path = ear_test_path (folder, "b");
  g_autoptr (EarStore) store = new_store (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) statement = NULL;
  EarStep step;

  /* A question that would take for ever is stopped, and the workbook answers the next one. */
  g_cancellable_cancel (cancellable);
  ear_store_set_cancellable (store, cancellable);
  statement = ear_store_query (store, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max (i) FROM n",
                               &error);
  step = ear_statement_step (statement, &error);
  g_assert_cmpint (step, ==, EAR_STEP_FAILED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&statement, ear_statement_free);
  g_clear_error (&error);
  ear_store_set_cancellable (store, NULL);
  assert_whole (store);
  g_assert_true (ear_store_backup (store, copy_path, EAR_RAW_KEY, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/backup/whole", test_whole);
  g_test_add_func ("/store/backup/there-already", test_there_already);
  g_test_add_func ("/store/backup/damaged-workbook", test_damaged_workbook);
  g_test_add_func ("/store/backup/damaged-free-page", test_damaged_free_page);
  g_test_add_func ("/store/backup/cancelled", test_cancelled);
  return g_test_run ();
}
