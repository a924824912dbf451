/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-desk-work.h"

#include <glib/gi18n.h>

#define HISTORY "ear-deeds"

typedef struct
{
  EarTakeBack *change;
  EarBatch *batch; /* (nullable) what was done to many voices after that */
  EarDeedTurn turn; /* (nullable) how it is done and taken back, with @data, instead of by these */
  gpointer data;
  GDestroyNotify data_free;
  char *said;
} Step;

/* Of one workbook, kept with it. */
typedef struct
{
  GPtrArray *done, *undone; /* Step */
  gboolean turning;         /* one of them is under way from one to the other */
  GArray *asked;            /* gboolean: what is to be turned after that, and whether it is to be done again */
} History;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->change, ear_take_back_free);
  g_clear_pointer (&step->batch, ear_batch_free);
  if (step->data_free != NULL)
    step->data_free (step->data);
  g_free (step->said);
  g_free (step);
}

static void
history_free (gpointer data)
{
  History *history = data;

  g_ptr_array_unref (history->done);
  g_ptr_array_unref (history->undone);
  g_array_unref (history->asked);
  g_free (history);
}

/* They hold words that were erased since. */
static void
forget (EarWorkbook *workbook)
{
  History *history = g_object_get_data (G_OBJECT (workbook), HISTORY);

  g_ptr_array_set_size (history->done, 0);
  g_ptr_array_set_size (history->undone, 0);
  g_array_set_size (history->asked, 0);
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
  history->asked = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_object_set_data_full (G_OBJECT (workbook), HISTORY, history, history_free);
  g_signal_connect (workbook, "erased", G_CALLBACK (forget), NULL);
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
do_deed (EarStore *store, gpointer data, GPtrArray *before, GError **error)
{
  const EarDeed *deed = data;
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
    case EAR_DEED_TRANSLATOR:
      return ear_voices_set (store, voices, n, EAR_CONTRIBUTION_TRANSLATOR, deed->value, before, error);
    case EAR_DEED_GROUP:
    case EAR_DEED_ONLY_GROUP:
      return ear_voices_add_group (store, voices, n, &deed->record, before, error);
    case EAR_DEED_SETTLE:
    default:
      return ear_coding_settle (store, voices, &deed->record, (const char *const *) deed->coders, deed->value, before, error);
    }
}

/* One deed under way: told of on the main thread, done on the workbook's while nobody else looks at what it is. */
typedef struct
{
  EarWindow *window;
  char *said;
  Step *step; /* (nullable) what is taken back or done again */
  gboolean redo;
  char *note; /* (nullable) what is said of it instead of the usual */
  EarProgressBox *progress; /* (nullable) */
  EarProgressShare *share;  /* (nullable) of that */

  /* What is to be done. */
  EarDeedFunc func;
  gpointer data;
  GDestroyNotify data_free;
  EarDeed *many; /* (nullable) not owned: @data, where it is done to many voices */
  EarDeedEnd end;
  GObject *object; /* (nullable) */
} Waiting;

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
    case EAR_DEED_TRANSLATOR:
    case EAR_DEED_REMOVE:
    case EAR_DEED_SETTLE:
    default:
      g_return_val_if_reached (NULL);
    }
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

static EarBatchProgress
progress_of (const Waiting *waiting)
{
  return waiting->share == NULL ? NULL : ear_progress_share_tell;
}

static gboolean
do_many (EarStore *store, const Waiting *waiting, EarBatch **batch, GPtrArray *before, GCancellable *cancellable, GError **error)
{
  *batch = new_batch (store, waiting->many, before, error);
  return *batch != NULL
         && ear_batch_do (store, *batch, waiting->many->rows, waiting->many->ranges, progress_of (waiting), waiting->share,
                          cancellable, error);
}

static gpointer
deed_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Waiting *waiting = data;
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  Step *step = g_new0 (Step, 1);
  gboolean done;

  step->said = g_strdup (waiting->said);
  if (waiting->many == NULL)
    done = waiting->func (store, waiting->data, before, error);
  else
    done = ear_store_begin (store, error)
           && finish (store, do_many (store, waiting, &step->batch, before, cancellable, error), error);
  step->change = done ? ear_take_back_new (store, before, error) : NULL;
  if (step->change != NULL)
    return step;
  step_free (step);
  return NULL;
}

/* What was made first is taken back last, and done again first. */
static gboolean
turn (EarStore *store, Waiting *waiting, GCancellable *cancellable, GError **error)
{
  const Step *step = waiting->step;

  if (step->turn != NULL)
    return step->turn (store, step->data, waiting->redo, &waiting->note, error);
  if (waiting->redo && !ear_take_back_do (store, step->change, TRUE, error))
    return FALSE;
  if (step->batch != NULL
      && !ear_batch_take_back (store, step->batch, progress_of (waiting), waiting->share, cancellable, error))
    return FALSE;
  return waiting->redo || ear_take_back_do (store, step->change, FALSE, error);
}

