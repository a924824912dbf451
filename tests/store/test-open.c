/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening what is a workbook and refusing what is not: each reason with a code and a message of its own, and the
 * file left as it was. */
#include "ear-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "ear-fault-vfs.h"
#include "ear-raw.h"
#include "ear-schema.h"
#include "ear-sqlite.h"

static const char *program;
static char *sample; /* a closed workbook with some records */

static char *
in_folder (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
copy_sample (const char *folder)
{
  char *path = ear_test_path (folder, "copy");

  ear_raw_copy (sample, path);
  return path;
}

/* Opens what must be refused. Returns: (transfer full): what is said. */
static char *
refuse (const char *path, const char *passphrase, EarStoreError code)
{
  gboolean is_file = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  guint64 before = is_file ? ear_test_file_hash (path) : 0;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_open (path, passphrase, &error);
  g_autoptr (GDir) dir = NULL;
  const char *other;

  g_assert_null (store);
  g_assert_error (error, EAR_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
  if (code != EAR_STORE_ERROR_EMPTY_PASSPHRASE)
    g_assert_nonnull (strstr (error->message, name));
  g_assert_null (strstr (error->message, passphrase[0] != '\0' ? passphrase : "\n"));
  if (is_file)
    g_assert_cmpuint (ear_test_file_hash (path), ==, before);
  else if (code == EAR_STORE_ERROR_NOT_FOUND)
    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* Nothing is left beside it either: no journal, no unfinished file. */
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (other = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (other, name) && !g_str_equal (other, name));
  return g_strdup (error->message);
}

static char *
refuse_contents (gconstpointer contents, gsize size, EarStoreError code)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "strange");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, (gssize) size, &error);
  g_assert_no_error (error);
  return refuse (path, EAR_TEST_PASSPHRASE, code);
}

static void
test_create_and_open (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "new");
  g_autofree char *start = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_TEST_PASSPHRASE, &error);
  EarId device;
  gsize size;

  g_assert_no_error (error);
  g_assert_cmpstr (ear_store_get_path (store), ==, path);
  g_assert_false (ear_store_get_device (store, &device, &error));
  g_assert_cmpint (ear_store_get_clock (store), ==, 0);
  g_clear_pointer (&store, ear_store_close);

  g_file_get_contents (path, &start, &size, &error);
  g_assert_no_error (error);
  g_assert_null (memmem (start, size, "SQLite", 6));
  g_assert_null (memmem (start, size, "CREATE TABLE", 12));
  g_assert_cmpint (ear_raw_integer (path, EAR_TEST_PASSPHRASE, "PRAGMA user_version"), ==, EAR_SCHEMA_VERSION);
  g_assert_cmpint (ear_raw_integer (path, EAR_TEST_PASSPHRASE, "PRAGMA application_id"), ==, EAR_SCHEMA_APPLICATION_ID);

  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (store);
}

