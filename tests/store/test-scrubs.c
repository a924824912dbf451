/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an erasure leaves behind in the file is blanked while the workbook is open, and nobody waits for it. */
#include "ear-raw.h"
#include "workbook-world.h"

static gpointer
erase_a_voice (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "kestrel");

  ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, error);
  return ear_store_get_setting (store, "traces", NULL);
}

static gpointer
get_traces (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_store_get_setting (store, "traces", error);
}

static void
scrubbing_cb (EarWorkbook *workbook, gpointer data)
{
  guint *n = data;

  /* It began and ended where nobody asked for anything meanwhile. */
  *n += !ear_workbook_get_scrub (workbook, NULL);
}

static gpointer
get_traces_of (EarWorkbook *workbook)
{
  g_autoptr (GError) error = NULL;
  gpointer left = world_run (workbook, FALSE, get_traces, NULL, &error);

  g_assert_no_error (error);
  return left;
}

/* Whoever asks for work does not wait for a scrub; it is done once nothing else is asked for, or at the next opening. */
static void
test_scrub_makes_room (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (EarStore) store = NULL;
  g_autofree char *due = NULL, *left = NULL, *after = NULL;

  ear_workbook_postpone_scrub (workbook);
  due = world_run (workbook, TRUE, erase_a_voice, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (due);
  left = get_traces_of (workbook);
  g_assert_nonnull (left);
  g_assert_false (ear_workbook_get_scrub (workbook, NULL));
  world_close (workbook);
  store = ear_store_open (path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
  after = ear_store_get_setting (store, "traces", NULL);
  g_assert_null (after);
}

/* A window keeps its workbook open all day, and may erase more than once: the file is scrubbed each time all the same. */
static void
test_scrubs_while_open (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_new_workbook (path);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *due = NULL, *left = NULL;
      guint n_ended = 0;
      gulong handler = g_signal_connect (workbook, "scrubbing", G_CALLBACK (scrubbing_cb), &n_ended);

      due = world_run (workbook, TRUE, erase_a_voice, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (due);
      while (n_ended == 0)
        g_main_context_iteration (NULL, TRUE);
      g_signal_handler_disconnect (workbook, handler);
      left = world_run (workbook, FALSE, get_traces, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (left);
    }
  world_close (workbook);
}

/* What was left to be blanked is, once the workbook was opened: after it, so that progress can be seen and nobody waits. */
static void
test_scrubs_after_opening (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_new_workbook (path);
  g_autofree char *due = NULL, *left = NULL;
  guint n_ended = 0;

  ear_workbook_postpone_scrub (workbook);
  due = world_run (workbook, TRUE, erase_a_voice, NULL, &error);
  g_assert_no_error (error);
  world_close (workbook);

  workbook = world_open_or_create (path, FALSE, &error);
  g_assert_no_error (error);
  g_signal_connect (workbook, "scrubbing", G_CALLBACK (scrubbing_cb), &n_ended);
  while (n_ended == 0)
    g_main_context_iteration (NULL, TRUE);
  left = get_traces_of (workbook);
  g_assert_null (left);
  world_close (workbook);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/scrubs/while-open", test_scrubs_while_open);
  g_test_add_func ("/store/scrubs/makes-room", test_scrub_makes_room);
  g_test_add_func ("/store/scrubs/after-opening", test_scrubs_after_opening);
  return g_test_run ();
}