static gpointer
turn_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  if (ear_store_begin (store, error))
    finish (store, turn (store, data, cancellable, error), error);
  return NULL;
}

static void
waiting_free (Waiting *waiting)
{
  if (waiting->progress != NULL)
    ear_progress_box_stop (waiting->progress);
  g_clear_object (&waiting->progress);
  g_clear_pointer (&waiting->share, ear_progress_share_unref);
  g_object_unref (waiting->window);
  g_clear_object (&waiting->object);
  if (waiting->data_free != NULL)
    waiting->data_free (waiting->data);
  g_free (waiting->said);
  g_free (waiting->note);
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

static void turn_next (EarWindow *window, History *history);

static void
turned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  History *history = history_of (EAR_WORKBOOK (source));

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  history->turning = FALSE;
  /* It is as it was: it can be tried again. Nobody knows what was meant by the keys that were pressed after it. */
  if (error != NULL)
    {
      g_ptr_array_add (waiting->redo ? history->undone : history->done, g_steal_pointer (&waiting->step));
      g_array_set_size (history->asked, 0);
    }
  if (failed (waiting->window, error) || ear_window_get_workbook (waiting->window) != EAR_WORKBOOK (source))
    return;
  text = waiting->note != NULL && !waiting->redo
           ? g_steal_pointer (&waiting->note)
           : g_strdup_printf (waiting->redo ? _ ("Done again: %s") : _ ("Taken back: %s"), waiting->step->said);
  g_ptr_array_add (waiting->redo ? history->done : history->undone, g_steal_pointer (&waiting->step));
  if (history->done->len > 0)
    offer_undo (waiting->window, text);
  else
    ear_window_toast (waiting->window, text);
  turn_next (waiting->window, history);
}

/* Whoever asked for a batch shows how far it is for as long as it is there. */
#define BOX "ear-deed-progress"

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

static void
show_progress (Waiting *waiting, EarProgressBox *box, const char *title, GCancellable *cancellable)
{
  if (box == NULL)
    return;
  waiting->progress = g_object_ref (box);
  waiting->share = ear_progress_box_start (box, title, cancellable);
}

static void
move_step (EarWindow *window, History *history, gboolean redo)
{
  g_autoptr (GCancellable) cancellable = NULL;
  GPtrArray *from = redo ? history->undone : history->done;
  Waiting *waiting;

  if (from->len == 0)
    return;
  cancellable = g_cancellable_new ();
  waiting = g_new0 (Waiting, 1);
  waiting->window = g_object_ref (window);
  waiting->redo = redo;
  waiting->step = g_ptr_array_steal_index (from, from->len - 1);
  if (waiting->step->batch != NULL)
    show_progress (waiting, g_object_get_data (G_OBJECT (window), BOX), redo ? _ ("Doing it again") : _ ("Taking it back"),
                   cancellable);
  history->turning = TRUE;
  ear_workbook_run_async (ear_window_get_workbook (window), TRUE, turn_job, waiting, NULL, NULL, cancellable, turned_cb, waiting);
}

static void
turn_next (EarWindow *window, History *history)
{
  while (history->asked->len > 0 && !history->turning)
    {
      gboolean redo = g_array_index (history->asked, gboolean, 0);

      g_array_remove_index (history->asked, 0);
      move_step (window, history, redo);
    }
}

/* A key that is pressed while another step is under way counts after that one: many voices take their time. */
static void
ask_for_step (EarWindow *window, History *history, gboolean redo)
{
  g_array_append_val (history->asked, redo);
  turn_next (window, history);
  if (history->turning)
    offer_undo (window, NULL);
}

static void
undo_cb (EarWindow *window, gpointer nothing G_GNUC_UNUSED)
{
  ask_for_step (window, history_of (ear_window_get_workbook (window)), FALSE);
}

/**
 * ear_deed_redo:
 *
 * Returns: whether there was anything to do again, or there may be once what is under way is done.
 */
gboolean
ear_deed_redo (EarWindow *window)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  History *history = workbook == NULL ? NULL : history_of (workbook);

  if (history == NULL || (history->undone->len == 0 && !history->turning))
    return FALSE;
  ask_for_step (window, history, TRUE);
  return TRUE;
}

static gboolean
is_nothing (const Step *step)
{
  return step->turn == NULL && ear_take_back_is_empty (step->change) && (step->batch == NULL || ear_batch_get_n_changes (step->batch) == 0);
}

