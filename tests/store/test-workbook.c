/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook as the window uses it: work in order on a thread of its own, drafts on another, nothing of either lost. */
#include "ear-workbook.h"

#include <signal.h>
#include <string.h>

#include "ear-drafts.h"
#include "ear-raw.h"
#include "ear-test.h"

/* --- Waiting --- */

static void
keep_result_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer kept)
{
  *(GAsyncResult **) kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* Lets everything that was put off to the main loop be done. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static EarWorkbook *
open_or_create (const char *path, gboolean create, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  (create ? ear_workbook_create_async : ear_workbook_open_async) (path, EAR_RAW_KEY, NULL, keep_result_cb, &result);
  return ear_workbook_open_finish (wait_for (&result), error);
}

static EarWorkbook *
new_workbook (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = open_or_create (path, TRUE, &error);

  g_assert_no_error (error);
  return workbook;
}

static void
close_and_drop (EarWorkbook *workbook)
{
  ear_workbook_close (workbook);
  g_object_unref (workbook);
  settle ();
}

static gpointer
run (EarWorkbook *workbook, gboolean writes, EarWorkbookFunc func, gpointer data, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ear_workbook_run_async (workbook, writes, func, data, NULL, NULL, NULL, keep_result_cb, &result);
  return ear_workbook_run_finish (workbook, wait_for (&result), error);
}

static gboolean
save_draft (EarWorkbook *workbook, const char *place, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ear_workbook_save_draft_async (workbook, place, text, keep_result_cb, &result);
  return ear_workbook_save_draft_finish (workbook, wait_for (&result), error);
}

static GHashTable *
load_drafts (EarWorkbook *workbook)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *drafts;

  ear_workbook_load_drafts_async (workbook, keep_result_cb, &result);
  drafts = ear_workbook_load_drafts_finish (workbook, wait_for (&result), &error);
  g_assert_no_error (error);
  return drafts;
}

