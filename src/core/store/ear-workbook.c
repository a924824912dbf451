/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-workbook.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ear-drafts.h"
#include "ear-store-private.h"

/* A thread that does pieces of work one after another. */
typedef struct
{
  GThread *thread;
  GAsyncQueue *queue; /* Job */
} Worker;

struct _EarWorkbook
{
  GObject parent_instance;

  char *path;
  GMainContext *context; /* of whoever opened it: where "changed" is emitted */
  Worker records;
  Worker drafts;
  EarStore *store;       /* records' thread */
  EarDrafts *draft_file; /* drafts' thread */
  char *drafts_key;
  guint n_wiped;         /* records' thread: of what was erased, how many were wiped from the drafts */
  char *erasures;        /* records' thread: how often something was erased, as far as was told */
  gint pending;          /* atomic */
  GMutex scrub_lock;
  GCancellable *scrubbing; /* under the lock: of the scrub under way; NULL while there is none */
  gint scrub_permille;     /* atomic */
  gint scrub_postponed;    /* atomic: somebody would rather not wait for it today */
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (EarWorkbook, ear_workbook, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ERASED,
  SIGNAL_SCRUBBING,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef void (*JobFunc) (EarWorkbook *workbook, GTask *task);

typedef struct
{
  EarWorkbook *workbook; /* lent: a workbook outlives its threads */
  GTask *task;
  JobFunc func; /* NULL ends the thread */
} Job;

typedef struct
{
  gboolean writes;
  EarWorkbookFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
} Work;

typedef struct
{
  char *path, *passphrase;
  gboolean create;
} Opening;

typedef struct
{
  char *place, *text;
} Draft;

static void
work_free (Work *work)
{
  if (work->data_free != NULL)
    work->data_free (work->data);
  g_free (work);
}

static void
opening_free (Opening *opening)
{
  if (opening->passphrase != NULL)
    explicit_bzero (opening->passphrase, strlen (opening->passphrase));
  g_free (opening->passphrase);
  g_free (opening->path);
  g_free (opening);
}

static void
draft_free (Draft *draft)
{
  g_free (draft->place);
  g_free (draft->text);
  g_free (draft);
}

static gboolean
nothing_cb (gpointer task G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static gpointer
worker_main (gpointer queue)
{
  for (;;)
    {
      g_autofree Job *job = g_async_queue_pop (queue);

      if (job->func == NULL)
        return NULL;
      job->func (job->workbook, job->task);
      if (job->task != NULL)
        {
          g_autoptr (GSource) drop = g_idle_source_new ();

          /* The task may hold the last reference to the workbook, whose end waits for this thread: so the
           * reference is dropped elsewhere. */
          g_source_set_callback (drop, nothing_cb, job->task, g_object_unref);
          g_source_attach (drop, g_task_get_context (job->task));
        }
    }
}

static void
worker_start (Worker *worker, const char *name)
{
  worker->queue = g_async_queue_new ();
  worker->thread = g_thread_new (name, worker_main, worker->queue);
}

static void
worker_push (Worker *worker, EarWorkbook *workbook, GTask *task, JobFunc func)
{
  Job *job = g_new0 (Job, 1);

  job->workbook = workbook;
  job->task = task;
  job->func = func;
  g_async_queue_push (worker->queue, job);
}

/* Lets the work already asked for be done, then ends the thread. */
static void
worker_stop (Worker *worker)
{
  if (worker->thread == NULL)
    return;
  worker_push (worker, NULL, NULL, NULL);
  g_thread_join (g_steal_pointer (&worker->thread));
  g_clear_pointer (&worker->queue, g_async_queue_unref);
}

/* Never at once, as g_main_context_invoke() would in the worker's thread while the context is nobody's. */
static void
emit_later (EarWorkbook *workbook, GSourceFunc emit)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit, g_object_ref (workbook), g_object_unref);
  g_source_attach (source, workbook->context);
}

static gboolean
emit_changed_cb (gpointer workbook)
{
  if (!EAR_WORKBOOK (workbook)->closed)
    g_signal_emit (workbook, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
emit_changed (EarWorkbook *workbook)
{
  emit_later (workbook, emit_changed_cb);
}

static gboolean
emit_erased_cb (gpointer workbook)
{
  if (!EAR_WORKBOOK (workbook)->closed)
    g_signal_emit (workbook, signals[SIGNAL_ERASED], 0);
  return G_SOURCE_REMOVE;
}

/* Whatever work it was that erased: a withdrawal here, or a merge that brought one. */
static void
emit_erased (EarWorkbook *workbook)
{
  g_autofree char *erasures = ear_store_get_setting (workbook->store, "erasures", NULL);

  if (g_strcmp0 (erasures, workbook->erasures) == 0)
    return;
  g_set_str (&workbook->erasures, erasures);
  emit_later (workbook, emit_erased_cb);
}

static gboolean open_drafts (EarWorkbook *workbook, GError **error);

static void
wipe_drafts_job (EarWorkbook *workbook, GTask *task)
{
  if (open_drafts (workbook, NULL))
    ear_drafts_forget (workbook->draft_file, g_task_get_task_data (task), NULL);
  g_task_return_boolean (task, TRUE);
}

/* What was erased goes out of the drafts at once; where that fails, when the workbook is closed or next opened. */
static void
wipe_drafts (EarWorkbook *workbook)
{
  g_autoptr (GArray) ids = ear_erasure_list_drafts (workbook->store, NULL);
  GTask *task;

  if (ids == NULL || ids->len == 0 || ids->len == workbook->n_wiped)
    return;
  workbook->n_wiped = ids->len;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&ids), (GDestroyNotify) g_array_unref);
  worker_push (&workbook->drafts, workbook, task, wipe_drafts_job);
}

static gboolean
emit_scrubbing_cb (gpointer workbook)
{
  if (!EAR_WORKBOOK (workbook)->closed)
    g_signal_emit (workbook, signals[SIGNAL_SCRUBBING], 0);
  return G_SOURCE_REMOVE;
}

static void
emit_scrubbing (EarWorkbook *workbook)
{
  emit_later (workbook, emit_scrubbing_cb);
}

static void
scrub_progress_cb (double fraction, gpointer workbook)
{
  g_atomic_int_set (&EAR_WORKBOOK (workbook)->scrub_permille, (gint) (fraction * 1000));
}

static GCancellable *
begin_scrub (EarWorkbook *workbook)
{
  GCancellable *cancellable = NULL;

  if (g_atomic_int_get (&workbook->scrub_postponed))
    ear_store_postpone_scrub (workbook->store);
  if (!ear_erasure_is_scrub_due (workbook->store))
    return NULL;
  g_mutex_lock (&workbook->scrub_lock);
  /* Whoever asks for work first puts it in the queue, then looks whether a scrub is to make room for it. */
  if (g_async_queue_length (workbook->records.queue) <= 0)
    cancellable = g_object_ref (workbook->scrubbing = g_cancellable_new ());
  g_mutex_unlock (&workbook->scrub_lock);
  return cancellable;
}

/* Whoever asked for the work does not wait for this, and whoever asks for more stops it: it is tried again once nothing else is
 * to be done, at the latest when the workbook is closed. */
static void
scrub_when_idle (EarWorkbook *workbook)
{
  g_autoptr (GCancellable) cancellable = begin_scrub (workbook);

  if (cancellable == NULL)
    return;
  g_atomic_int_set (&workbook->scrub_permille, 0);
  emit_scrubbing (workbook);
  ear_store_scrub_watched (workbook->store, scrub_progress_cb, workbook, cancellable, NULL);
  if (g_atomic_int_get (&workbook->scrub_postponed))
    ear_store_postpone_scrub (workbook->store);
  g_mutex_lock (&workbook->scrub_lock);
  g_clear_object (&workbook->scrubbing);
  g_mutex_unlock (&workbook->scrub_lock);
  emit_scrubbing (workbook);
}

static void
stop_scrub (EarWorkbook *workbook)
{
  g_mutex_lock (&workbook->scrub_lock);
  if (workbook->scrubbing != NULL)
    g_cancellable_cancel (workbook->scrubbing);
  g_mutex_unlock (&workbook->scrub_lock);
}

static void
run_job (EarWorkbook *workbook, GTask *task)
{
  Work *work = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      ear_store_set_cancellable (workbook->store, cancellable);
      result = work->func (workbook->store, work->data, cancellable, &error);
      ear_store_set_cancellable (workbook->store, NULL);
    }
  if (work->writes && error == NULL)
    {
      wipe_drafts (workbook);
      emit_erased (workbook);
      emit_changed (workbook);
    }
  g_atomic_int_dec_and_test (&workbook->pending);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, work->result_free);
  scrub_when_idle (workbook);
}