static void
keep (EarWindow *window, Step *step, EarRememberFlags flags)
{
  History *history = history_of (ear_window_get_workbook (window));
  Step *last = history->done->len == 0 ? NULL : history->done->pdata[history->done->len - 1];

  g_ptr_array_set_size (history->undone, 0);
  if (last != NULL && last->batch == NULL && last->turn == NULL && (flags & EAR_REMEMBER_JOINED) != 0 && ear_take_back_join (last->change, step->change))
    {
      step_free (step);
      return;
    }
  g_ptr_array_add (history->done, step);
  offer_undo (window, (flags & EAR_REMEMBER_QUIETLY) != 0 ? NULL : step->said);
}

/**
 * ear_deed_remember:
 * @said: what the toast says, such as “Voice changed”
 *
 * Offers to take back what was written. A change that changed nothing is not remembered. Main thread.
 */
void
ear_deed_remember (EarWindow *window, EarTakeBack *change, const char *said, EarRememberFlags flags)
{
  g_autoptr (EarTakeBack) owned = change;
  Step *step;

  if (ear_window_get_workbook (window) == NULL || owned == NULL || ear_take_back_is_empty (owned))
    return;
  step = g_new0 (Step, 1);
  step->change = g_steal_pointer (&owned);
  step->said = g_strdup (said);
  keep (window, step, flags);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  Step *step = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  gboolean done = !failed (waiting->window, error), is_open = ear_window_get_workbook (waiting->window) == EAR_WORKBOOK (source);

  if (done && is_open && !is_nothing (step))
    {
      keep (waiting->window, step, 0);
    }
  else if (done)
    {
      step_free (step);
      if (is_open)
        ear_window_toast (waiting->window, _ ("It is so already"));
    }
  if (waiting->end != NULL && is_open)
    waiting->end (waiting->object, waiting->data, done);
}

static void
run (Waiting *waiting, EarProgressBox *box)
{
  EarWorkbook *workbook = ear_window_get_workbook (waiting->window);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  if (workbook == NULL)
    {
      waiting_free (waiting);
      return;
    }
  remember_box (waiting->window, box);
  show_progress (waiting, box, waiting->said, cancellable);
  ear_workbook_run_async (workbook, TRUE, deed_job, waiting, NULL, step_free, cancellable, done_cb, waiting);
}

static Waiting *
wait_for (EarWindow *window, EarDeedFunc func, gpointer data, GDestroyNotify data_free, const char *said)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->window = g_object_ref (window);
  waiting->said = g_strdup (said);
  waiting->func = func;
  waiting->data = data;
  waiting->data_free = data_free;
  return waiting;
}

/**
 * ear_deed_run:
 * @data_free: (nullable): frees @data after @end
 * @said: what the toast says
 * @end: (nullable): told how it went, with @data as @func left it
 * @object: (nullable): what @end is about; it is held until then
 *
 * Does it, and says so with an undo.
 */
void
ear_deed_run (EarWindow *window, EarDeedFunc func, gpointer data, GDestroyNotify data_free, const char *said, EarDeedEnd end,
              GObject *object)
{
  Waiting *waiting = wait_for (window, func, data, data_free, said);

  waiting->end = end;
  waiting->object = object == NULL ? NULL : g_object_ref (object);
  run (waiting, NULL);
}

static gpointer
turning_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Waiting *waiting = data;

  return GINT_TO_POINTER (waiting->step->turn (store, waiting->step->data, TRUE, &waiting->note, error));
}

static void
turning_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (failed (waiting->window, error) || ear_window_get_workbook (waiting->window) != EAR_WORKBOOK (source))
    return;
  if (waiting->note != NULL)
    g_set_str (&waiting->step->said, waiting->note);
  keep (waiting->window, g_steal_pointer (&waiting->step), 0);
}

/**
 * ear_deed_run_turning:
 * @data: (transfer full): for @func, as long as the deed can be taken back or done again
 * @data_free: (nullable)
 * @said: (nullable): what the toast says; %NULL where @func notes it
 *
 * Does it, and says so with an undo. What words @data holds are let go of when something is erased.
 */
void
ear_deed_run_turning (EarWindow *window, EarDeedTurn func, gpointer data, GDestroyNotify data_free, const char *said)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  Waiting *waiting = wait_for (window, NULL, NULL, NULL, said);

  waiting->step = g_new0 (Step, 1);
  *waiting->step = (Step) { .turn = func, .data = data, .data_free = data_free, .said = g_strdup (said) };
  if (workbook == NULL)
    waiting_free (waiting);
  else
    ear_workbook_run_async (workbook, TRUE, turning_job, waiting, NULL, NULL, NULL, turning_done_cb, waiting);
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
  Waiting *waiting = wait_for (window, do_deed, deed, deed_free, deed->said);

  waiting->many = deed->rows != NULL ? deed : NULL;
  run (waiting, deed->progress);
}