static void
assert_draft (EarWorkbook *workbook, const char *place, const char *text)
{
  g_autoptr (GHashTable) drafts = load_drafts (workbook);

  g_assert_cmpstr (g_hash_table_lookup (drafts, place), ==, text);
}

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
  EarWorkbook *workbook = new_workbook (path);
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
  close_and_drop (workbook);
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
  EarWorkbook *workbook = new_workbook (path);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect (workbook, "changed", G_CALLBACK (count_changed_cb), &n);
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_nonnull (run (workbook, TRUE, write_session, (gpointer) "One", &error));
      settle ();
      g_assert_cmpuint (n, ==, i);
      g_assert_cmpint (GPOINTER_TO_INT (run (workbook, FALSE, count_sessions, NULL, &error)) - 1, ==, (int) i);
      settle ();
      g_assert_cmpuint (n, ==, i);
    }
  /* What failed changed nothing. */
  g_assert_null (run (workbook, TRUE, write_nonsense, NULL, &error));
  g_assert_nonnull (error);
  settle ();
  g_assert_cmpuint (n, ==, 3);
  close_and_drop (workbook);
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
  EarWorkbook *workbook = new_workbook (path);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect (workbook, "erased", G_CALLBACK (count_changed_cb), &n);
  for (guint i = 1; i <= 2; i++)
    {
      g_assert_nonnull (run (workbook, TRUE, write_session, (gpointer) "One", &error));
      settle ();
      g_assert_cmpuint (n, ==, i - 1);
      g_assert_nonnull (run (workbook, TRUE, erase_first, NULL, &error));
      settle ();
      g_assert_cmpuint (n, ==, i);
    }
  close_and_drop (workbook);
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
  EarWorkbook *workbook = new_workbook (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_async (workbook, FALSE, never_ends, NULL, NULL, NULL, cancellable, keep_result_cb, &running);
  ear_workbook_run_async (workbook, TRUE, write_session, (gpointer) "Never", NULL, NULL, cancellable, keep_result_cb, &waiting);
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  g_assert_null (ear_workbook_run_finish (workbook, wait_for (&running), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ear_workbook_run_finish (workbook, wait_for (&waiting), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (GPOINTER_TO_INT (run (workbook, FALSE, count_sessions, NULL, &error)) - 1, ==, 0);

  /* Too late: it was done, and says so. */
  g_cancellable_reset (cancellable);
  ear_workbook_run_async (workbook, TRUE, cancels_when_done, (gpointer) "Done", NULL, NULL, cancellable, keep_result_cb, &done);
  g_assert_nonnull (ear_workbook_run_finish (workbook, wait_for (&done), &error));
  g_assert_no_error (error);
  close_and_drop (workbook);
}

static void
test_close_waits (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = new_workbook (path);
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

  ear_workbook_run_async (workbook, TRUE, write_session, (gpointer) "Too late", NULL, NULL, NULL, keep_result_cb, &late);
  g_assert_null (ear_workbook_run_finish (workbook, wait_for (&late), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  ear_workbook_save_draft_async (workbook, "capture/x", "too late", keep_result_cb, &late_draft);
  g_assert_false (ear_workbook_save_draft_finish (workbook, wait_for (&late_draft), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  ear_workbook_load_drafts_async (workbook, keep_result_cb, &late_drafts);
  g_assert_null (ear_workbook_load_drafts_finish (workbook, wait_for (&late_drafts), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  settle ();
  g_assert_cmpuint (changed, ==, 0);
  close_and_drop (workbook);

  workbook = open_or_create (path, FALSE, NULL);
  assert_draft (workbook, "capture/x", "typed in time");
  close_and_drop (workbook);
}

/* Letting go of it without closing it first loses nothing either. */
static void
test_dropped_while_busy (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  EarWorkbook *workbook = new_workbook (path);
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

  g_assert_null (open_or_create (path, FALSE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  settle ();
  workbook = new_workbook (path);
  g_assert_null (open_or_create (path, FALSE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (open_or_create (path, TRUE, &error));
  g_assert_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS);
  settle ();
  close_and_drop (workbook);
}

/* --- Drafts --- */

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
  EarWorkbook *workbook = new_workbook (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Long work = { 0 };

  ear_workbook_run_async (workbook, TRUE, long_work, &work, NULL, NULL, NULL, keep_result_cb, &result);
  g_assert_true (save_draft (workbook, "capture/1", "typed during a m", &error));
  g_assert_true (save_draft (workbook, "capture/1", "typed during a merge", &error));
  g_assert_no_error (error);
  g_assert_null (result);
  g_assert_true (ear_workbook_is_busy (workbook));
  assert_draft (workbook, "capture/1", "typed during a merge");
  g_assert_null (result);
  g_atomic_int_set (&work.may_end, TRUE);
  g_assert_nonnull (ear_workbook_run_finish (workbook, wait_for (&result), &error));
  close_and_drop (workbook);
}

static void
test_drafts_survive (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autofree char *drafts_path = g_strconcat (path, "-drafts", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = new_workbook (path);
  gsize size;

  g_assert_true (save_draft (workbook, "capture/1", "half a sent", &error));
  g_assert_true (save_draft (workbook, "capture/2", "আমি বাং", &error));
  g_assert_true (save_draft (workbook, "capture/3", "sent", &error));
  g_assert_true (save_draft (workbook, "capture/3", "", &error));
  g_assert_true (save_draft (workbook, "capture/4", NULL, &error));
  close_and_drop (workbook);

  /* Encrypted like everything else. */
  g_assert_true (g_file_get_contents (drafts_path, &contents, &size, NULL));
  g_assert_null (memmem (contents, size, "half a", 6));
  g_assert_null (memmem (contents, size, "SQLite", 6));

  workbook = open_or_create (path, FALSE, &error);
  assert_draft (workbook, "capture/1", "half a sent");
  assert_draft (workbook, "capture/2", "আমি বাং");
  assert_draft (workbook, "capture/3", NULL);
  assert_draft (workbook, "capture/4", NULL);
  close_and_drop (workbook);
}

/* A process killed while typing: what was said to be on the disk is there, with no closing of anything. */
static void
test_drafts_survive_a_kill (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = new_workbook (path);

  close_and_drop (workbook);
  g_setenv ("EARSHOT_TEST_PATH", path, TRUE);
  g_test_trap_subprocess ("/store/workbook/subprocess/killed", 0, 0);
  g_test_trap_assert_failed ();
  workbook = open_or_create (path, FALSE, &error);
  g_assert_no_error (error);
  assert_draft (workbook, "capture/1", "typed to the last letter");
  close_and_drop (workbook);
}

static void
test_subprocess_killed (void)
{
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = open_or_create (g_getenv ("EARSHOT_TEST_PATH"), FALSE, &error);
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
  EarWorkbook *workbook = new_workbook (path);

  g_assert_true (save_draft (workbook, "capture/1", "before", &error));
  close_and_drop (workbook);
  ear_raw_spoil (drafts_path, 1);

  workbook = open_or_create (path, FALSE, &error);
  assert_draft (workbook, "capture/1", NULL);
  g_assert_true (save_draft (workbook, "capture/1", "after", &error));
  close_and_drop (workbook);
  g_assert_cmpuint (count_set_aside (folder), ==, 1);

  workbook = open_or_create (path, FALSE, &error);
  assert_draft (workbook, "capture/1", "after");
  close_and_drop (workbook);
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

/* --- Erasing --- */

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
  gpointer left = run (workbook, FALSE, get_traces, NULL, &error);

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
  EarWorkbook *workbook = new_workbook (path);
  g_autoptr (EarStore) store = NULL;
  g_autofree char *due = NULL, *left = NULL, *after = NULL;

  ear_workbook_postpone_scrub (workbook);
  due = run (workbook, TRUE, erase_a_voice, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (due);
  left = get_traces_of (workbook);
  g_assert_nonnull (left);
  g_assert_false (ear_workbook_get_scrub (workbook, NULL));
  close_and_drop (workbook);
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
  EarWorkbook *workbook = new_workbook (path);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *due = NULL, *left = NULL;
      guint n_ended = 0;
      gulong handler = g_signal_connect (workbook, "scrubbing", G_CALLBACK (scrubbing_cb), &n_ended);

      due = run (workbook, TRUE, erase_a_voice, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (due);
      while (n_ended == 0)
        g_main_context_iteration (NULL, TRUE);
      g_signal_handler_disconnect (workbook, handler);
      left = run (workbook, FALSE, get_traces, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (left);
    }
  close_and_drop (workbook);
}

/* What was left to be blanked is, once the workbook was opened: after it, so that progress can be seen and nobody waits. */
static void
test_scrubs_after_opening (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = new_workbook (path);
  g_autofree char *due = NULL, *left = NULL;
  guint n_ended = 0;

  ear_workbook_postpone_scrub (workbook);
  due = run (workbook, TRUE, erase_a_voice, NULL, &error);
  g_assert_no_error (error);
  close_and_drop (workbook);

  workbook = open_or_create (path, FALSE, &error);
  g_assert_no_error (error);
  g_signal_connect (workbook, "scrubbing", G_CALLBACK (scrubbing_cb), &n_ended);
  while (n_ended == 0)
    g_main_context_iteration (NULL, TRUE);
  left = get_traces_of (workbook);
  g_assert_null (left);
  close_and_drop (workbook);
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
  g_test_add_func ("/store/workbook/draft-while-busy", test_draft_while_busy);
  g_test_add_func ("/store/workbook/drafts-survive", test_drafts_survive);
  g_test_add_func ("/store/workbook/drafts-survive-a-kill", test_drafts_survive_a_kill);
  g_test_add_func ("/store/workbook/subprocess/killed", test_subprocess_killed);
  g_test_add_func ("/store/workbook/damaged-drafts", test_damaged_drafts);
  g_test_add_func ("/store/workbook/locked-drafts", test_locked_drafts);
  g_test_add_func ("/store/workbook/scrubs-while-open", test_scrubs_while_open);
  g_test_add_func ("/store/workbook/scrub-makes-room", test_scrub_makes_room);
  g_test_add_func ("/store/workbook/scrubs-after-opening", test_scrubs_after_opening);
  g_test_add_func ("/store/workbook/other-thread", test_other_thread);
  g_test_add_func ("/store/workbook/subprocess/other-thread", test_subprocess_other_thread);
  return g_test_run ();
}