static char *
find_drafts_key (EarStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *key = ear_store_get_setting (store, "drafts-key", &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (key != NULL)
    return g_steal_pointer (&key);
  key = ear_drafts_new_key ();
  return ear_store_set_setting (store, "drafts-key", key, error) ? g_steal_pointer (&key) : NULL;
}

static void
open_job (EarWorkbook *workbook, GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (EarStore) store = opening->create ? ear_store_create (opening->path, opening->passphrase, &error)
                                               : ear_store_open_unscrubbed (opening->path, opening->passphrase, &error);

  g_atomic_int_dec_and_test (&workbook->pending);
  if (store != NULL)
    workbook->drafts_key = find_drafts_key (store, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  workbook->store = g_steal_pointer (&store);
  workbook->erasures = ear_store_get_setting (workbook->store, "erasures", NULL);
  g_task_return_pointer (task, g_object_ref (workbook), g_object_unref);
  /* What was left to be blanked does not keep anybody from the first page. */
  scrub_when_idle (workbook);
}

static void
close_store_job (EarWorkbook *workbook, GTask *task G_GNUC_UNUSED)
{
  g_clear_pointer (&workbook->store, ear_store_close);
}

static void
close_drafts_job (EarWorkbook *workbook, GTask *task G_GNUC_UNUSED)
{
  g_clear_pointer (&workbook->draft_file, ear_drafts_close);
}

static gboolean
open_drafts (EarWorkbook *workbook, GError **error)
{
  if (workbook->draft_file == NULL)
    workbook->draft_file = ear_drafts_open (workbook->path, workbook->drafts_key, error);
  return workbook->draft_file != NULL;
}

static void
save_draft_job (EarWorkbook *workbook, GTask *task)
{
  Draft *draft = g_task_get_task_data (task);
  GError *error = NULL;

  if (open_drafts (workbook, &error) && ear_drafts_save (workbook->draft_file, draft->place, draft->text, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
load_drafts_job (EarWorkbook *workbook, GTask *task)
{
  GError *error = NULL;
  GHashTable *found = open_drafts (workbook, &error) ? ear_drafts_load (workbook->draft_file, &error) : NULL;

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

static void
ear_workbook_finalize (GObject *object)
{
  EarWorkbook *workbook = EAR_WORKBOOK (object);

  ear_workbook_close (workbook);
  if (workbook->drafts_key != NULL)
    explicit_bzero (workbook->drafts_key, strlen (workbook->drafts_key));
  g_free (workbook->drafts_key);
  g_free (workbook->erasures);
  g_free (workbook->path);
  g_mutex_clear (&workbook->scrub_lock);
  g_main_context_unref (workbook->context);
  G_OBJECT_CLASS (ear_workbook_parent_class)->finalize (object);
}

static void
ear_workbook_class_init (EarWorkbookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_workbook_finalize;

  /**
   * EarWorkbook::changed:
   *
   * Something was written. Emitted in the main context of whoever opened the workbook.
   */
  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", EAR_TYPE_WORKBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * EarWorkbook::erased:
   *
   * Words are gone for good, and nothing may go on holding them: not what is shown, nor what was shown before. Emitted
   * before #EarWorkbook::changed, in the same context.
   */
  signals[SIGNAL_ERASED]
    = g_signal_new ("erased", EAR_TYPE_WORKBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * EarWorkbook::scrubbing:
   *
   * Blanking unused parts of the file began or ended; ear_workbook_get_scrub() says which. In the same context.
   */
  signals[SIGNAL_SCRUBBING]
    = g_signal_new ("scrubbing", EAR_TYPE_WORKBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_workbook_init (EarWorkbook *workbook)
{
  workbook->context = g_main_context_ref_thread_default ();
  g_mutex_init (&workbook->scrub_lock);
  worker_start (&workbook->records, "earshot-records");
  worker_start (&workbook->drafts, "earshot-drafts");
}

static void
open_async (const char *path, const char *passphrase, gboolean create, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (EarWorkbook) workbook = g_object_new (EAR_TYPE_WORKBOOK, NULL);
  GTask *task = g_task_new (workbook, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  workbook->path = g_strdup (path);
  opening->path = g_strdup (path);
  opening->passphrase = g_strdup (passphrase);
  opening->create = create;
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  g_atomic_int_inc (&workbook->pending);
  worker_push (&workbook->records, workbook, task, open_job);
}

/**
 * ear_workbook_create_async:
 *
 * Makes and opens a workbook; ear_workbook_open_finish() gives it.
 */
void
ear_workbook_create_async (const char *path, const char *passphrase, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  open_async (path, passphrase, TRUE, cancellable, callback, user_data);
}

void
ear_workbook_open_async (const char *path, const char *passphrase, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  open_async (path, passphrase, FALSE, cancellable, callback, user_data);
}

/**
 * ear_workbook_open_finish:
 *
 * Returns: (transfer full) (nullable): the open workbook.
 */
EarWorkbook *
ear_workbook_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ear_workbook_run_async:
 *
 * See the header. Main thread.
 */
void
ear_workbook_run_async (EarWorkbook *workbook, gboolean writes, EarWorkbookFunc func, gpointer data, GDestroyNotify data_free,
                        GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (workbook, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  *work = (Work) { writes, func, data, data_free, result_free };
  /* Work that was done before it could be stopped is done: it must not be reported as stopped. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  if (workbook->closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The workbook is closed."));
      g_object_unref (task);
      return;
    }
  g_atomic_int_inc (&workbook->pending);
  worker_push (&workbook->records, workbook, task, run_job);
  stop_scrub (workbook);
}

gpointer
ear_workbook_run_finish (EarWorkbook *workbook G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
ear_workbook_get_path (EarWorkbook *workbook)
{
  return workbook->path;
}

/**
 * ear_workbook_is_busy:
 *
 * Returns: whether work that was asked for is not done yet.
 */
gboolean
ear_workbook_is_busy (EarWorkbook *workbook)
{
  return g_atomic_int_get (&workbook->pending) > 0;
}

/**
 * ear_workbook_get_scrub:
 * @fraction: (out) (optional): how far it is, from 0 to 1
 *
 * Returns: whether unused parts of the file are being blanked after an erasure. Main thread.
 */
gboolean
ear_workbook_get_scrub (EarWorkbook *workbook, double *fraction)
{
  gboolean scrubbing;

  g_mutex_lock (&workbook->scrub_lock);
  scrubbing = workbook->scrubbing != NULL;
  g_mutex_unlock (&workbook->scrub_lock);
  if (fraction != NULL)
    *fraction = g_atomic_int_get (&workbook->scrub_permille) / 1000.;
  return scrubbing;
}

/**
 * ear_workbook_postpone_scrub:
 *
 * Stops blanking unused parts of the file, and leaves it to when the workbook is next opened. What was erased cannot be read or
 * found meanwhile. Main thread.
 */
void
ear_workbook_postpone_scrub (EarWorkbook *workbook)
{
  g_atomic_int_set (&workbook->scrub_postponed, TRUE);
  stop_scrub (workbook);
}

/**
 * ear_workbook_close:
 *
 * Waits for what was asked for and closes both files. Main thread.
 */
void
ear_workbook_close (EarWorkbook *workbook)
{
  if (workbook->closed)
    return;
  workbook->closed = TRUE;
  worker_push (&workbook->drafts, workbook, NULL, close_drafts_job);
  worker_stop (&workbook->drafts);
  worker_push (&workbook->records, workbook, NULL, close_store_job);
  worker_stop (&workbook->records);
}

void
ear_workbook_save_draft_async (EarWorkbook *workbook, const char *place, const char *text, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (workbook, NULL, callback, user_data);
  Draft *draft = g_new0 (Draft, 1);

  draft->place = g_strdup (place);
  draft->text = g_strdup (text);
  g_task_set_task_data (task, draft, (GDestroyNotify) draft_free);
  if (workbook->closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The workbook is closed."));
      g_object_unref (task);
      return;
    }
  worker_push (&workbook->drafts, workbook, task, save_draft_job);
}

gboolean
ear_workbook_save_draft_finish (EarWorkbook *workbook G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ear_workbook_load_drafts_async (EarWorkbook *workbook, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workbook, NULL, callback, user_data);

  if (workbook->closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The workbook is closed."));
      g_object_unref (task);
      return;
    }
  worker_push (&workbook->drafts, workbook, task, load_drafts_job);
}

GHashTable *
ear_workbook_load_drafts_finish (EarWorkbook *workbook G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
