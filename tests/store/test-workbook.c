/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook as the window uses it: work in order on a thread of its own. */
#include <string.h>

#include "ear-raw.h"
#include "workbook-world.h"

/* --- Work --- */

typedef struct
{
  GMutex mutex;
  GString *order;
  GThread *thread;
  guint freed;
} Log;

typedef struct
{
  Log *log;
  char name;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  piece->log->freed++;
  g_free (piece);
}

static gpointer
note (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  Piece *piece = data;

  g_mutex_lock (&piece->log->mutex);
  g_assert_true (piece->log->thread == NULL || piece->log->thread == g_thread_self ());
  piece->log->thread = g_thread_self ();
  g_string_append_c (piece->log->order, piece->name);
  g_mutex_unlock (&piece->log->mutex);
  g_assert_nonnull (ear_store_get_path (store));
  /* The first is the slowest. */
  if (piece->name == 'a')
    g_usleep (50000);
  return g_strdup_printf ("result %c", piece->name);
}

static void
check_result_cb (GObject *source, GAsyncResult *result, gpointer order)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "result "));
  g_string_append_c (order, text[7]);
}

static void
test_order (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (GString) answered = g_string_new (NULL);
  Log log = { .order = g_string_new (NULL) };

  g_assert_cmpstr (ear_workbook_get_path (workbook), ==, path);
  g_assert_false (ear_workbook_is_busy (workbook));
  for (char name = 'a'; name <= 'h'; name++)
    {
      Piece *piece = g_new0 (Piece, 1);

      *piece = (Piece) { &log, name };
      ear_workbook_run_async (workbook, FALSE, note, piece, piece_free, g_free, NULL, check_result_cb, answered);
    }
  g_assert_true (ear_workbook_is_busy (workbook));
  /* What a piece was given is freed in the main loop too, some time after its answer. */
  while (answered->len < 8 || log.freed < 8)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (log.order->str, ==, "abcdefgh");
  g_assert_cmpstr (answered->str, ==, "abcdefgh");
  g_assert_true (log.thread != g_thread_self ());
  g_assert_cmpuint (log.freed, ==, 8);
  g_assert_false (ear_workbook_is_busy (workbook));
  world_close (workbook);
  g_string_free (log.order, TRUE);
}

static gpointer
write_session (EarStore *store, gpointer title, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION);

  ear_record_set (session, EAR_SESSION_TITLE, title);
  return ear_store_put (store, session, error) ? GINT_TO_POINTER (1) : NULL;
}

static gpointer
write_nonsense (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);

  return ear_store_put (store, theme, error) ? GINT_TO_POINTER (1) : NULL;
}

static gpointer
count_sessions (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarStatement) count = ear_store_query (store, "SELECT count (*) FROM sessions", error);

  if (count == NULL || ear_statement_step (count, error) != EAR_STEP_ROW)
    return NULL;
  return GINT_TO_POINTER (1 + (int) ear_statement_get_integer (count, 0));
}

static void
count_changed_cb (EarWorkbook *workbook G_GNUC_UNUSED, gpointer n)
{
  ++*(guint *) n;
}

static void
test_changed (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect (workbook, "changed", G_CALLBACK (count_changed_cb), &n);
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_nonnull (world_run (workbook, TRUE, write_session, (gpointer) "One", &error));
      world_settle ();
      g_assert_cmpuint (n, ==, i);
      g_assert_cmpint (GPOINTER_TO_INT (world_run (workbook, FALSE, count_sessions, NULL, &error)) - 1, ==, (int) i);
      world_settle ();
      g_assert_cmpuint (n, ==, i);
    }
  /* What failed changed nothing. */
  g_assert_null (world_run (workbook, TRUE, write_nonsense, NULL, &error));
  g_assert_nonnull (error);
  world_settle ();
  g_assert_cmpuint (n, ==, 3);
  world_close (workbook);
}

static gpointer
erase_first (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarStatement) first = ear_store_query (store, "SELECT id FROM sessions WHERE state = 0", error);
  EarId id;

  if (first == NULL || ear_statement_step (first, error) != EAR_STEP_ROW || !ear_statement_get_id (first, 0, &id))
    return NULL;
  g_clear_pointer (&first, ear_statement_free);
  return GINT_TO_POINTER (ear_store_erase (store, EAR_KIND_SESSION, &id, error));
}

/* Each time something that was here is erased, and at no other time: whoever shows it must let it go. */
static void
test_erased (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect (workbook, "erased", G_CALLBACK (count_changed_cb), &n);
  for (guint i = 1; i <= 2; i++)
    {
      g_assert_nonnull (world_run (workbook, TRUE, write_session, (gpointer) "One", &error));
      world_settle ();
      g_assert_cmpuint (n, ==, i - 1);
      g_assert_nonnull (world_run (workbook, TRUE, erase_first, NULL, &error));
      world_settle ();
      g_assert_cmpuint (n, ==, i);
    }
  world_close (workbook);
}

static gpointer
never_ends (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarStatement) query
    = ear_store_query (store, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max (i) FROM n", error);

  return query != NULL && ear_statement_step (query, error) == EAR_STEP_ROW ? GINT_TO_POINTER (1) : NULL;
}

