/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-desk-work.h"

#include <glib/gi18n.h>

#define HISTORY "ear-deeds"

typedef struct
{
  GPtrArray *before; /* EarCodebookBefore; after it was taken back, what brings it back */
  EarBatch *batch;   /* (nullable) what was done to many voices after that */
  gboolean undone;
  char *said;
} Step;


/* Of one workbook, kept with it. */
typedef struct
{
  GPtrArray *done, *undone; /* Step */
} History;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->before, g_ptr_array_unref);
  g_clear_pointer (&step->batch, ear_batch_free);
  g_free (step->said);
  g_free (step);
}

static void
history_free (gpointer data)
{
  History *history = data;

  g_ptr_array_unref (history->done);
  g_ptr_array_unref (history->undone);
  g_free (history);
}

static History *
history_of (EarWorkbook *workbook)
{
  History *history = g_object_get_data (G_OBJECT (workbook), HISTORY);

  if (history != NULL)
    return history;
  history = g_new0 (History, 1);
  history->done = g_ptr_array_new_with_free_func (step_free);
  history->undone = g_ptr_array_new_with_free_func (step_free);
  g_object_set_data_full (G_OBJECT (workbook), HISTORY, history, history_free);
  return history;
}

EarDeed *
ear_deed_new (EarDeedKind kind, const GArray *voices)
{
  EarDeed *deed = g_new0 (EarDeed, 1);

  deed->kind = kind;
  deed->voices = g_array_new (FALSE, FALSE, sizeof (EarId));
  if (voices != NULL)
    g_array_append_vals (deed->voices, voices->data, voices->len);
  return deed;
}

EarDeed *
ear_deed_new_many (EarDeedKind kind, EarVoiceRows *rows, GArray *ranges)
{
  EarDeed *deed = ear_deed_new (kind, NULL);

  deed->rows = ear_voice_rows_ref (rows);
  deed->ranges = ranges;
  return deed;
}

static void
deed_free (gpointer data)
{
  EarDeed *deed = data;

  g_array_unref (deed->voices);
  g_clear_pointer (&deed->rows, ear_voice_rows_unref);
  g_clear_pointer (&deed->ranges, g_array_unref);
  g_free (deed->value);
  g_strfreev (deed->coders);
  g_free (deed->said);
  g_free (deed);
}

static gboolean
do_deed (EarStore *store, const EarDeed *deed, GPtrArray *before, GError **error)
{
  const EarId *voices = (const EarId *) (gpointer) deed->voices->data;
  const EarSpan *span = deed->has_span ? &deed->span : NULL;
  guint n = deed->voices->len;
  EarId theme;

  switch (deed->kind)
    {
    case EAR_DEED_CODE:
      return ear_coding_add (store, voices, n, &deed->record, span, before, error);
    case EAR_DEED_NEW_THEME:
      return ear_coding_new_theme (store, voices, n, deed->value, span, before, error);
    case EAR_DEED_IN_VIVO:
      return ear_coding_add_in_vivo (store, voices, &deed->span, &theme, before, error);
    case EAR_DEED_MEMO:
      return ear_coding_set_memo (store, &deed->record, deed->value, before, error);
    case EAR_DEED_REMOVE:
      return ear_coding_remove (store, &deed->record, 1, before, error);
    case EAR_DEED_FEELING:
      return ear_voices_set (store, voices, n, EAR_CONTRIBUTION_FEELING, deed->value, before, error);
    case EAR_DEED_PERMISSION:
      return ear_voices_set (store, voices, n, EAR_CONTRIBUTION_PERMISSION, deed->value, before, error);
    case EAR_DEED_GROUP:
    case EAR_DEED_ONLY_GROUP:
      return ear_voices_add_group (store, voices, n, &deed->record, before, error);
    case EAR_DEED_SETTLE:
    default:
      return ear_coding_settle (store, voices, &deed->record, (const char *const *) deed->coders, deed->value, before, error);
    }
}

/* How work is followed and stopped by whoever asked for it. */
typedef struct
{
  EarDeed *deed; /* (nullable) what is to be done */
  Step *step;    /* or, not owned, taken back */
  EarProgressShare *share; /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->deed, deed_free);
  g_clear_pointer (&job->share, ear_progress_share_unref);
  g_free (job);
}

