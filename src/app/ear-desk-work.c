/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-desk-work.h"

#include <glib/gi18n.h>

#define HISTORY "ear-deeds"

typedef struct
{
  EarTakeBack *change;
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

  g_clear_pointer (&step->change, ear_take_back_free);
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

/* They hold words that were erased since. */
static void
forget (EarWorkbook *workbook)
{
  History *history = g_object_get_data (G_OBJECT (workbook), HISTORY);

  g_ptr_array_set_size (history->done, 0);
  g_ptr_array_set_size (history->undone, 0);
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

static void
deed_free (gpointer data)
{
  EarDeed *deed = data;

  g_array_unref (deed->voices);
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
      return ear_voices_add_group (store, voices, n, &deed->record, before, error);
    case EAR_DEED_SETTLE:
    default:
      return ear_coding_settle (store, voices, &deed->record, (const char *const *) deed->coders, deed->value, before, error);
    }
}

typedef struct
{
  EarWindow *window;
  char *said;
  Step *step;
  gboolean redo;

  /* What is to be done: read and filled in on the workbook's thread while nobody else looks at it. */
  EarDeedFunc func;
  gpointer data;
  GDestroyNotify data_free;
  EarDeedEnd end;
  GObject *object; /* (nullable) */
} Waiting;

static gpointer
deed_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Waiting *waiting = data;
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();

  return waiting->func (store, waiting->data, before, error) ? ear_take_back_new (store, before, error) : NULL;
}

static gpointer
take_back_job (EarStore *store, gpointer change, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  ear_take_back_do (store, change, FALSE, error);
  return NULL;
}

static gpointer
do_again_job (EarStore *store, gpointer change, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  ear_take_back_do (store, change, TRUE, error);
  return NULL;
}

static void
waiting_free (Waiting *waiting)
{
  g_object_unref (waiting->window);
  g_clear_object (&waiting->object);
  if (waiting->data_free != NULL)
    waiting->data_free (waiting->data);
  g_free (waiting->said);
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
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
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
  if (failed (waiting->window, error) || ear_window_get_workbook (waiting->window) != EAR_WORKBOOK (source))
    return;
  text = g_strdup_printf (waiting->redo ? _ ("Done again: %s") : _ ("Taken back: %s"), waiting->step->said);
  g_ptr_array_add (waiting->redo ? history->done : history->undone, g_steal_pointer (&waiting->step));
  if (history->done->len > 0)
    offer_undo (waiting->window, text);
  else
    ear_window_toast (waiting->window, text);
}

static void
move_step (EarWindow *window, GPtrArray *from, gboolean redo)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->window = g_object_ref (window);
  waiting->redo = redo;
  waiting->step = g_ptr_array_steal_index (from, from->len - 1);
  ear_workbook_run_async (workbook, TRUE, redo ? do_again_job : take_back_job, waiting->step->change, NULL, NULL, NULL,
                          taken_back_cb, waiting);
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
  EarWorkbook *workbook = ear_window_get_workbook (window);
  History *history = workbook == NULL ? NULL : history_of (workbook);
  Step *step;

  if (history == NULL || owned == NULL || ear_take_back_is_empty (owned))
    return;
  g_ptr_array_set_size (history->undone, 0);
  step = history->done->len == 0 ? NULL : history->done->pdata[history->done->len - 1];
  if (step != NULL && (flags & EAR_REMEMBER_JOINED) != 0 && ear_take_back_join (step->change, owned))
    return;
  step = g_new0 (Step, 1);
  step->change = g_steal_pointer (&owned);
  step->said = g_strdup (said);
  g_ptr_array_add (history->done, step);
  offer_undo (window, (flags & EAR_REMEMBER_QUIETLY) != 0 ? NULL : said);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTakeBack) change = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  gboolean done = !failed (waiting->window, error), is_open = ear_window_get_workbook (waiting->window) == EAR_WORKBOOK (source);

  if (done && is_open && ear_take_back_is_empty (change))
    ear_window_toast (waiting->window, _ ("It is so already"));
  else if (done && is_open)
    ear_deed_remember (waiting->window, g_steal_pointer (&change), waiting->said, 0);
  if (waiting->end != NULL && is_open)
    waiting->end (waiting->object, waiting->data, done);
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
  EarWorkbook *workbook = ear_window_get_workbook (window);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->window = g_object_ref (window);
  waiting->said = g_strdup (said);
  waiting->func = func;
  waiting->data = data;
  waiting->data_free = data_free;
  waiting->end = end;
  waiting->object = object == NULL ? NULL : g_object_ref (object);
  if (workbook == NULL)
    waiting_free (waiting);
  else
    ear_workbook_run_async (workbook, TRUE, deed_job, waiting, NULL, (GDestroyNotify) ear_take_back_free, NULL, done_cb, waiting);
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
  ear_deed_run (window, do_deed, deed, deed_free, deed->said, NULL, NULL);
}