static void
test_create_refused (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);
  g_autofree char *nowhere = in_folder (folder, "no-such-folder/new.earshot");
  g_autofree char *empty = ear_test_path (folder, "empty");
  guint64 before = ear_test_file_hash (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (ear_store_create (path, EAR_TEST_PASSPHRASE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS);
  g_assert_cmpuint (ear_test_file_hash (path), ==, before);
  g_clear_error (&error);

  g_assert_null (ear_store_create (nowhere, EAR_TEST_PASSPHRASE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DISK);
  g_clear_error (&error);

  g_assert_null (ear_store_create (empty, "", &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EMPTY_PASSPHRASE);
  g_assert_false (g_file_test (empty, G_FILE_TEST_EXISTS));
}

static void
test_passphrases (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "spoken");
  g_autoptr (GError) error = NULL;
  static const char *const wrong[]
    = { "river maple eight", "River maple seven", "river maple seven ", "x", "'; DROP TABLE sessions; --" };

  ear_store_close (ear_store_create (path, "river maple seven", &error));
  g_assert_no_error (error);
  ear_store_close (ear_store_open (path, "river maple seven", &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_free (refuse (path, wrong[i], EAR_STORE_ERROR_WRONG_PASSPHRASE));
  g_free (refuse (path, "", EAR_STORE_ERROR_EMPTY_PASSPHRASE));
}

static char *
plain_database (const char *folder)
{
  char *path = ear_test_path (folder, "plain");
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE sessions (n); INSERT INTO sessions VALUES (1)", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);
  return path;
}

static void
test_not_a_workbook (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *plain = plain_database (folder);
  g_autofree char *missing = ear_test_path (folder, "missing");
  g_autofree char *text = g_strnfill (8192, 'a');
  g_autofree char *xml = g_strdup (text);
  g_autofree guint8 *bytes = g_malloc (8192);
  static const char start[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<earshot>";

  for (gsize i = 0; i < 8192; i++)
    bytes[i] = (guint8) g_test_rand_int_range (0, 256);
  bytes[0] = 0;
  memcpy (xml, start, sizeof start - 1);

  g_free (refuse (missing, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_NOT_FOUND));
  g_free (refuse (folder, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  g_free (refuse (plain, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  g_free (refuse_contents ("", 0, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  g_free (refuse_contents ("Dear partner,\n", 14, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  g_free (refuse_contents (text, 8192, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  g_free (refuse_contents (xml, 8192, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  g_free (refuse_contents (bytes, 8191, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  g_free (refuse_contents (bytes, 512, EAR_STORE_ERROR_NOT_A_WORKBOOK));
  /* Nobody can tell random bytes from a workbook whose passphrase one does not know. */
  g_free (refuse_contents (bytes, 8192, EAR_STORE_ERROR_WRONG_PASSPHRASE));
}

/* A workbook begins with 16 random bytes, which may be anything: letters by chance too. */
static void
test_salt_of_letters (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "chance");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_key (db, EAR_TEST_PASSPHRASE, (int) strlen (EAR_TEST_PASSPHRASE));
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA cipher_salt = \"x'52616e646f6d6c79206c657474657273'\"; CREATE TABLE t (n);"
                                     "PRAGMA application_id = 7", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  /* Opened, then found to be somebody else's: the passphrase was taken. */
  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_NOT_A_WORKBOOK);
  g_assert_nonnull (strstr (error->message, "not by Earshot"));
}

static void
refuse_changed (const char *sql, EarStoreError code)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);

  ear_raw_run (path, EAR_TEST_PASSPHRASE, sql);
  g_free (refuse (path, EAR_TEST_PASSPHRASE, code));
}

static void
test_versions (void)
{
  refuse_changed ("PRAGMA user_version = 9999", EAR_STORE_ERROR_NEWER_VERSION);
  refuse_changed ("PRAGMA user_version = 0", EAR_STORE_ERROR_NOT_A_WORKBOOK);
  refuse_changed ("PRAGMA user_version = -1", EAR_STORE_ERROR_NOT_A_WORKBOOK);
  refuse_changed ("PRAGMA application_id = 17", EAR_STORE_ERROR_NOT_A_WORKBOOK);
}

static void
test_locked_by_this_process (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);
  g_autofree char *link = ear_test_path (folder, "link");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_autoptr (EarStore) other = NULL;

  g_assert_no_error (error);
  other = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_cmpint (symlink (path, link), ==, 0);
  other = ear_store_open (link, EAR_TEST_PASSPHRASE, &error);
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_LOCKED);
  g_clear_error (&error);

  /* The refused ones did not take the lock away with them. */
  other = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_LOCKED);
  g_assert_true (ear_store_set_setting (store, "still", "works", NULL));
}

static GSubprocess *
hold (const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *holder = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                          "--hold", path, NULL);
  char answer[5] = "";

  g_assert_no_error (error);
  g_input_stream_read_all (g_subprocess_get_stdout_pipe (holder), answer, 4, NULL, NULL, &error);
  g_assert_cmpstr (answer, ==, "held");
  return holder;
}

static void
test_locked_by_another_process (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);
  g_autoptr (GSubprocess) holder = hold (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;

  g_free (refuse (path, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_LOCKED));
  /* Whether or not one knows the passphrase. */
  g_free (refuse (path, "not the passphrase", EAR_STORE_ERROR_LOCKED));
  g_subprocess_force_exit (holder);
  g_subprocess_wait (holder, NULL, NULL);
  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
test_read_only_disk (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);
  g_autofree char *fresh = ear_test_path (folder, "fresh");
  g_autoptr (GError) error = NULL;

  ear_fault_set_read_only (TRUE);
  g_free (refuse (path, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_READ_ONLY));
  g_free (refuse (path, "not the passphrase", EAR_STORE_ERROR_WRONG_PASSPHRASE));
  g_assert_null (ear_store_create (fresh, EAR_TEST_PASSPHRASE, &error));
  g_assert_nonnull (error);
  ear_fault_set_read_only (FALSE);
}

/* A real read-only mount, in a process of its own so that nobody else sees it. */
static void
test_read_only_mount (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);
  guint64 before = ear_test_file_hash (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) reader = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--read-only", path, NULL);

  g_assert_no_error (error);
  g_subprocess_wait (reader, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (reader));
  if (g_subprocess_get_exit_status (reader) == 77)
    {
      g_test_skip ("This machine lets us make no read-only mount; the simulated one was tested.");
      return;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (reader), ==, 0);
  g_assert_cmpuint (ear_test_file_hash (path), ==, before);
}

static void
test_messages_differ (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);
  g_autofree char *missing = ear_test_path (folder, "copy2");
  g_autoptr (GHashTable) messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;

  g_assert_true (g_hash_table_add (messages, refuse (missing, "x", EAR_STORE_ERROR_NOT_FOUND)));
  g_assert_true (g_hash_table_add (messages, refuse (path, "x", EAR_STORE_ERROR_WRONG_PASSPHRASE)));
  g_assert_true (g_hash_table_add (messages, refuse (path, "", EAR_STORE_ERROR_EMPTY_PASSPHRASE)));
  ear_fault_set_read_only (TRUE);
  g_assert_true (g_hash_table_add (messages, refuse (path, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_READ_ONLY)));
  ear_fault_set_read_only (FALSE);
  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_null (ear_store_open (path, EAR_TEST_PASSPHRASE, &error));
  g_assert_true (g_hash_table_add (messages, g_strdup (error->message)));
  g_clear_pointer (&store, ear_store_close);
  ear_raw_run (path, EAR_TEST_PASSPHRASE, "PRAGMA user_version = 9999");
  g_assert_true (g_hash_table_add (messages, refuse (path, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_NEWER_VERSION)));
  ear_raw_run (path, EAR_TEST_PASSPHRASE, "PRAGMA application_id = 1");
  g_assert_true (g_hash_table_add (messages, refuse (path, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_NOT_A_WORKBOOK)));
}

static gboolean
count_record (const EarRecord *record G_GNUC_UNUSED, gpointer n, GError **error G_GNUC_UNUSED)
{
  ++*(guint *) n;
  return TRUE;
}

static gint64
page_of (const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);

  return ear_raw_integer (sample, EAR_TEST_PASSPHRASE, sql);
}

static void
test_damaged_page (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gint64 page = page_of ("contributions");
  gboolean named = FALSE, table_named = FALSE;
  guint64 before;
  guint n = 0;

  ear_raw_spoil (path, (guint) page);
  before = ear_test_file_hash (path);
  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);

  /* What is whole can still be read. */
  g_assert_true (ear_store_foreach (store, EAR_KIND_SESSION, count_record, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_false (ear_store_foreach (store, EAR_KIND_CONTRIBUTION, count_record, &n, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "copy.earshot"));
  g_clear_error (&error);

  problems = ear_store_check (store, NULL, &error);
  g_assert_no_error (error);
  expected = g_strdup_printf ("page %" G_GINT64_FORMAT, page);
  for (guint i = 0; i < problems->len; i++)
    {
      g_test_message ("%s", (const char *) problems->pdata[i]);
      named |= strstr (problems->pdata[i], expected) != NULL;
      table_named |= strstr (problems->pdata[i], "contributions") != NULL;
    }
  g_assert_true (named);
  g_assert_true (table_named);
  g_clear_pointer (&store, ear_store_close);
  g_assert_cmpuint (ear_test_file_hash (path), ==, before);
}

/* A page of the schema, which is longer than its first one: by the pointer in that page's own header. */
static guint
schema_page (void)
{
  g_autoptr (GBytes) pages = ear_raw_pages (sample, EAR_TEST_PASSPHRASE);
  const guint8 *header = (const guint8 *) g_bytes_get_data (pages, NULL) + 100;

  g_assert_cmpuint (header[0], ==, 5);
  return (guint) header[8] << 24 | (guint) header[9] << 16 | (guint) header[10] << 8 | header[11];
}

/* The passphrase is right; telling its owner otherwise would have them look for another one. */
static void
test_damaged_schema (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = copy_sample (folder);

  ear_raw_spoil (path, schema_page ());
  g_free (refuse (path, EAR_TEST_PASSPHRASE, EAR_STORE_ERROR_DAMAGED));
}

static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_open (sample, EAR_TEST_PASSPHRASE, &error);
  g_autoptr (GPtrArray) problems = ear_store_check (store, NULL, &error);
  guint64 n_rows = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_ptr_array_unref (problems);
  problems = ear_store_check (store, &n_rows, &error);
  g_assert_cmpuint (n_rows, >, 4);
}

/* --- The same program as somebody else --- */

static int
hold_main (const char *path)
{
  g_autoptr (EarStore) store = ear_store_open (path, EAR_TEST_PASSPHRASE, NULL);
  char ignored;

  if (store == NULL)
    return 1;
  if (write (STDOUT_FILENO, "held", 4) != 4)
    return 1;
  return read (STDIN_FILENO, &ignored, 1) < 0;
}

static int
read_only_main (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if ((unshare (CLONE_NEWNS) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
      || mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 || mount (folder, folder, NULL, MS_BIND, NULL) != 0
      || mount (folder, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0)
    return 77;
  ear_store_close (ear_store_open (path, EAR_TEST_PASSPHRASE, &error));
  return !g_error_matches (error, EAR_STORE_ERROR, EAR_STORE_ERROR_READ_ONLY);
}

static void
make_sample (const char *folder)
{
  g_autoptr (EarStore) store = ear_test_store (folder, "sample");
  g_autoptr (EarRecord) session = ear_test_session (store, "Library drop-in");

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("What matters to me, number %d, is that somebody listens", i);
      g_autoptr (EarRecord) voice = ear_test_voice (store, session, text);
    }
  sample = ear_test_path (folder, "sample");
}

int
main (int argc, char **argv)
{
  g_auto (EarTestFolder) folder = NULL;
  int result;

  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return hold_main (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--read-only"))
    return read_only_main (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  ear_fault_vfs_register ();
  folder = ear_test_folder_new ();
  make_sample (folder);
  g_test_add_func ("/store/open/create-and-open", test_create_and_open);
  g_test_add_func ("/store/open/create-refused", test_create_refused);
  g_test_add_func ("/store/open/passphrases", test_passphrases);
  g_test_add_func ("/store/open/not-a-workbook", test_not_a_workbook);
  g_test_add_func ("/store/open/salt-of-letters", test_salt_of_letters);
  g_test_add_func ("/store/open/versions", test_versions);
  g_test_add_func ("/store/open/locked-by-this-process", test_locked_by_this_process);
  g_test_add_func ("/store/open/locked-by-another-process", test_locked_by_another_process);
  g_test_add_func ("/store/open/read-only-disk", test_read_only_disk);
  g_test_add_func ("/store/open/read-only-mount", test_read_only_mount);
  g_test_add_func ("/store/open/messages-differ", test_messages_differ);
  g_test_add_func ("/store/open/damaged-page", test_damaged_page);
  g_test_add_func ("/store/open/damaged-schema", test_damaged_schema);
  g_test_add_func ("/store/open/whole", test_whole);
  result = g_test_run ();
  g_free (sample);
  return result;
}