static EarBatch *
new_batch (EarStore *store, const EarDeed *deed, GPtrArray *before, GError **error)
{
  EarId theme;

  switch (deed->kind)
    {
    case EAR_DEED_NEW_THEME:
      if (!ear_coding_ensure_theme (store, deed->value, &theme, before, error))
        return NULL;
      return ear_batch_new (EAR_BATCH_THEME, &theme, 0, NULL);
    case EAR_DEED_CODE:
      return ear_batch_new (EAR_BATCH_THEME, &deed->record, 0, NULL);
    case EAR_DEED_GROUP:
      return ear_batch_new (EAR_BATCH_GROUP, &deed->record, 0, NULL);
    case EAR_DEED_ONLY_GROUP:
      return ear_batch_new (EAR_BATCH_ONLY_GROUP, &deed->record, 0, NULL);
    case EAR_DEED_FEELING:
      return ear_batch_new (EAR_BATCH_FIELD, NULL, EAR_CONTRIBUTION_FEELING, deed->value);
    case EAR_DEED_PERMISSION:
      return ear_batch_new (EAR_BATCH_FIELD, NULL, EAR_CONTRIBUTION_PERMISSION, deed->value);
    case EAR_DEED_IN_VIVO:
    case EAR_DEED_MEMO:
    case EAR_DEED_REMOVE:
    case EAR_DEED_SETTLE:
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
do_many (EarStore *store, const Job *job, Step *step, GCancellable *cancellable, GError **error)
{
  step->batch = new_batch (store, job->deed, step->before, error);
  return step->batch != NULL
         && ear_batch_do (store, step->batch, job->deed->rows, job->deed->ranges,
                          job->share == NULL ? NULL : ear_progress_share_tell, job->share, cancellable, error);
}

/* All of it or nothing, also where a theme is made first. */
static gboolean
finish (EarStore *store, gboolean done, GError **error)
{
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gpointer
deed_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  Step *step = g_new0 (Step, 1);
  gboolean done;

  step->before = ear_codebook_before_new ();
  step->said = g_strdup (job->deed->said);
  if (job->deed->rows == NULL)
    done = do_deed (store, job->deed, step->before, error);
  else
    done = ear_store_begin (store, error) && finish (store, do_many (store, job, step, cancellable, error), error);
  if (done)
    return step;
  step_free (step);
  return NULL;
}

/* What was made first is taken back last, and brought back first. */
static gboolean
turn (EarStore *store, const Job *job, GCancellable *cancellable, GError **error)
{
  Step *step = job->step;
  EarBatchProgress progress = job->share == NULL ? NULL : ear_progress_share_tell;

  if (step->batch == NULL)
    return ear_coding_take_back (store, step->before, error);
  if (step->undone)
    return ear_coding_take_back (store, step->before, error)
           && ear_batch_take_back (store, step->batch, progress, job->share, cancellable, error);
  return ear_batch_take_back (store, step->batch, progress, job->share, cancellable, error)
         && ear_coding_take_back (store, step->before, error);
}

static gpointer
take_back_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  if (ear_store_begin (store, error))
    finish (store, turn (store, job, cancellable, error), error);
  return NULL;
}

typedef struct
{
  EarWindow *window;
  Step *step; /* (nullable) that is taken back or done again */
  gboolean redo;
  EarProgressBox *progress; /* (nullable) */
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  if (waiting->progress != NULL)
    ear_progress_box_stop (waiting->progress);
  g_clear_object (&waiting->progress);
  g_object_unref (waiting->window);
  g_clear_pointer (&waiting->step, step_free);
  g_free (waiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static void undo_cb (EarWindow *window, gpointer nothing);

static void
offer_undo (EarWindow *window, const char *text)
{
  ear_window_toast_undo (window, text, G_CALLBACK (undo_cb), NULL, NULL);
}

static gboolean
failed (EarWindow *window, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ear_window_toast (window, _ ("Stopped. Nothing was changed."));
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, _ ("This could not be done"), error);
  return error != NULL;
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  History *history = history_of (EAR_WORKBOOK (source));

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (error != NULL)
    /* It is as it was: it can be tried again. */
    g_ptr_array_add (waiting->redo ? history->undone : history->done, g_steal_pointer (&waiting->step));
  if (failed (waiting->window, error) || ear_window_get_workbook (waiting->window) != EAR_WORKBOOK (source))
    return;
  waiting->step->undone = !waiting->redo;
  text = g_strdup_printf (waiting->redo ? _ ("Done again: %s") : _ ("Taken back: %s"), waiting->step->said);
  g_ptr_array_add (waiting->redo ? history->done : history->undone, g_steal_pointer (&waiting->step));
  if (history->done->len > 0)
    offer_undo (waiting->window, text);
  else
    ear_window_toast (waiting->window, text);
}

/* Whoever asked for a batch shows how far it is for as long as it is there. */
#define BOX "ear-deed-progress"

static Waiting *
wait_for (EarWindow *window, Job *job, EarProgressBox *progress, const char *title, GCancellable *cancellable)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->window = g_object_ref (window);
  if (progress == NULL)
    return waiting;
  waiting->progress = g_object_ref (progress);
  job->share = ear_progress_box_start (progress, title, cancellable);
  return waiting;
}

static void
move_step (EarWindow *window, GPtrArray *from, gboolean redo)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Job *job = g_new0 (Job, 1);
  Step *step = g_ptr_array_steal_index (from, from->len - 1);
  Waiting *waiting = wait_for (window, job, step->batch == NULL ? NULL : g_object_get_data (G_OBJECT (window), BOX),
                               redo ? _ ("Doing it again") : _ ("Taking it back"), cancellable);

  job->step = waiting->step = step;
  waiting->redo = redo;
  ear_workbook_run_async (workbook, TRUE, take_back_job, job, job_free, NULL, cancellable, taken_back_cb, waiting);
}

