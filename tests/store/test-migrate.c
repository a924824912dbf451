/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook of an older Earshot is brought up to date whole or not at all, and a checked copy is put beside it first. */
#include "ear-test.h"

#include <string.h>

#include "ear-raw.h"
#include "ear-schema.h"
#include "ear-store-private.h"

#define GOOD "/uk/earshot/test/good"
#define BAD "/uk/earshot/test/bad"

typedef struct
{
  EarTestFolder folder;
  char *path, *backup, *second_backup;
  guint64 hash;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  g_autoptr (EarRecord) session = NULL;

  fixture->folder = ear_test_folder_new ();
  fixture->path = ear_test_path (fixture->folder, "old");
  fixture->backup = g_strconcat (fixture->path, ".before-version-3", NULL);
  fixture->second_backup = g_strconcat (fixture->backup, "-2", NULL);
  store = ear_store_create (fixture->path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
  session = ear_test_session (store, "Library");
  for (int i = 0; i < 30; i++)
    {
      g_autoptr (EarRecord) voice = ear_test_voice (store, session, "river words");
    }
  g_clear_pointer (&store, ear_store_close);
  fixture->hash = ear_test_file_hash (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ear_test_folder_remove (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->backup);
  g_free (fixture->second_backup);
}

static gboolean
bring_up_to_date (const Fixture *fixture, const char *folder, GError **error)
{
  g_autoptr (EarConnection) connection
    = ear_connection_open (fixture->path, EAR_CONNECTION_EXISTING, EAR_RAW_KEY, strlen (EAR_RAW_KEY), error);

  return connection != NULL && ear_store_bring_up_to_date (connection, 1, 3, folder, EAR_RAW_KEY, error);
}

static gint64
ask (const char *path, const char *sql)
{
  return ear_raw_integer (path, EAR_RAW_KEY, sql);
}

static void
assert_as_before (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;

  g_assert_cmpint (ask (path, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask (path, "SELECT count (*) FROM sqlite_schema WHERE name IN ('sightings', 'fair_sessions')"), ==, 0);
  g_assert_cmpint (ask (path, "SELECT count (*) FROM contributions WHERE text = 'river words'"), ==, 30);
  store = ear_store_open (path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
}

static void
test_good (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  bring_up_to_date (fixture, GOOD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture->path, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (ask (fixture->path, "PRAGMA application_id"), ==, EAR_SCHEMA_APPLICATION_ID);
  g_assert_cmpint (ask (fixture->path, "SELECT count (*) FROM sightings WHERE what = 'fair, as at Library'"), ==, 1);
  g_assert_cmpint (ask (fixture->path, "SELECT count (*) FROM fair_sessions"), ==, 1);
  g_assert_cmpint (ask (fixture->path, "SELECT count (*) FROM contributions WHERE text = 'river words'"), ==, 30);
  assert_as_before (fixture->backup);
}

static void
test_fails_half_way (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (bring_up_to_date (fixture, BAD, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_INTERNAL);
  g_assert_cmpuint (ear_test_file_hash (fixture->path), ==, fixture->hash);
  assert_as_before (fixture->path);
  assert_as_before (fixture->backup);
  g_clear_error (&error);

  /* The copy of the first try is no hindrance to a second one, by a better Earshot. */
  bring_up_to_date (fixture, GOOD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture->path, "PRAGMA user_version"), ==, 3);
  assert_as_before (fixture->second_backup);
}

static void
test_missing_script (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (bring_up_to_date (fixture, "/uk/earshot/test/nowhere", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (ear_test_file_hash (fixture->path), ==, fixture->hash);
}

/* No copy, no change: what cannot be saved beside it first is left alone. */
static void
test_damaged (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint page = (guint) ask (fixture->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'contributions'");
  g_autoptr (GError) error = NULL;
  guint64 hash;

  ear_raw_spoil (fixture->path, page);
  hash = ear_test_file_hash (fixture->path);
  g_assert_false (bring_up_to_date (fixture, GOOD, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (ear_test_file_hash (fixture->path), ==, hash);
  g_assert_false (g_file_test (fixture->backup, G_FILE_TEST_EXISTS));
  g_assert_cmpint (ask (fixture->path, "PRAGMA user_version"), ==, 1);
}

/* One that is up to date is opened and nothing else. */
static void
test_up_to_date (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_open (fixture->path, EAR_RAW_KEY, &error);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  g_assert_no_error (error);
  g_clear_pointer (&store, ear_store_close);
  g_assert_cmpuint (ear_test_file_hash (fixture->path), ==, fixture->hash);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "old.earshot");
  g_assert_null (g_dir_read_name (dir));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = { { "good", test_good },       { "fails-half-way", test_fails_half_way },
                { "damaged", test_damaged }, { "missing-script", test_missing_script },
                { "up-to-date", test_up_to_date } };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *name = g_strconcat ("/store/migrate/", tests[i].name, NULL);

      g_test_add (name, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  return g_test_run ();
}