static gpointer
cancels_when_done (EarStore *store, gpointer title, GCancellable *cancellable, GError **error)
{
  gpointer done = write_session (store, title, cancellable, error);

  g_cancellable_cancel (cancellable);
  return done;
}

static void
test_cancel (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_async (workbook, FALSE, never_ends, NULL, NULL, NULL, cancellable, world_keep_result_cb, &running);
  ear_workbook_run_async (workbook, TRUE, write_session, (gpointer) "Never", NULL, NULL, cancellable, world_keep_result_cb, &waiting);
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  g_assert_null (ear_workbook_run_finish (workbook, world_wait (&running), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ear_workbook_run_finish (workbook, world_wait (&waiting), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (GPOINTER_TO_INT (world_run (workbook, FALSE, count_sessions, NULL, &error)) - 1, ==, 0);

  /* Too late: it was done, and says so. */
  g_cancellable_reset (cancellable);
  ear_workbook_run_async (workbook, TRUE, cancels_when_done, (gpointer) "Done", NULL, NULL, cancellable, world_keep_result_cb, &done);
  g_assert_nonnull (ear_workbook_run_finish (workbook, world_wait (&done), &error));
  g_assert_no_error (error);
  world_close (workbook);
}

static void
test_close_waits (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) late_draft = NULL;
  g_autoptr (GAsyncResult) late_drafts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;
  guint changed = 0;

  g_signal_connect (workbook, "changed", G_CALLBACK (count_changed_cb), &changed);
  for (int i = 0; i < 20; i++)
    ear_workbook_run_async (workbook, TRUE, write_session, (gpointer) "Asked for in time", NULL, NULL, NULL, NULL, NULL);
  ear_workbook_save_draft_async (workbook, "capture/x", "typed in time", NULL, NULL);
  ear_workbook_close (workbook);

  /* The file is closed, with all that was asked for in it. */
  store = ear_store_open (path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (GPOINTER_TO_INT (count_sessions (store, NULL, NULL, &error)) - 1, ==, 20);
  g_clear_pointer (&store, ear_store_close);

  ear_workbook_run_async (workbook, TRUE, write_session, (gpointer) "Too late", NULL, NULL, NULL, world_keep_result_cb, &late);
  g_assert_null (ear_workbook_run_finish (workbook, world_wait (&late), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  ear_workbook_save_draft_async (workbook, "capture/x", "too late", world_keep_result_cb, &late_draft);
  g_assert_false (ear_workbook_save_draft_finish (workbook, world_wait (&late_draft), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  ear_workbook_load_drafts_async (workbook, world_keep_result_cb, &late_drafts);
  g_assert_null (ear_workbook_load_drafts_finish (workbook, world_wait (&late_drafts), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  world_settle ();
  g_assert_cmpuint (changed, ==, 0);
  world_close (workbook);

  workbook = world_open_or_create (path, FALSE, NULL);
  world_assert_draft (workbook, "capture/x", "typed in time");
  world_close (workbook);
}

/* Letting go of it without closing it first loses nothing either. */
static void
test_dropped_while_busy (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = world_new_workbook (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = NULL;

  ear_workbook_run_async (workbook, TRUE, write_session, (gpointer) "Written", NULL, NULL, NULL, NULL, NULL);
  g_object_add_weak_pointer (G_OBJECT (workbook), (gpointer *) &workbook);
  g_object_unref (workbook);
  while (workbook != NULL)
    g_main_context_iteration (NULL, TRUE);
  store = ear_store_open (path, EAR_RAW_KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (GPOINTER_TO_INT (count_sessions (store, NULL, NULL, &error)) - 1, ==, 1);
}

static void
test_refused_open (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook;

  g_assert_null (world_open_or_create (path, FALSE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  world_settle ();
  workbook = world_new_workbook (path);
  g_assert_null (world_open_or_create (path, FALSE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (world_open_or_create (path, TRUE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS);
  world_settle ();
  world_close (workbook);
}

/* --- One thread --- */

static gpointer
use_store (gpointer store)
{
  return ear_store_get_setting (store, "device", NULL);
}

static void
test_subprocess_other_thread (void)
{
  EarStore *store = ear_store_create (g_getenv ("EARSHOT_TEST_PATH"), EAR_RAW_KEY, NULL);
  GThread *thread = g_thread_new ("other", use_store, store);

  g_thread_join (thread);
}

static void
test_other_thread (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");

  g_setenv ("EARSHOT_TEST_PATH", path, TRUE);
  g_test_trap_subprocess ("/store/workbook/subprocess/other-thread", 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*owner == g_thread_self ()*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/workbook/order", test_order);
  g_test_add_func ("/store/workbook/changed", test_changed);
  g_test_add_func ("/store/workbook/erased", test_erased);
  g_test_add_func ("/store/workbook/cancel", test_cancel);
  g_test_add_func ("/store/workbook/close-waits", test_close_waits);
  g_test_add_func ("/store/workbook/dropped-while-busy", test_dropped_while_busy);
  g_test_add_func ("/store/workbook/refused-open", test_refused_open);
  g_test_add_func ("/store/workbook/other-thread", test_other_thread);
  g_test_add_func ("/store/workbook/subprocess/other-thread", test_subprocess_other_thread);
  return g_test_run ();
}