static void
undo_cb (EarWindow *window, gpointer nothing G_GNUC_UNUSED)
{
  History *history = history_of (ear_window_get_workbook (window));

  if (history->done->len > 0)
    move_step (window, history->done, FALSE);
}

/**
 * ear_deed_redo:
 *
 * Returns: whether there was anything to do again.
 */
gboolean
ear_deed_redo (EarWindow *window)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  History *history = workbook == NULL ? NULL : history_of (workbook);

  if (history == NULL || history->undone->len == 0)
    return FALSE;
  move_step (window, history->undone, TRUE);
  return TRUE;
}

static gboolean
is_nothing (const Step *step)
{
  return step->before->len == 0 && (step->batch == NULL || ear_batch_get_n_changes (step->batch) == 0);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  Step *step = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  History *history = history_of (EAR_WORKBOOK (source));

  if (failed (waiting->window, error))
    return;
  if (ear_window_get_workbook (waiting->window) != EAR_WORKBOOK (source) || is_nothing (step))
    {
      if (is_nothing (step))
        ear_window_toast (waiting->window, _ ("It is so already"));
      step_free (step);
      return;
    }
  g_ptr_array_set_size (history->undone, 0);
  g_ptr_array_add (history->done, step);
  offer_undo (waiting->window, step->said);
}

static void
forget_box (gpointer window, GObject *box G_GNUC_UNUSED)
{
  g_object_set_data (window, BOX, NULL);
}

/* Taking it back is shown where doing it was. */
static void
remember_box (EarWindow *window, EarProgressBox *box)
{
  if (box == NULL || g_object_get_data (G_OBJECT (window), BOX) == box)
    return;
  g_object_set_data (G_OBJECT (window), BOX, box);
  g_object_weak_ref (G_OBJECT (box), forget_box, window);
}

/**
 * ear_deed_do:
 * @deed: (transfer full)
 *
 * Does it, and says so with an undo.
 */
void
ear_deed_do (EarWindow *window, EarDeed *deed)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting *waiting;
  Job *job;

  if (workbook == NULL)
    {
      deed_free (deed);
      return;
    }
  remember_box (window, deed->progress);
  job = g_new0 (Job, 1);
  job->deed = deed;
  waiting = wait_for (window, job, deed->progress, deed->said, cancellable);
  ear_workbook_run_async (workbook, TRUE, deed_job, job, job_free, step_free, cancellable, done_cb, waiting);
}
