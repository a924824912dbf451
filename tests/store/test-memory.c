/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The computer runs out of memory at each moment of writing a record: it is said so, nothing is written by halves, and
 * the workbook can be used as soon as there is memory again. */
#include "ear-test.h"

#include "ear-fault-vfs.h"
#include "ear-raw.h"

static EarRecord *
edited (EarStore *store, const EarId *id, guint n)
{
  EarRecord *voice = ear_store_get (store, EAR_KIND_CONTRIBUTION, id, NULL);
  g_autofree char *text = g_strdup_printf ("edited words %u", n);

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
  ear_record_set_integer (voice, EAR_CONTRIBUTION_POSITION, n);
  return voice;
}

/* Returns: whether an allocation failed. */
static gboolean
put_with_little_memory (EarStore *store, EarRecord *voice, guint nth, gboolean for_good)
{
  g_autofree char *before = ear_raw_state (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done, fired;

  ear_fault_malloc_arm (nth, for_good);
  done = ear_store_put (store, voice, &error);
  fired = ear_fault_malloc_disarm ();
  after = ear_raw_state (store);
  if (done)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (after, !=, before);
      return fired;
    }
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_NO_MEMORY);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (fired);
  g_clear_error (&error);
  /* SQLite's full-text index, interrupted in the middle of reading its own pages, stumbles once more over what it had
   * of them in memory. */
  if (!ear_store_put (store, voice, NULL))
    ear_store_put (store, voice, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
test_edit (gconstpointer for_good)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) first = ear_test_voice (store, session, "river words");
  gboolean fired = TRUE;
  guint nth;

  for (nth = 1; fired; nth++)
    {
      g_autoptr (EarRecord) voice = edited (store, &first->id, nth);

      fired = put_with_little_memory (store, voice, nth, GPOINTER_TO_INT (for_good));
      g_assert_cmpint (ear_record_get_integer (voice, EAR_CONTRIBUTION_POSITION), ==, nth);
    }
  g_assert_cmpuint (nth, >, 20);
}

/* The first write of a session prepares every statement: hundreds of allocations, each in a workbook just opened. */
static void
test_first_write (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarId id;
  gboolean fired = TRUE;

  {
    g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
    g_autoptr (EarRecord) session = ear_test_session (store, "One");
    g_autoptr (EarRecord) voice = ear_test_voice (store, session, "river words");

    id = voice->id;
  }
  for (guint nth = 1; fired; nth += nth < 30 || g_test_thorough () ? 1 : 13)
    {
      g_autoptr (EarStore) store = ear_store_open (path, EAR_RAW_KEY, &error);
      g_autoptr (EarRecord) voice = NULL;

      g_assert_no_error (error);
      voice = edited (store, &id, nth);
      fired = put_with_little_memory (store, voice, nth, FALSE);
    }
}

int
main (int argc, char **argv)
{
  ear_fault_malloc_install ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/memory/edit/once", GINT_TO_POINTER (FALSE), test_edit);
  g_test_add_data_func ("/store/memory/edit/for-good", GINT_TO_POINTER (TRUE), test_edit);
  g_test_add_func ("/store/memory/first-write", test_first_write);
  return g_test_run ();
}
